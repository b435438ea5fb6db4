using System.Net;
using Dialogue.Kernel;
using Dialogue.Notifications.Events;
using Dialogue.Notifications.Model;
using Dialogue.Notifications.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Notifications.Tests;

/// <summary>The words of messages, and whose they are.</summary>
public sealed class TextTests(Post post)
{
    public static TheoryData<string> Keys => [.. EventCatalogue.All.Select(e => e.Key)];

    [Theory, MemberData(nameof(Keys))]
    public void Every_standard_text_is_one_that_could_be_saved(string key)
    {
        var kind = EventCatalogue.Find(key)!;
        var words = EditText.Check(kind, new() { Subject = kind.Subject, Body = kind.Body, Short = kind.Short });
        var (subject, body, line) = words.Fill(kind.Placeholders.ToDictionary(p => p.Name, p => p.Sample));
        Assert.All([subject, body, line], text => Assert.False(text.Contains('{', StringComparison.Ordinal) || text.Trim().Length == 0, text));
        Assert.True(line.Length <= 300, line);
    }

    [Theory]
    [InlineData("Nhận {ma} lúc {gio}: {duong_dan}", "text-placeholder-unknown")]
    [InlineData("Nhận {ma}", "text-placeholder-missing")]
    [InlineData("Nhận {ma: {duong_dan}", "text-brace")]
    [InlineData("Nhận ma}: {duong_dan}", "text-brace")]
    [InlineData("Nhận {Mã}: {duong_dan} {ma}", "text-placeholder-name")]
    [InlineData("Nhận {ma}: {duong_dan}", null)] // the control
    public void A_text_with_a_placeholder_unknown_or_missing_is_refused(string body, string? code)
    {
        var kind = EventCatalogue.Find("petition-received")!;
        var refused = Record.Exception(() => EditText.Check(kind, new() { Subject = "Biên nhận", Body = body, Short = "" })) as RuleBrokenException;
        Assert.Equal(code, refused?.Code);
        if (code is not null) Assert.Equal("Body", refused!.Field);
    }

    [Fact]
    public async Task A_value_is_put_in_as_it_is_and_makes_no_header_and_no_place_of_its_own()
    {
        post.ItIs(Post.Morning);
        var tenant = await post.Organisation();
        var address = Post.Mailbox();
        var person = await post.Person(tenant, address);

        await post.Note(tenant, person, "Tên {ma} <b>đậm</b>\r\nBcc: kẻ-khác@example.com");
        await post.Send(tenant);

        var mail = Assert.Single(post.Mail.To(address));
        Assert.Equal("Tên {ma} <b>đậm</b> Bcc: kẻ-khác@example.com", mail.Subject);
        Assert.Equal("", mail.Header("Bcc"));
        Assert.Contains("&lt;b&gt;", mail.Part("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organisation_says_it_in_its_own_words_from_the_next_message_on_and_no_other_does()
    {
        post.ItIs(Post.Morning);
        var (here, there) = (await post.Organisation(), await post.Organisation());
        var (mine, theirs, later) = (Post.Mailbox(), Post.Mailbox(), Post.Mailbox());
        var client = post.Signed(here);
        var address = $"/{here.Slug}/can-bo/mau-tin/petition-received";
        var page = await Web.Get(client, address);
        Assert.Contains("Đang dùng bản chuẩn.", page.Text, StringComparison.Ordinal);

        // Looked at first: filled with sample data, and not saved.
        var preview = await page.Post("Preview", ("Input.Subject", "Chào bạn, {ma}"), ("Input.Body", "Xã đã nhận {ma}.\n\nXem {duong_dan}"), ("Input.Short", ""), ("Input.Version", "0"));
        Assert.Contains("Chào bạn, KN-DS-7K3M9Q", (await Web.Of(client, address, preview)).Text, StringComparison.Ordinal);
        Assert.False(await post.In(here, db => db.MessageTexts.AnyAsync()));

        Assert.Equal(HttpStatusCode.Redirect, (await page.Post(("Input.Subject", "Chào bạn, {ma}"), ("Input.Body", "Xã đã nhận {ma}.\n\nXem {duong_dan}"), ("Input.Version", "0"))).StatusCode);
        await post.Receipt(here, mine);
        await post.Receipt(there, theirs);
        await post.Send(here);
        await post.Send(there);
        Assert.Equal("Chào bạn, KN-TN-7K3M9Q", Assert.Single(post.Mail.To(mine)).Subject);
        Assert.Contains("đã nhận kiến nghị", Assert.Single(post.Mail.To(theirs)).Subject, StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(await post.Deliveries(here)).TextVersion);

        // Based on a version that is no longer the newest: what was typed stays, and nothing is lost.
        var late = await page.Post(("Input.Subject", "Muộn {ma}"), ("Input.Body", "{ma} {duong_dan}"), ("Input.Version", "0"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Contains("Muộn {ma}", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await page.Post("Reset");
        await post.Receipt(here, later);
        await post.Send(here);
        Assert.Contains("đã nhận kiến nghị", Assert.Single(post.Mail.To(later)).Subject, StringComparison.Ordinal);
        Assert.Equal(2, await post.In(here, db => db.MessageTexts.CountAsync())); // versions stay
    }

    [Fact]
    public async Task PostgreSQL_itself_hides_another_organisations_texts_log_and_webhook_and_the_relay_sees_no_more_than_that_something_is_due()
    {
        post.ItIs(Post.Morning);
        var (here, there) = (await post.Organisation(), await post.Organisation());
        await post.Receipt(there, Post.Mailbox());
        await post.Choose(there, Choices.Organisation, c => c.Digest = true);
        await using (var scope = post.Scope(there.Id))
        {
            var db = scope.ServiceProvider.GetRequiredService<NotificationsDb>();
            db.MessageTexts.Add(new() { Event = "digest", Version = 1, Subject = "x", Body = "x" });
            db.Webhooks.Add(new() { Url = "https://example.vn", Secret = "x" });
            db.BadAddresses.Add(new() { Address = "x@example.vn" });
            await db.SaveChangesAsync();
        }

        foreach (var (tenant, seen) in new[] { (here, 0), (there, 1) })
        {
            var counts = await post.In(tenant, async db => new[]
            {
                await db.Deliveries.IgnoreQueryFilters().CountAsync(), await db.MessageTexts.IgnoreQueryFilters().CountAsync(), await db.Webhooks.IgnoreQueryFilters().CountAsync(),
                await db.BadAddresses.IgnoreQueryFilters().CountAsync(), await db.Choices.IgnoreQueryFilters().CountAsync(),
            });
            Assert.All(counts, c => Assert.Equal(seen, c));
        }

        await using var relay = Npgsql.NpgsqlDataSource.Create(post.Databases.Relay);
        await using (var due = relay.CreateCommand("select count(*) from notifications.deliveries where tenant_id = $1 and state = 'Waiting'"))
        {
            due.Parameters.Add(new() { Value = there.Id.Value });
            Assert.Equal(1L, await due.ExecuteScalarAsync());
        }
        foreach (var sql in new[] { "select address from notifications.deliveries", "select body from notifications.deliveries", "update notifications.deliveries set state = 'Sent'", "select secret from notifications.webhooks" })
        {
            await using var command = relay.CreateCommand(sql);
            Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => command.ExecuteScalarAsync())).SqlState);
        }
    }

    [Fact]
    public async Task The_log_masks_addresses_until_somebody_asks_and_finds_by_subject_or_whole_address()
    {
        post.ItIs(Post.Morning);
        var tenant = await post.Organisation();
        var address = Post.Mailbox();
        await post.Receipt(tenant, address);
        await post.Receipt(tenant, Post.Mailbox());
        await post.Send(tenant);
        var client = post.Signed(tenant);
        var delivery = (await post.Deliveries(tenant))[0];

        var list = await Web.Get(client, $"/{tenant.Slug}/can-bo/tin-gui");
        Assert.DoesNotContain(address, list.Text, StringComparison.Ordinal);
        Assert.Contains($"{address[..1]}•••@firm.example", list.Text, StringComparison.Ordinal);
        Assert.Single((await Web.Get(client, $"/{tenant.Slug}/can-bo/tin-gui?tim={Uri.EscapeDataString(address)}")).Document.QuerySelectorAll("tbody tr"));
        Assert.Equal(2, (await Web.Get(client, $"/{tenant.Slug}/can-bo/tin-gui?tim=kiến+nghị&tinh-trang=Sent&kenh=Email")).Document.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("Không có tin nào khớp", (await Web.Get(client, $"/{tenant.Slug}/can-bo/tin-gui?tinh-trang=Failed")).Text, StringComparison.Ordinal);

        var one = await Web.Get(client, $"/{tenant.Slug}/can-bo/tin-gui/{delivery.Id}");
        Assert.DoesNotContain(address, one.Text, StringComparison.Ordinal);
        Assert.Contains(address, await (await one.Post("Show")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(await post.In(tenant, db => db.History.AnyAsync(h => h.SubjectId == delivery.Id && h.Action == "AddressShown")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await one.Post("Resend")).StatusCode); // it was sent
    }

    [Theory]
    [InlineData("SmtpHost=mail.example", false)] // no From
    [InlineData("SmtpHost=mail.example;SmtpFrom=không phải", false)]
    [InlineData("SmtpHost=mail.example;SmtpFrom=a@b.vn", true)]
    [InlineData("SmtpHost=mail.example;SmtpFrom=a@b.vn;SmtpUser=u", false)]
    [InlineData("SmtpHost=mail.example;SmtpFrom=a@b.vn;SmtpUser=u;SmtpPassword=p", true)]
    [InlineData("SmtpHost=mail.example;SmtpFrom=a@b.vn;SmtpUser=u;SmtpPassword=p;SmtpTls=false", false)]
    [InlineData("SmtpPort=0", false)]
    [InlineData("Site=https://a.vn/", false)]
    [InlineData("Site=https://a.vn", true)]
    [InlineData("SmsToFiles=true", false)]
    [InlineData("Lanes=0", false)]
    public void Options_that_cannot_work_stop_the_start(string given, bool good)
    {
        var options = new MessagesOptions();
        foreach (var pair in given.Split(';'))
        {
            var property = typeof(MessagesOptions).GetProperty(pair.Split('=')[0])!;
            property.SetValue(options, Convert.ChangeType(pair.Split('=')[1], property.PropertyType, System.Globalization.CultureInfo.InvariantCulture));
        }
        Assert.Equal(good, System.ComponentModel.DataAnnotations.Validator.TryValidateObject(options, new(options), null, validateAllProperties: true));
    }
}
