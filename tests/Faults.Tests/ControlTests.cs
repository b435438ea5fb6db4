using Dialogue.Testing;
using Npgsql;

namespace Dialogue.Faults.Tests;

/// <summary>Each rule broken on purpose, on the same database after real work, in a transaction that is then given up: the check must say so.</summary>
public sealed class ControlTests : IClassFixture<ControlTests.Done>, IAsyncLifetime
{
    private readonly SplitCity city;
    private readonly Ledger ledger;
    private NpgsqlConnection connection = null!;
    private NpgsqlTransaction transaction = null!;

    public ControlTests(SplitCity city, Done done)
    {
        Assert.SkipWhen(SplitCity.Skipped is not null, SplitCity.Skipped ?? "");
        (this.city, ledger) = (city, done.Ledger);
    }

    /// <summary>Some work of every kind, once for all.</summary>
    public sealed class Done(SplitCity city) : IAsyncLifetime
    {
        public Ledger Ledger { get; } = new();

        public async ValueTask InitializeAsync()
        {
            if (SplitCity.Skipped is not null) return;
            await using (new Work(city.Address, Ledger, city.Conference))
                await Eventually.True("work is done", () => Ledger.Petitions.Count > 5 && Ledger.Registrations.Count > 2 && Ledger.Directed.Count > 1, within: TimeSpan.FromSeconds(60));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    public async ValueTask InitializeAsync()
    {
        connection = await city.Superuser();
        await Eventually.True("nothing is broken", async () => (await Invariants.Broken(connection, ledger)).Count == 0, within: TimeSpan.FromSeconds(30));
        transaction = await connection.BeginTransactionAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.RollbackAsync();
        await connection.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public Task An_accepted_petition_that_is_gone_is_found() => Finds(Invariants.Lost, "an accepted petition",
        "delete from petitions.petitions where key = (select key from petitions.petitions where key = any($1) limit 1)", ledger.Petitions.Keys.ToArray());

    [Fact]
    public Task A_registration_that_is_gone_is_found() => Finds(Invariants.Lost, "an accepted registration",
        "delete from planning.registrations where id = (select id from planning.registrations where id = any($1) limit 1)", ledger.Registrations.Keys.ToArray());

    [Fact]
    public Task A_petition_filed_twice_under_one_key_is_found() => Finds(Invariants.Doubled, "a petition filed twice under one key", $"""
        alter table petitions.petitions drop constraint if exists pk_petitions cascade; drop index petitions.ix_petitions_tenant_id_key_ordinal; drop index petitions.ix_petitions_tenant_id_code;
        insert into petitions.petitions select * from petitions.petitions where key = '{ledger.Petitions.Keys.First()}' limit 1
        """);

    [Fact]
    public Task A_report_to_the_city_whose_message_was_lost_with_the_outbox_is_found() => Finds(Invariants.Lost, "a reported petition without a case of the city",
        "delete from escalations.city_cases where id = (select id from escalations.city_cases limit 1)");

    [Fact]
    public Task A_case_that_a_message_opened_twice_without_the_inbox_is_found() => Finds(Invariants.Doubled, "a petition with two cases of the city", """
        drop index escalations.ix_city_cases_tenant_id_petition_id;
        create temporary table twice on commit drop as select * from escalations.city_cases limit 1; update twice set id = gen_random_uuid();
        insert into escalations.city_cases select * from twice
        """);

    [Fact]
    public Task A_direction_that_its_department_never_got_is_found() => Finds(Invariants.Lost, "a directed case that its department has not got",
        "delete from escalations.department_cases where id = (select id from escalations.department_cases limit 1)");

    [Fact]
    public Task A_direction_that_arrived_twice_is_found() => Finds(Invariants.Doubled, "two cases of a department for one direction", """
        drop index escalations.ix_department_cases_tenant_id_case_id;
        create temporary table twice on commit drop as select * from escalations.department_cases limit 1; update twice set id = gen_random_uuid();
        insert into escalations.department_cases select * from twice
        """);

    [Fact]
    public Task A_news_that_the_board_never_heard_is_found() => Finds(Invariants.Lost, "a petition of which the board does not know the newest state",
        "update reporting.petition_facts set version = version - 1 where id = (select id from reporting.petition_facts limit 1)");

    [Fact]
    public Task A_copy_under_another_organisation_is_found() => Finds(Invariants.Leaked, "a petition's copy under another organisation",
        "update reporting.petition_facts f set tenant_id = (select id from identity.organisations o where o.id <> f.tenant_id limit 1) where id = (select id from reporting.petition_facts limit 1)");

    [Fact]
    public Task A_table_without_its_policy_is_found() => Finds(Invariants.Leaked, "petitions.petitions shows rows of others", "alter table petitions.petitions disable row level security");

    [Fact]
    public Task A_policy_that_lets_all_through_is_found() => Finds(Invariants.Leaked, "notifications.duties shows rows of others", "create policy everybody on notifications.duties to dialogue_app using (true)");

    [Fact]
    public Task A_counter_that_is_one_too_high_is_found() => Finds(Invariants.Miscounted, "petitions of a year and field",
        "update reporting.year_counters set received = received + 1 where (tenant_id, year, field_code) = (select tenant_id, year, field_code from reporting.year_counters where received > 0 limit 1)");

    [Fact]
    public Task A_month_that_counts_one_petition_too_many_is_found() => Finds(Invariants.Miscounted, "petitions of a month", "update reporting.month_counters set received = received + 1");

    [Fact]
    public Task A_message_that_stays_in_an_outbox_is_found() => Finds(Invariants.Waiting, "a message in the outbox of petitions", """
        insert into petitions.outbox (id, tenant_id, for_tenant, message_id, consumer, type, payload, created_at, not_before, attempts, parked_at)
        select gen_random_uuid(), id, id, gen_random_uuid(), '', 'PetitionChanged', '{}', now(), now(), 8, now() from identity.organisations limit 1
        """);

    private async Task Finds(string kind, string what, string breaks, params object[] values)
    {
        await using (var command = new NpgsqlCommand(breaks, connection, transaction))
        {
            foreach (var value in values) command.Parameters.Add(new() { Value = value });
            Assert.True(await command.ExecuteNonQueryAsync() != 0, "nothing was broken");
        }
        Assert.Contains(await Invariants.Broken(connection, ledger), v => v.Kind == kind && v.What.StartsWith(what, StringComparison.Ordinal));
    }
}
