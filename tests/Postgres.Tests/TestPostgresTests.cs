using Dialogue.Testing;
using Npgsql;

namespace Dialogue.Postgres.Tests;

public sealed class TestPostgresTests
{
    [Fact]
    public async Task Databases_are_copies_of_a_template_that_is_prepared_once()
    {
        var postgres = await TestPostgres.Shared();
        var prepared = 0;

        var databases = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => postgres.CreateDatabase("counted", Prepare)));

        Assert.Equal(1, prepared);
        Assert.Equal(3, databases.Distinct().Count());
        foreach (var database in databases)
        {
            await using var connection = new NpgsqlConnection(database.Owner);
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new NpgsqlCommand("select n from t", connection);
            Assert.Equal(7, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        }
        await postgres.DisposeAsync();

        async Task Prepare(DatabaseConnections connections)
        {
            Interlocked.Increment(ref prepared);
            await using var connection = new NpgsqlConnection(connections.Owner);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("create table t (n int); insert into t values (7)", connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
