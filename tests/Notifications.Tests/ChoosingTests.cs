using System.Net;
using Dialogue.Contracts.Notifications;
using Dialogue.Kernel;
using Dialogue.Notifications.Delivering;
using Dialogue.Notifications.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Notifications.Tests;

/// <summary>Who is told by which way: a person's choice, the organisation's, the catalogue's.</summary>
public sealed class ChoosingTests(Post post)
{
    [Fact]
    public async Task A_member_who_wants_no_mail_gets_none_and_one_who_wants_no_note_gets_none()
    {
        post.ItIs(Post.Morning);
        var tenant = await post.Organisation();
        var (mail, note, both) = (Post.Mailbox(), Post.Mailbox(), Post.Mailbox());
        var (byMail, byNote, asUsual) = (await post.Person(tenant, mail), await post.Person(tenant, note), await post.Person(tenant, both));
        await post.Choose(tenant, byMail, c => c.Channels = new() { ["report-received"] = [MessageChannel.Email] });
        await post.Choose(tenant, byNote, c => c.Channels = new() { ["report-received"] = [MessageChannel.InApp] });

        await post.Note(tenant, null, "Xã Một gửi báo cáo", roles: Role.Specialist);
        await post.Send(tenant);

        Assert.Equal((1, 0, 1), (post.Mail.To(mail).Count(), post.Mail.To(note).Count(), post.Mail.To(both).Count()));
        var notes = await post.In(tenant, db => Task.FromResult(db.Notes.Select(n => n.RecipientId).ToHashSet()));
        Assert.Equal([byNote, asUsual], notes.Order());
        // An event that must be known stays in the inbox, whatever was chosen.
        await post.Choose(tenant, byMail, c => c.Channels = new() { ["case-directed"] = [] });
        await post.Note(tenant, byMail, "UBND thành phố giao vụ việc", "case-directed");
        Assert.Contains(byMail, await post.In(tenant, db => Task.FromResult(db.Notes.Select(n => n.RecipientId).ToHashSet())));
    }

    [Fact]
    public async Task The_organisations_defaults_hold_for_who_has_not_chosen_and_for_those_outside()
    {
        post.ItIs(Post.Morning);
        var tenant = await post.Organisation();
        var (officer, firm) = (Post.Mailbox(), Post.Mailbox());
        await post.Person(tenant, officer);
        await post.Choose(tenant, Choices.Organisation, c => c.Channels = new() { ["report-received"] = [MessageChannel.InApp], ["petition-received"] = [MessageChannel.Sms, MessageChannel.Zalo] });

        await post.Note(tenant, null, "Xã Một gửi báo cáo", roles: Role.Specialist);
        await post.Receipt(tenant, firm, "0912345678");
        await post.Send(tenant);

        Assert.Empty(post.Mail.To(officer));
        Assert.Empty(post.Mail.To(firm));
        var sms = Assert.Single(post.FilesOf(tenant, "sms"));
        Assert.Contains("To: 0912345678", sms, StringComparison.Ordinal);
        Assert.Contains("KN-TN-7K3M9Q", sms, StringComparison.Ordinal);
        Assert.Single(post.FilesOf(tenant, "zalo"));
    }

    [Fact]
    public async Task Who_wants_a_digest_gets_one_message_on_the_working_morning_without_what_is_done()
    {
        post.ItIs(Post.At("2026-10-08 15:00"));
        var tenant = await post.Organisation();
        var address = Post.Mailbox();
        var person = await post.Person(tenant, address);
        await post.Choose(tenant, person, c => c.Digest = true);
        await post.Note(tenant, person, "Xã Một gửi báo cáo");
        await post.Note(tenant, person, "Xã Hai gửi báo cáo");
        var duty = new DutyChanged(Guid.CreateVersion7(), 1, "answer-petition", "Trả lời kiến nghị KN-9", $"/{tenant.Slug}/can-bo/kien-nghi/9", new DateOnly(2026, 10, 8), [Role.Specialist], null, null, false);
        await post.Deliver(tenant.Id, duty);
        await using (var scope = post.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<Reminding.RemindOfDuties>().Run(new DateOnly(2026, 10, 8));
        await post.Deliver(tenant.Id, duty with { Version = 2, Done = true });
        Assert.Equal(0, await post.Send(tenant)); // nothing by itself
        Assert.Equal(3, (await post.Deliveries(tenant)).Count(d => d.State == DeliveryState.Gathering));

        var digests = post.Services.GetRequiredService<SendDigests>();
        Assert.Equal(0, await digests.Run(new DateOnly(2026, 10, 10))); // a Saturday
        post.ItIs(Post.At("2026-10-09 07:15"));
        await digests.Run(new DateOnly(2026, 10, 9));
        await digests.Run(new DateOnly(2026, 10, 9));
        await post.Send(tenant);

        var mail = Assert.Single(post.Mail.To(address));
        Assert.Equal($"2 tin của {tenant.Name}", mail.Subject);
        var text = mail.Part("text/plain");
        Assert.Contains("- Xã Một gửi báo cáo", text, StringComparison.Ordinal);
        Assert.Contains("- Xã Hai gửi báo cáo", text, StringComparison.Ordinal);
        Assert.DoesNotContain("KN-9", text, StringComparison.Ordinal);
        var log = await post.Deliveries(tenant);
        var digest = Assert.Single(log, d => d.Event == "digest");
        Assert.All(log.Where(d => d.State == DeliveryState.Gathered), d => Assert.Equal(digest.Id, d.DigestId));
        Assert.Equal((2, 1), (log.Count(d => d.State == DeliveryState.Gathered), log.Count(d => d.State == DeliveryState.Suppressed)));

        // What comes later the same day is in the next one.
        await post.Note(tenant, person, "Xã Ba gửi báo cáo");
        await digests.Run(new DateOnly(2026, 10, 9));
        Assert.Single(await post.Deliveries(tenant), d => d.State == DeliveryState.Gathering);
    }

    [Fact]
    public async Task A_person_chooses_on_a_page_and_goes_back_to_the_defaults()
    {
        var tenant = await post.Organisation();
        var me = await post.Person(tenant, Post.Mailbox());
        var client = post.Signed(tenant, me, Role.Specialist);
        var address = $"/{tenant.Slug}/can-bo/nhan-tin";

        var page = await Web.Get(client, address);
        Assert.True(page.IsTicked("report-received/Email"));
        Assert.Null(page.Document.QuerySelector("input[value='case-directed/InApp']")); // always in the inbox
        var answer = await page.Post(("Input.Ticked", "report-received/InApp"), ("Input.Digest", "true"), ("Input.QuietFrom", "17:30"), ("Input.QuietTo", "6:30"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);

        page = await Web.Get(client, address);
        Assert.True(page.IsTicked("report-received/InApp"));
        Assert.False(page.IsTicked("report-received/Email"));
        Assert.Equal("17:30", page.Document.QuerySelector("#Input_QuietFrom")!.GetAttribute("value")![..5]);

        await page.Post("Forget");
        Assert.True((await Web.Get(client, address)).IsTicked("report-received/Email"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await page.Post(("Input.QuietFrom", "tối"), ("Input.QuietTo", "7:00"))).StatusCode);
    }

    [Fact]
    public async Task Only_the_administrator_sets_defaults_texts_and_webhook_and_reads_the_log()
    {
        var (tenant, other) = (await post.Organisation(), await post.Organisation());
        foreach (var path in new[] { "nhan-tin/mac-dinh", "mau-tin", "mau-tin/digest", "tin-gui", $"tin-gui/{Guid.CreateVersion7()}", "webhook" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await post.Signed(tenant, null, Role.Specialist).GetAsync($"/{tenant.Slug}/can-bo/{path}")).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await post.Signed(other).GetAsync($"/{tenant.Slug}/can-bo/{path}")).StatusCode);
            Assert.Equal(path.StartsWith("tin-gui/", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.OK, (await post.Signed(tenant).GetAsync($"/{tenant.Slug}/can-bo/{path}")).StatusCode);
        }
    }
}
