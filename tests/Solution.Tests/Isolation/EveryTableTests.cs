using Dialogue.Data.Numbers;
using Npgsql;

namespace Dialogue.Solution.Tests.Isolation;

/// <summary>The second wall, met as the application's role with plain SQL: no filter of EF Core stands before it here.</summary>
public sealed class EveryTableTests(City city)
{
    private const string InsufficientPrivilege = "42501";
    private static readonly Guid Here = Guid.CreateVersion7(), Elsewhere = Guid.CreateVersion7();

    [Fact]
    public async Task Every_table_of_a_tenant_hides_the_rows_of_another()
    {
        var tables = await TenantTables();
        Assert.True(tables.Count > 40, $"only {tables.Count} tables were found");
        try
        {
            foreach (var table in tables) await PutRow(table, Elsewhere);

            foreach (var table in tables)
            {
                Assert.True(await RowsSeen(table, by: Here, of: Elsewhere) == 0, $"{table} shows another tenant's row");
                Assert.True(await RowsSeen(table, by: null, of: Elsewhere) == 0, $"{table} shows a row to nobody's request");
                // The control: the row is there, and its own tenant sees it.
                Assert.True(await RowsSeen(table, by: Elsewhere, of: Elsewhere) == 1, $"{table} hides a tenant's own row, so this test proves nothing");
            }
        }
        finally
        {
            // The rows are no data of the city: nothing that reads all tenants may meet them.
            foreach (var table in tables) await city.Scalar<object>($"delete from {table} where tenant_id = $1", Elsewhere);
        }
    }

    [Fact]
    public async Task Every_table_of_a_tenant_refuses_a_row_for_another()
    {
        foreach (var table in await TenantTables())
        {
            Assert.True(await InsertFails(table, by: Here, of: Elsewhere) == InsufficientPrivilege, $"{table} takes a row for another tenant");
            // The control: for its own tenant the wall says nothing (the bare row then fails for want of other columns, or succeeds).
            Assert.True(await InsertFails(table, by: Here, of: Here) != InsufficientPrivilege, $"{table} refuses a tenant's own row, so this test proves nothing");
        }
    }

    [Fact]
    public async Task A_table_whose_policy_is_dropped_shows_everything_and_would_be_found()
    {
        await using var connection = await city.Superuser.OpenConnectionAsync();
        await Execute(connection, """
            create table planning.unwalled (tenant_id uuid not null);
            grant select on planning.unwalled to dialogue_app;
            """);
        try
        {
            await PutRow("planning.unwalled", Elsewhere);
            Assert.Equal(1, await RowsSeen("planning.unwalled", by: Here, of: Elsewhere));
        }
        finally
        {
            await Execute(connection, "drop table planning.unwalled");
        }
    }

    [Fact]
    public async Task A_connection_that_goes_back_to_the_pool_carries_no_tenant_over()
    {
        var settings = new NpgsqlConnectionStringBuilder(city.Databases.App) { MaxPoolSize = 1 };
        await using var pool = NpgsqlDataSource.Create(settings.ConnectionString);
        await using (var first = await pool.OpenConnectionAsync())
        {
            await Execute(first, $"select set_config('dialogue.tenant', '{Here}', false)");
            Assert.Equal(Here.ToString(), await Scalar(first, "select current_setting('dialogue.tenant', true)"));
        }
        await using var second = await pool.OpenConnectionAsync();
        Assert.NotEqual(Here.ToString(), await Scalar(second, "select current_setting('dialogue.tenant', true)"));

        // The control: without the reset the same pool does carry it over.
        settings.NoResetOnClose = true;
        await using var leaky = NpgsqlDataSource.Create(settings.ConnectionString);
        await using (var first = await leaky.OpenConnectionAsync()) await Execute(first, $"select set_config('dialogue.tenant', '{Here}', false)");
        await using var leaked = await leaky.OpenConnectionAsync();
        Assert.Equal(Here.ToString(), await Scalar(leaked, "select current_setting('dialogue.tenant', true)"));
    }

    [Fact]
    public async Task The_role_of_the_application_owns_nothing_and_cannot_pass_the_wall()
    {
        Assert.Equal(0L, await city.Scalar<long>("select count(*) from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = 'dialogue_app'"));
        Assert.False(await city.Scalar<bool>("select rolbypassrls or rolsuper from pg_roles where rolname = 'dialogue_app'"));
    }

    private async Task<List<string>> TenantTables()
    {
        await using var command = city.Superuser.CreateCommand("""
            select table_schema || '.' || table_name from information_schema.columns join information_schema.tables using (table_schema, table_name)
            where column_name = 'tenant_id' and table_type = 'BASE TABLE' and table_schema = any($1) and table_name <> 'unwalled' order by 1
            """);
        command.Parameters.Add(new() { Value = (string[])[.. City.Schemas, NumberBook.Schema] }); // the number book is shared by the services
        var tables = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        return tables;
    }

    /// <summary>One row of a tenant with every obligatory column filled by its type, parked so that no relay takes it; foreign keys do not matter here.</summary>
    private async Task PutRow(string table, Guid tenant)
    {
        await using var connection = await city.Superuser.OpenConnectionAsync();
        var columns = new List<string>();
        var values = new List<string>();
        await using (var command = new NpgsqlCommand("""
            select column_name, data_type from information_schema.columns
            where table_schema || '.' || table_name = $1 and is_nullable = 'NO' and column_default is null and is_generated = 'NEVER' and is_identity = 'NO' and column_name <> 'tenant_id'
            """, connection) { Parameters = { new() { Value = table } } })
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync())
            {
                columns.Add(reader.GetString(0));
                values.Add(reader.GetString(1) switch
                {
                    "uuid" => $"'{Guid.CreateVersion7()}'",
                    "jsonb" or "json" => "'{}'",
                    "boolean" => "false",
                    "date" => "'2026-01-01'",
                    "bytea" or "ARRAY" => "'{}'",
                    var t when t.StartsWith("timestamp", StringComparison.Ordinal) => "'2100-01-01'",
                    var t when t.StartsWith("time", StringComparison.Ordinal) => "'08:00'",
                    var t when t.StartsWith("character", StringComparison.Ordinal) || t == "text" => "'x'",
                    _ => "0",
                });
            }
        if (table.EndsWith(".outbox", StringComparison.Ordinal))
        {
            columns.Add("parked_at");
            values.Add("now()");
        }
        await Execute(connection, $"""
            set session_replication_role = replica;
            insert into {table} ({string.Join(", ", columns.Append("tenant_id"))}) values ({string.Join(", ", values.Append($"'{tenant}'"))});
            set session_replication_role = default;
            """);
    }

    private async Task<long> RowsSeen(string table, Guid? by, Guid of)
    {
        await using var connection = await Application(by);
        return (long)(await Scalar(connection, $"select count(*) from {table} where tenant_id = '{of}'"))!;
    }

    private async Task<string?> InsertFails(string table, Guid by, Guid of)
    {
        await using var connection = await Application(by);
        await using var transaction = await connection.BeginTransactionAsync();
        try
        {
            await Execute(connection, $"insert into {table} (tenant_id) values ('{of}')");
            return null;
        }
        catch (PostgresException e)
        {
            return e.SqlState;
        }
    }

    private async Task<NpgsqlConnection> Application(Guid? tenant)
    {
        var connection = new NpgsqlConnection(city.Databases.App);
        await connection.OpenAsync();
        await Execute(connection, $"select set_config('dialogue.tenant', '{tenant}', false)");
        return connection;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
