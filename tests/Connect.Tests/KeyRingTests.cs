using System.Security.Cryptography;
using Dialogue.Data;
using Dialogue.Hosting;
using Dialogue.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dialogue.Connect.Tests;

/// <summary>A copy of the database opens nothing when the installation has a secret of its own.</summary>
public sealed class KeyRingTests
{
    private const string Secret = "a-secret-of-this-installation-made-at-random", Next = "the-secret-that-takes-the-place-of-the-other";

    [Fact]
    public async Task Keys_in_the_database_open_with_the_secret_and_with_nothing_else()
    {
        await using var postgres = await TestPostgres.Shared();
        var connections = await postgres.CreateDatabase();
        await using var owner = NpgsqlDataSource.Create(connections.Owner);
        await using (var make = owner.CreateCommand("create table public.installation (key text primary key, value text not null); grant select, insert, update on public.installation to dialogue_app"))
            await make.ExecuteNonQueryAsync();
        var databases = new DatabaseOptions(connections.Owner, connections.App, connections.Relay, connections.City);

        var stored = Protector(databases, Secret).Protect("khóa riêng");

        await using var read = owner.CreateCommand("select string_agg(value, '') from public.installation where key like 'key-%'");
        Assert.DoesNotContain("masterKey", (string)(await read.ExecuteScalarAsync())!, StringComparison.Ordinal);
        Assert.Equal("khóa riêng", Protector(databases, Secret).Unprotect(stored)); // another replica
        Assert.Equal("khóa riêng", Protector(databases, Next, Secret).Unprotect(stored)); // the secret was changed
        Assert.Throws<CryptographicException>(() => Protector(databases).Unprotect(stored));
        Assert.Throws<CryptographicException>(() => Protector(databases, Next).Unprotect(stored));
    }

    private static IDataProtector Protector(DatabaseOptions databases, params string[] secrets)
    {
        var builder = Host.CreateApplicationBuilder();
        for (var i = 0; i < secrets.Length; i++) builder.Configuration[$"KeyRing:Secrets:{i}"] = secrets[i];
        builder.AddProcessDefaults(databases);
        builder.Logging.ClearProviders();
        return builder.Build().Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
    }
}
