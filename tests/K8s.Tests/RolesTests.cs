using System.Diagnostics;
using Dialogue.Postgres;
using Dialogue.Testing;
using Npgsql;

namespace Dialogue.K8s.Tests;

/// <summary>The start script of the overlays' own PostgreSQL, run on an empty server.</summary>
public sealed class RolesTests
{
    private static readonly string[] Roles = ["owner", "app", "relay", "city"];

    [Fact]
    public async Task It_makes_the_same_roles_and_the_same_database_as_the_program_does_for_its_own_server()
    {
        Assert.SkipWhen(Tools.OnPath("psql") is null, "psql is not here");
        var folder = Directory.CreateDirectory(TestPostgres.NewFolder());
        try
        {
            await using var own = await EmbeddedPostgres.Start(new() { DataFolder = Path.Combine(folder.FullName, "own"), FastAndUnsafe = true, EndWithHost = true });
            await using var overlays = await EmbeddedPostgres.Start(new() { DataFolder = Path.Combine(folder.FullName, "overlays"), FastAndUnsafe = true, EndWithHost = true });
            await Provision.Database(own);
            foreach (var role in Roles) await File.WriteAllTextAsync(Path.Combine(folder.FullName, role), $"its own 'password' of {role}");
            await RunScript(overlays, folder.FullName);

            Assert.Equal(await Made(own), await Made(overlays));
            foreach (var role in Roles)
            {
                var server = new NpgsqlConnectionStringBuilder(overlays.SuperuserConnectionString) { Username = $"dialogue_{role}", Password = $"its own 'password' of {role}", Database = "dialogue" };
                await using var connection = new NpgsqlConnection(server.ConnectionString);
                await connection.OpenAsync();
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunScript(EmbeddedPostgres server, string roles)
    {
        var to = new NpgsqlConnectionStringBuilder(server.SuperuserConnectionString);
        var start = new ProcessStartInfo("sh", [Path.Combine(Tools.Root, "k8s", "components", "postgres", "roles.sh")]) { RedirectStandardError = true };
        (start.Environment["ROLES"], start.Environment["PGHOST"], start.Environment["PGPORT"], start.Environment["PGUSER"], start.Environment["PGPASSWORD"]) = (roles, to.Host, $"{to.Port}", to.Username, to.Password);
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said);
    }

    private static async Task<List<string>> Made(EmbeddedPostgres server)
    {
        await using var source = NpgsqlDataSource.Create(server.SuperuserConnectionString);
        await using var command = source.CreateCommand("""
            select concat_ws(' ', rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication, rolinherit) from pg_roles where rolname like 'dialogue%'
            union all
            select concat_ws(' ', datname, pg_get_userbyid(datdba), pg_encoding_to_char(encoding), (select string_agg(a::text, ',' order by a::text) from unnest(datacl) a)) from pg_database where datname = 'dialogue'
            order by 1
            """);
        var made = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) made.Add(reader.GetString(0));
        Assert.Equal(5, made.Count);
        return made;
    }
}
