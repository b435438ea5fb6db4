using System.Net;
using Dialogue.Contracts.Identity;
using Dialogue.Identity.Model;
using Dialogue.Identity.People;
using Dialogue.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Identity.Tests.SigningIn;

[Collection(Organisations.SeedTests.Telling)] // one of them tells of every organisation anew
public sealed class SignInTests(Service service)
{
    private static readonly TenantId LeChan = new(StableId.Of("organisation", "le-chan"));

    [Fact]
    public async Task Five_wrong_passwords_rest_the_account_and_the_right_one_does_not_help()
    {
        await Add("thu.khoa");
        using var browser = new ABrowser(service);
        for (var i = 0; i < 4; i++)
            Assert.Contains("chưa đúng", await Text(await browser.SignIn("thu.khoa", "sai-mat-khau")), StringComparison.Ordinal);
        Assert.Contains("tạm khóa 10 phút", await Text(await browser.SignIn("thu.khoa", "sai-mat-khau")), StringComparison.Ordinal);

        var answer = await browser.SignIn("thu.khoa", "Mat-khau-ban-dau");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("tạm khóa 10 phút", await Text(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guesses_sent_side_by_side_are_all_counted()
    {
        await Add("thu.songsong");
        using var browser = new ABrowser(service);
        await browser.SignIn("khong-co-ai", "sai-mat-khau"); // the browser has its form's cookie before it guesses side by side

        var texts = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ => await Text(await browser.SignIn("thu.songsong", "sai-mat-khau"))));

        Assert.InRange(texts.Count(t => t.Contains("chưa đúng", StringComparison.Ordinal)), 0, 4);
        Assert.Contains("tạm khóa", await Text(await browser.SignIn("thu.songsong", "Mat-khau-ban-dau")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_right_password_forgets_the_wrong_ones_before_it()
    {
        await Add("thu.quen");
        using var browser = new ABrowser(service);
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++) await browser.SignIn("thu.quen", "sai-mat-khau");
            Assert.Equal(HttpStatusCode.Redirect, (await browser.SignIn("thu.quen", "Mat-khau-ban-dau")).StatusCode);
        }
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_refused_with_the_same_sentence()
    {
        using var browser = new ABrowser(service);

        Assert.Contains("Tên đăng nhập hoặc mật khẩu chưa đúng", await Text(await browser.SignIn("khong-co-ai", "sai-mat-khau")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/connect/authorize?")]
    [InlineData("/connect/authorize@evil.example")]
    public async Task Sign_in_leads_nowhere_else(string returnUrl)
    {
        using var browser = new ABrowser(service);

        Assert.Equal("/tai-khoan", (await browser.SignIn("chuyenvien.thien-huong", "Doi-thoai-2026", returnUrl)).Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_first_password_is_changed_before_anything_else()
    {
        await Add("thu.moi");
        using var browser = new ABrowser(service);
        await browser.SignIn("thu.moi", "Mat-khau-ban-dau");

        Assert.StartsWith("/tai-khoan/mat-khau", (await browser.Authorize(browser.Request)).Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_account_gets_no_more_tokens()
    {
        var id = await Add("thu.dong");
        await using (var scope = service.Scope(LeChan))
            await scope.ServiceProvider.GetRequiredService<EditPeople>().Remove(LeChan.Value, id, default);
        using var browser = new ABrowser(service);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SignIn("thu.dong", "Mat-khau-ban-dau")).StatusCode);
        Assert.Contains(await service.Published<MemberChanged>(LeChan), m => m.Message.UserId == id && m.Message.Roles.Length == 0 && m.For == LeChan);
    }

    [Fact]
    public async Task The_address_of_a_member_is_told_to_their_organisation_again_when_asked_for_and_no_longer_after_they_have_left()
    {
        Guid id;
        await using (var scope = service.Scope(LeChan))
        {
            var edit = scope.ServiceProvider.GetRequiredService<EditPeople>();
            id = await edit.Add(LeChan.Value, new() { UserName = "thu.diachi", Name = "Người Thử", Password = "Mat-khau-ban-dau", Email = "thu.diachi@haiphong.example", Roles = [Role.Clerk] }, default);
        }
        await service.Module.Republish(service.Services, new Progress<string>(), default);
        await using (var scope = service.Scope(LeChan)) await scope.ServiceProvider.GetRequiredService<EditPeople>().Remove(LeChan.Value, id, default);

        var told = (await service.Published<MemberChanged>()).Where(m => m.Message.UserId == id).ToList();
        Assert.Equal(["thu.diachi@haiphong.example", "thu.diachi@haiphong.example", null], told.Select(m => m.Message.Email));
        Assert.All(told, m => Assert.Equal(LeChan, m.For));
    }

    [Fact]
    public async Task Nobody_gives_a_role_that_the_organisation_has_no_work_for()
    {
        await using var scope = service.Scope(LeChan);

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => scope.ServiceProvider.GetRequiredService<EditPeople>().Add(LeChan.Value,
            new() { UserName = "thu.quyen", Name = "Người Thử", Password = "Mat-khau-ban-dau", Roles = [Role.FinanceOfficer] }, default));

        Assert.Equal("role-unknown", refused.Code);
    }

    private async Task<Guid> Add(string userName)
    {
        await using var scope = service.Scope(LeChan);
        return await scope.ServiceProvider.GetRequiredService<EditPeople>().Add(LeChan.Value,
            new() { UserName = userName, Name = "Người Thử", Password = "Mat-khau-ban-dau", Roles = [Role.Clerk] }, default);
    }

    private static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();
}
