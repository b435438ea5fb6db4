using Dialogue.Contracts.Notifications;
using Dialogue.Kernel;
using Dialogue.Notifications.Choosing;
using Dialogue.Notifications.Delivering;
using Dialogue.Notifications.Model;
using Dialogue.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dialogue.Notifications.Tests;

/// <summary>From the event to the mailbox.</summary>
public sealed class SendingTests(Post post)
{
    [Fact]
    public async Task A_receipt_goes_out_by_smtp_under_starttls_as_text_and_html_with_a_message_id_of_its_own()
    {
        post.ItIs(Post.Morning);
        var tenant = await post.Organisation(name: "Xã Đại Sơn");
        var address = Post.Mailbox();
        await post.Receipt(tenant, address);

        Assert.Equal(1, await post.Send(tenant));

        var mail = Assert.Single(post.Mail.To(address));
        var delivery = Assert.Single(await post.Deliveries(tenant));
        Assert.Equal($"<{delivery.Id:N}@haiphong.example>", mail.MessageId);
        Assert.Equal("Xã Đại Sơn đã nhận kiến nghị KN-TN-7K3M9Q", mail.Subject);
        Assert.Contains($"https://doithoai.example.vn/{tenant.Slug}/kien-nghi/tra-cuu?ma=KN-TN-7K3M9Q", mail.Part("text/plain"), StringComparison.Ordinal);
        Assert.Contains($"<a href=\"https://doithoai.example.vn/{tenant.Slug}/kien-nghi/tra-cuu?ma=KN-TN-7K3M9Q\">", mail.Part("text/html"), StringComparison.Ordinal);
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
        Assert.Equal("", mail.Header("List-Unsubscribe")); // nothing to be ended about a receipt
        Assert.Equal((DeliveryState.Sent, 1), (delivery.State, delivery.Attempts));
        Assert.Empty(post.Mail.InTheClear);
    }

    [Fact]
    public async Task The_log_comes_down_as_it_is_filtered_with_every_address_masked()
    {
        post.ItIs(Post.Morning);
        var tenant = await post.Organisation();
        var address = Post.Mailbox();
        await post.Receipt(tenant, address);
        await post.Send(tenant);
        using var administrator = post.Client(tenant, Role.TenantAdministrator);
        var list = $"/{tenant.Slug}/can-bo/tin-gui";

        var csv = await administrator.GetStringAsync(list + "?dinh-dang=csv");
        Assert.Equal(2, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains((await post.Deliveries(tenant))[0].Subject, csv, StringComparison.Ordinal);
        Assert.DoesNotContain(address, csv, StringComparison.Ordinal);
        Assert.Single((await administrator.GetStringAsync(list + "?tinh-trang=Failed&dinh-dang=csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await post.Client(tenant, Role.Leader).GetAsync(list + "?dinh-dang=csv")).StatusCode);
    }

    [Fact]
    public async Task The_same_message_told_twice_is_written_and_sent_once()
    {
        post.ItIs(Post.Morning);
        var tenant = await post.Organisation();
        var address = Post.Mailbox();
        var id = await post.Receipt(tenant, address);
        await post.Receipt(tenant, address, id: id);
        await post.Receipt(tenant, address.ToUpperInvariant(), id: id);
        await post.Send(tenant);
        await post.Receipt(tenant, address, id: id);

        Assert.Equal(0, await post.Send(tenant));
        Assert.Single(await post.Deliveries(tenant));
        Assert.Single(post.Mail.To(address));
    }

    [Fact]
    public async Task It_is_the_unique_index_that_refuses_the_second_delivery()
    {
        // The control of the test above: with the index a second row is refused, without it there would be two.
        post.ItIs(Post.Morning);
        var tenant = await post.Organisation();
        await post.Receipt(tenant, Post.Mailbox());
        const string copy = """
            insert into notifications.deliveries select gen_random_uuid(), tenant_id, event, channel, recipient, key, user_id, address, subject, body, link, text_version, duty_id, digest_id, state, created_at, not_before, sent_at, attempts, error
            from notifications.deliveries where tenant_id = $1
            """;
        var columns = "id, tenant_id, event, channel, recipient, key, user_id, address, subject, body, link, text_version, duty_id, digest_id, state, created_at, not_before, sent_at, attempts, error";

        await using var connection = await post.Superuser.OpenConnectionAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => Copy());
            Assert.Equal(PostgresErrorCodes.UniqueViolation, refused.SqlState);
        }
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await using (var drop = new NpgsqlCommand("drop index notifications.ix_deliveries_tenant_id_event_channel_recipient_key", connection)) await drop.ExecuteNonQueryAsync();
            Assert.Equal(1, await Copy());
        } // rolled back: the index is there again

        async Task<int> Copy()
        {
            await using var command = new NpgsqlCommand(copy.Replace("notifications.deliveries select", $"notifications.deliveries ({columns}) select", StringComparison.Ordinal), connection);
            command.Parameters.Add(new() { Value = tenant.Id.Value });
            return await command.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task What_is_not_urgent_waits_through_quiet_hours_and_a_receipt_does_not()
    {
        var night = Post.At("2026-10-06 20:30");
        post.ItIs(night);
        var tenant = await post.Organisation();
        var (answered, filed) = (Post.Mailbox(), Post.Mailbox());
        await post.Receipt(tenant, answered, happened: "petition-answered");
        await post.Receipt(tenant, filed);

        Assert.Equal(1, await post.Send(tenant));
        Assert.Single(post.Mail.To(filed));
        Assert.Empty(post.Mail.To(answered));

        post.ItIs(Post.At("2026-10-07 06:59"));
        Assert.Equal(0, await post.Send(tenant));
        post.ItIs(Post.At("2026-10-07 07:00"));
        Assert.Equal(1, await post.Send(tenant));
        Assert.Single(post.Mail.To(answered));
    }

    [Theory]
    // Quiet from 18:00 to 7:00.
    [InlineData("2026-10-07 10:00", "18:00", "07:00", "2026-10-07 10:00")]
    [InlineData("2026-10-07 17:59", "18:00", "07:00", "2026-10-07 17:59")]
    [InlineData("2026-10-07 18:00", "18:00", "07:00", "2026-10-08 07:00")]
    [InlineData("2026-10-07 06:59", "18:00", "07:00", "2026-10-07 07:00")]
    [InlineData("2026-10-07 07:00", "18:00", "07:00", "2026-10-07 07:00")]
    [InlineData("2026-10-09 20:00", "18:00", "07:00", "2026-10-12 07:00")] // Friday evening: over the weekend
    [InlineData("2026-10-10 10:00", "18:00", "07:00", "2026-10-12 07:00")] // Saturday
    [InlineData("2026-10-11 03:00", "18:00", "07:00", "2026-10-12 07:00")] // Sunday night
    [InlineData("2026-08-28 19:00", "18:00", "07:00", "2026-09-03 07:00")] // Friday before the days off of 2/9, of which one was made up for
    [InlineData("2026-08-22 10:00", "18:00", "07:00", "2026-08-22 10:00")] // that Saturday
    [InlineData("2026-09-01 10:00", "18:00", "07:00", "2026-09-03 07:00")] // 1/9 and 2/9 are off
    // None: any hour of a working day, but no day of rest.
    [InlineData("2026-10-07 23:00", "00:00", "00:00", "2026-10-07 23:00")]
    [InlineData("2026-10-10 23:00", "00:00", "00:00", "2026-10-12 07:00")]
    // Within one day: the noon rest.
    [InlineData("2026-10-07 12:10", "11:30", "13:30", "2026-10-07 13:30")]
    [InlineData("2026-10-07 13:30", "11:30", "13:30", "2026-10-07 13:30")]
    [InlineData("2026-10-10 12:10", "11:30", "13:30", "2026-10-12 07:00")]
    public void A_message_that_is_not_urgent_goes_out_at(string now, string from, string to, string at)
    {
        var local = Post.At(now).DateTime;
        var waits = WaitingTime.Of(local, TimeOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), TimeOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture), TestCalendar.Working);
        Assert.Equal(Post.At(at).DateTime, local + waits);
    }

    [Fact]
    public async Task An_address_that_is_refused_for_good_is_not_tried_again_until_it_is_changed()
    {
        post.ItIs(Post.Morning);
        var tenant = await post.Organisation();
        var (wrong, right) = ("550." + Post.Mailbox(), Post.Mailbox());
        post.Mail.Refuses = Refusals;
        var person = await post.Person(tenant, wrong);
        await post.Note(tenant, person, "Xã Một gửi báo cáo");
        await post.Send(tenant);
        await post.Note(tenant, person, "Xã Hai gửi báo cáo");
        Assert.Equal(0, await post.Send(tenant));

        var log = await post.Deliveries(tenant);
        Assert.Equal([DeliveryState.Bounced, DeliveryState.Suppressed], log.Select(d => d.State));
        Assert.Equal("Máy chủ thư trả lời 550: không có địa chỉ này hoặc địa chỉ không nhận thư.", log[0].Error);
        Assert.Equal(SendWaiting.KnownBad, log[1].Error);

        await post.Person(tenant, right, id: person, version: 2);
        await post.Note(tenant, person, "Xã Ba gửi báo cáo");
        await post.Send(tenant);
        Assert.Equal("Xã Ba gửi báo cáo", Assert.Single(post.Mail.To(right)).Subject);

        // By hand, what was suppressed goes to the address as it now is.
        await using var scope = post.Scope(tenant.Id);
        await scope.ServiceProvider.GetRequiredService<ReadDeliveries>().Resend(log[1].Id, CancellationToken.None);
        await post.Send(tenant);
        Assert.Equal(2, post.Mail.To(right).Count());
        Assert.Empty(post.Mail.To(wrong));
    }

    [Fact]
    public async Task An_administrator_who_sends_again_gives_a_refused_address_another_chance()
    {
        post.ItIs(Post.Morning);
        var tenant = await post.Organisation();
        var address = "550." + Post.Mailbox();
        post.Mail.Refuses = Refusals;
        await post.Receipt(tenant, address);
        await post.Send(tenant);
        var bounced = Assert.Single(await post.Deliveries(tenant));
        Assert.True(await post.In(tenant, db => db.BadAddresses.AnyAsync()));

        await using var scope = post.Scope(tenant.Id);
        await scope.ServiceProvider.GetRequiredService<ReadDeliveries>().Resend(bounced.Id, CancellationToken.None);

        Assert.False(await post.In(tenant, db => db.BadAddresses.AnyAsync()));
        Assert.Equal(1, await post.Send(tenant)); // tried, and refused again
        Assert.Equal(DeliveryState.Bounced, Assert.Single(await post.Deliveries(tenant)).State);
    }

    [Fact]
    public async Task A_server_that_says_later_is_asked_again_less_and_less_often_and_then_given_up()
    {
        var now = Post.Morning;
        post.ItIs(now);
        var tenant = await post.Organisation();
        var address = "450." + Post.Mailbox();
        post.Mail.Refuses = Refusals;
        await post.Receipt(tenant, address);

        var pauses = new List<TimeSpan>();
        for (var attempt = 1; attempt <= Delivery.MostAttempts; attempt++)
        {
            Assert.Equal(1, await post.Send(tenant));
            Assert.Equal(0, await post.Send(tenant)); // not before its time
            var waiting = Assert.Single(await post.Deliveries(tenant));
            Assert.Equal(attempt, waiting.Attempts);
            if (attempt == Delivery.MostAttempts) break;
            Assert.Equal(DeliveryState.Waiting, waiting.State);
            pauses.Add(waiting.NotBefore - now);
            post.ItIs(now = waiting.NotBefore);
        }

        Assert.Equal(pauses.Order(), pauses);
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromHours(12)), (pauses[0], pauses[^1]));
        var givenUp = Assert.Single(await post.Deliveries(tenant));
        Assert.Equal((DeliveryState.Failed, "Máy chủ thư trả lời 450: tạm thời chưa nhận cho địa chỉ này."), (givenUp.State, givenUp.Error));
        Assert.False(await post.In(tenant, db => db.BadAddresses.AnyAsync()));
    }

    [Fact]
    public async Task A_message_that_was_put_off_arrives_in_the_end_under_the_same_message_id()
    {
        post.ItIs(Post.Morning);
        var tenant = await post.Organisation();
        var address = "450." + Post.Mailbox();
        post.Mail.Refuses = Refusals;
        await post.Receipt(tenant, address);
        await post.Send(tenant);
        var before = Assert.Single(await post.Deliveries(tenant));
        Put.Off[address] = false;

        post.ItIs(before.NotBefore);
        await post.Send(tenant);

        Assert.Equal($"<{before.Id:N}@haiphong.example>", Assert.Single(post.Mail.To(address)).MessageId);
        var after = Assert.Single(await post.Deliveries(tenant));
        Assert.Equal((DeliveryState.Sent, 2, ""), (after.State, after.Attempts, after.Error));
    }

    [Fact]
    public async Task Senders_side_by_side_send_each_message_once()
    {
        post.ItIs(Post.Morning);
        var tenant = await post.Organisation();
        var at = $"@{Guid.CreateVersion7():N}.example";
        for (var i = 0; i < 120; i++) await post.Receipt(tenant, $"firm{i}{at}");

        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => post.Send(tenant))));

        Assert.Equal(120, sent.Sum());
        var mails = post.Mail.Taken.Where(m => m.To.EndsWith(at, StringComparison.Ordinal)).ToList();
        Assert.Equal((120, 120, 120), (mails.Count, mails.Select(m => m.MessageId).Distinct().Count(), mails.Select(m => m.To).Distinct().Count()));
        Assert.All(await post.Deliveries(tenant), d => Assert.Equal(DeliveryState.Sent, d.State));
    }

    [Fact]
    public async Task The_sender_finds_every_organisation_that_has_something_due()
    {
        post.ItIs(Post.At("2026-01-06 10:00")); // long before what other tests have due
        var (one, other) = (await post.Organisation(), await post.Organisation());
        var (first, second) = (Post.Mailbox(), Post.Mailbox());
        await post.Receipt(one, first);
        await post.Receipt(other, second);

        await post.Services.GetRequiredService<SendWaiting>().Run();

        Assert.Single(post.Mail.To(first));
        Assert.Single(post.Mail.To(second));
    }

    [Fact]
    public async Task A_reminder_of_what_is_done_before_it_is_sent_is_not_sent()
    {
        post.ItIs(Post.At("2026-10-14 07:00"));
        var tenant = await post.Organisation();
        var (open, done) = (Post.Mailbox(), Post.Mailbox());
        await post.Person(tenant, open, office: tenant.Offices[0].Id);
        await post.Person(tenant, done, office: tenant.Offices[1].Id);
        var duties = tenant.Offices.Select(o => new DutyChanged(Guid.CreateVersion7(), 1, "answer-petition", "Trả lời kiến nghị KN-1", $"/{tenant.Slug}/can-bo/kien-nghi/1", new DateOnly(2026, 10, 14), [Role.Specialist], o.Id, null, false)).ToList();
        foreach (var duty in duties) await post.Deliver(tenant.Id, duty);
        await using (var scope = post.Services.CreateAsyncScope())
            for (var i = 0; i < 2; i++) await scope.ServiceProvider.GetRequiredService<Reminding.RemindOfDuties>().Run(new DateOnly(2026, 10, 14)); // the second run adds nothing
        await post.Deliver(tenant.Id, duties[1] with { Version = 2, Done = true });

        await post.Send(tenant);

        var mail = Assert.Single(post.Mail.To(open));
        Assert.Equal("Đến hạn 14/10/2026: Trả lời kiến nghị KN-1", mail.Subject);
        Assert.Equal($"<https://doithoai.example.vn/{tenant.Slug}/can-bo/nhan-tin>", mail.Header("List-Unsubscribe"));
        Assert.Empty(post.Mail.To(done));
        Assert.Contains(await post.Deliveries(tenant), d => d is { State: DeliveryState.Suppressed, Error: "Việc đã xong trước khi tin được gửi." });
        Assert.Equal(2, (await post.Deliveries(tenant)).Count);
    }

    [Fact]
    public async Task Nobody_is_written_to_who_has_left_in_the_meantime()
    {
        post.ItIs(Post.At("2026-10-06 20:00"));
        var tenant = await post.Organisation();
        var address = Post.Mailbox();
        var person = await post.Person(tenant, address);
        await post.Note(tenant, person, "Xã Một gửi báo cáo");
        await post.Deliver(tenant.Id, new Contracts.Identity.MemberChanged(person, 2, "Nguyễn Thị Kín", [], null));

        post.ItIs(Post.Morning);
        await post.Send(tenant);

        Assert.Empty(post.Mail.To(address));
        Assert.Equal(DeliveryState.Suppressed, Assert.Single(await post.Deliveries(tenant)).State);
    }

    [Fact]
    public async Task No_log_line_tells_whom_or_what()
    {
        post.ItIs(Post.Morning);
        var tenant = await post.Organisation();
        var (good, bad, later) = (Post.Mailbox(), "550." + Post.Mailbox(), "450." + Post.Mailbox());
        post.Mail.Refuses = Refusals;
        await post.Person(tenant, good);
        foreach (var address in new[] { good, bad, later, "không phải địa chỉ" }) await post.Receipt(tenant, address, "0912345678");
        await post.Choose(tenant, Choices.Organisation, c => c.Channels = new() { ["petition-received"] = [MessageChannel.Email, MessageChannel.Sms] });
        await post.Receipt(tenant, good, "0912345678");
        await post.Send(tenant);

        Assert.Contains(await post.Deliveries(tenant), d => d.State == DeliveryState.Bounced && d.Error.Contains("viết không đúng", StringComparison.Ordinal));
        Assert.NotEmpty(post.LogLines);
        Assert.Contains(post.LogLines, line => line.StartsWith("Delivery ", StringComparison.Ordinal) && line.Contains(tenant.Id.ToString(), StringComparison.Ordinal)); // the control: lines are seen here
        Assert.DoesNotContain(post.LogLines, line => new[] { good, bad, later, "0912345678", "Nguyễn Thị Kín", "không phải địa chỉ", "KN-TN-7K3M9Q" }.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    internal static class Put
    {
        public static readonly System.Collections.Concurrent.ConcurrentDictionary<string, bool> Off = new(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>By what the address begins with: "550." for good, "450." for now, until a test says otherwise.</summary>
    private static string? Refusals(string to) =>
        to.StartsWith("550.", StringComparison.Ordinal) ? "550 5.1.1 no such user" : to.StartsWith("450.", StringComparison.Ordinal) && Put.Off.GetValueOrDefault(to, true) ? "450 4.2.0 greylisted" : null;
}
