using Dialogue.Kernel;
using Dialogue.Notifications.Reminding;
using Dialogue.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dialogue.Notifications.Tests;

public sealed class ReminderTests(Town town)
{
    /// <summary>Wednesday 14/10/2026: three working days before is Friday 9/10, over a weekend.</summary>
    private static readonly DateOnly Due = new(2026, 10, 14);

    [Theory]
    [InlineData("2026-10-14", "2026-10-08", null)]      // 4 working days left
    [InlineData("2026-10-14", "2026-10-09", "Before")]  // 3, over a weekend
    [InlineData("2026-10-14", "2026-10-13", "Before")]  // made up for when nothing ran
    [InlineData("2026-10-14", "2026-10-14", "OnTheDay")]
    [InlineData("2026-10-14", "2026-10-15", "After")]
    [InlineData("2026-09-04", "2026-08-26", null)]      // over the days off of 2/9: 28/8, 3/9 and 4/9 are left after 27/8
    [InlineData("2026-09-04", "2026-08-27", "Before")]
    [InlineData("2026-10-18", "2026-10-16", "OnTheDay")] // a fixed date that is a Sunday: the last working day before it
    [InlineData("2026-10-18", "2026-10-19", "After")]
    public void A_due_date_asks_for_its_reminder(string due, string day, string? kind)
    {
        var asked = RemindOfDuties.KindOn(TestCalendar.Working, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(kind, asked?.ToString());
    }

    [Fact]
    public async Task Three_working_days_before_on_the_day_and_after_each_once()
    {
        var tenant = await town.Organisation();
        var person = await town.Person(tenant, null, Role.Specialist);
        await town.Owed(tenant, Due);

        var told = new Dictionary<DateOnly, int>();
        for (var day = new DateOnly(2026, 10, 7); day <= new DateOnly(2026, 10, 20); day = day.AddDays(1))
        {
            var before = (await town.NotesOf(tenant, person)).Count;
            await town.Remind(day);
            if ((await town.NotesOf(tenant, person)).Count - before is var written and > 0) told[day] = written;
        }

        Assert.Equal([new(2026, 10, 9), new(2026, 10, 14), new(2026, 10, 15)], told.Keys.Order());
        Assert.All(told.Values, n => Assert.Equal(1, n));
        Assert.StartsWith("Còn 3 ngày làm việc, hạn 14/10/2026: ", (await town.NotesOf(tenant, person))[0].Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_repeated_says_nothing_new_and_a_changed_due_date_is_told_again()
    {
        var tenant = await town.Organisation();
        await town.Person(tenant, null, Role.Specialist);
        var duty = await town.Owed(tenant, Due);
        await town.Remind(Due);
        await town.Remind(Due);
        Assert.Single(await town.NotesOf(tenant));

        await town.Deliver(tenant.Id, duty with { Version = 2, Due = Due.AddDays(1) });
        await town.Remind(Due.AddDays(1));
        await town.Remind(Due.AddDays(1));

        Assert.Equal(2, (await town.NotesOf(tenant)).Count);
    }

    [Fact]
    public async Task Runs_side_by_side_double_nothing()
    {
        var tenant = await town.Organisation();
        for (var i = 0; i < 3; i++) await town.Person(tenant, null, Role.Specialist);
        for (var i = 0; i < 20; i++) await town.Owed(tenant, Due);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => town.Remind(Due))));

        Assert.Equal(60, (await town.NotesOf(tenant)).Count);
    }

    [Fact]
    public async Task It_is_the_unique_index_that_refuses_the_second_note()
    {
        // The control of the test above: with the index a second row is refused, without it there would be two.
        var tenant = await town.Organisation();
        await town.Person(tenant, null, Role.Specialist);
        await town.Owed(tenant, Due);
        await town.Remind(Due);
        const string copy = """
            insert into notifications.notes (id, tenant_id, recipient_id, key, kind, title, link, day, at)
            select gen_random_uuid(), tenant_id, recipient_id, key, kind, title, link, day, at from notifications.notes where tenant_id = $1
            """;

        await using var connection = await town.Superuser.OpenConnectionAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => Copy());
            Assert.Equal(PostgresErrorCodes.UniqueViolation, refused.SqlState);
        }
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await using (var drop = new NpgsqlCommand("drop index notifications.ix_notes_tenant_id_recipient_id_key", connection)) await drop.ExecuteNonQueryAsync();
            Assert.Equal(1, await Copy());
        } // rolled back: the index is there again

        async Task<int> Copy()
        {
            await using var command = new NpgsqlCommand(copy, connection);
            command.Parameters.Add(new() { Value = tenant.Id.Value });
            return await command.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task Only_those_who_can_do_it_are_told()
    {
        var tenant = await town.Organisation();
        var (office, otherOffice) = (tenant.Offices[0].Id, tenant.Offices[1].Id);
        var inOffice = await town.Person(tenant, office, Role.Specialist);
        var elsewhere = await town.Person(tenant, otherOffice, Role.Specialist);
        var leader = await town.Person(tenant, null, Role.Leader);
        var stranger = await town.Organisation();
        var outside = await town.Person(stranger, null, Role.Specialist, Role.Leader);

        await town.Owed(tenant, Due, office);                                  // its office
        await town.Owed(tenant, Due, Guid.CreateVersion7());                   // an office with nobody in it: all with the role
        await town.Owed(tenant, Due, user: leader, roles: Role.Specialist);    // one person, whatever the role
        await town.Remind(Due);

        Assert.Equal(2, (await town.NotesOf(tenant, inOffice)).Count);
        Assert.Single(await town.NotesOf(tenant, elsewhere));
        Assert.Single(await town.NotesOf(tenant, leader));
        Assert.Empty(await town.NotesOf(stranger));
        Assert.DoesNotContain(await town.NotesOf(tenant), n => n.RecipientId == outside);
    }

    [Fact]
    public async Task A_duty_that_is_done_is_silent_even_when_it_is_done_while_the_job_runs()
    {
        var tenant = await town.Organisation();
        var person = await town.Person(tenant, null, Role.Specialist);
        var open = await town.Owed(tenant, Due);
        var done = await town.Owed(tenant, Due);
        await town.Deliver(tenant.Id, done with { Version = 2, Done = true });
        await using var scope = town.Scope(tenant.Id);
        var db = scope.ServiceProvider.GetRequiredService<NotificationsDb>();

        // As the job sends it, having read before it was done; the open one is the control.
        Assert.Equal(0, await Send(done.DutyId, Due));
        Assert.Equal(0, await Send(open.DutyId, Due.AddDays(1))); // the due date has changed since
        Assert.Equal(1, await Send(open.DutyId, Due));
        await town.Remind(Due);
        Assert.Single(await town.NotesOf(tenant));

        Task<int> Send(Guid duty, DateOnly due) => db.SendReminder(duty, due, Reminder.OnTheDay, "Đến hạn", [person], Due, TimeProvider.System.GetUtcNow(), CancellationToken.None);
    }

    [Fact]
    public async Task An_older_snapshot_of_a_duty_changes_nothing()
    {
        var tenant = await town.Organisation();
        await town.Person(tenant, null, Role.Specialist);
        var duty = await town.Owed(tenant, Due);
        await town.Deliver(tenant.Id, duty with { Version = 3, Done = true });
        await town.Deliver(tenant.Id, duty with { Version = 2, Done = false });

        await town.Remind(Due);

        Assert.Empty(await town.NotesOf(tenant));
    }
}
