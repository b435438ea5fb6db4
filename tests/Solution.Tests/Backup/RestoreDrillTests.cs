using System.Diagnostics;
using Dialogue.Data;
using Dialogue.Host;
using Dialogue.Identity;
using Dialogue.Postgres;
using Dialogue.Solution.Tests.Journeys;
using Dialogue.Testing;
using Npgsql;

namespace Dialogue.Solution.Tests.Backup;

/// <summary>The drill of docs/operations.md with the very scripts that it names: back up a running product, restore into an empty server, go on there.</summary>
public sealed class RestoreDrillTests(City city)
{
    private readonly Journey thienHuong = new(city, "thien-huong");

    [Fact]
    public async Task A_running_product_is_backed_up_and_goes_on_with_everything_on_an_empty_server()
    {
        var programs = Programs();
        await thienHuong.Today("2025-06-02");
        var conference = await thienHuong.Conference("2025-06-24");
        await thienHuong.Announce(conference, "77/TB-UBND");
        await thienHuong.Register(conference, 3);
        var petition = (await thienHuong.Petitions(conference, 2))[0];
        await city.Settled();
        var rows = await Rows(city.Superuser);
        var page = await city.Anybody().Get($"/thien-huong/hoi-nghi/{conference}");

        var folder = TestPostgres.NewFolder();
        Directory.CreateDirectory(folder);
        await using var empty = await EmbeddedPostgres.Start(new() { DataFolder = Path.Combine(folder, "server"), FastAndUnsafe = true, EndWithHost = true });
        try
        {
            var (from, backup) = (new NpgsqlConnectionStringBuilder(city.Superuser.ConnectionString) { Password = Password(city) }, Path.Combine(folder, "backup"));
            var to = new NpgsqlConnectionStringBuilder(empty.SuperuserConnectionString);
            await MustRun(programs, from, "backup", backup, from.Database!);
            await MustRun(programs, to, "restore", backup, "dialogue");

            await using var restored = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(to.ConnectionString) { Database = "dialogue" }.ConnectionString);
            Assert.Equal(rows, await Rows(restored));
            Assert.True(rows["petitions.petitions"] > 0 && rows["identity.users"] > 0, "There is something to lose.");

            var databases = new DatabaseOptions(There(city.Databases.Owner), There(city.Databases.App), There(city.Databases.Relay), There(city.Databases.City));
            await EachTenantSeesItsOwn(databases.App, restored);
            await using (var host = await DialogueHost.Start(new HostArguments { Port = 0, Empty = true, Environment = "Testing", RateLimit = false, Databases = databases, DemoDate = city.Clock.Today }))
            {
                Assert.Equal(page.Text, (await new WebUser(host.Address!).Get($"/thien-huong/hoi-nghi/{conference}")).Text);
                // Passwords, keys and roles came along, and work goes on.
                var officer = await WebUser.SignIn(host.Address!, "chuyenvien.thien-huong", DemoAccounts.Password);
                Assert.Contains(petition, (await officer.Get("/thien-huong/can-bo/kien-nghi")).Text);
                await officer.Call(HttpMethod.Post, $"/api/thien-huong/petitions/{petition}/triage", new { field = "dat-dai", authority = "Own", title = "Thủ tục đất đai" });
            }

            Assert.NotEqual(0, (await Run(programs, to, "restore", backup, "dialogue")).Code); // never over data that are there
            await WithoutPolicies(programs, to, backup, databases.App);

            string There(string connection) => new NpgsqlConnectionStringBuilder(connection) { Port = to.Port, Database = "dialogue", Pooling = false }.ConnectionString;
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await empty.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The control: of a backup whose policies were left out, the walls say which tables are open, and the role of requests sees everything.</summary>
    private static async Task WithoutPolicies((string Folder, string Scripts) programs, NpgsqlConnectionStringBuilder to, string backup, string app)
    {
        Assert.Equal(0, (await Run(programs, to, "walls", "dialogue")).Code);
        const string Bare = "bare";
        await Psql(programs, to, $"create database {Bare} owner dialogue_owner");
        var contents = Path.Combine(backup, "contents");
        var list = (await Start(programs, to, "pg_restore", "--list", Path.Combine(backup, "data.dump"))).Said.Split('\n');
        await File.WriteAllLinesAsync(contents, list.Where(l => !l.Contains(" POLICY ", StringComparison.Ordinal) && !l.Contains(" ROW SECURITY ", StringComparison.Ordinal)));
        Assert.Equal(0, (await Start(programs, to, "pg_restore", "--exit-on-error", $"--dbname={Bare}", $"--use-list={contents}", Path.Combine(backup, "data.dump"))).Code);

        var (code, said) = await Run(programs, to, "walls", Bare);
        Assert.NotEqual(0, code);
        Assert.Contains("petitions.petitions", said);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(app) { Database = Bare }.ConnectionString);
        Assert.NotEqual(0, await Number(source, "select count(*) from petitions.petitions"));
    }

    private static async Task EachTenantSeesItsOwn(string app, NpgsqlDataSource superuser)
    {
        await using var source = NpgsqlDataSource.Create(app);
        Assert.Equal(0, await Number(source, "select count(*) from petitions.petitions"));
        var thienHuong = await Text(superuser, "select id::text from identity.organisations where slug = 'thien-huong'");
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand($"set dialogue.tenant = '{thienHuong}'; select count(*) || ' ' || count(*) filter (where tenant_id = '{thienHuong}') from petitions.petitions", connection);
        Assert.Equal(await Text(superuser, $"select count(*) || ' ' || count(*) from petitions.petitions where tenant_id = '{thienHuong}'"), await command.ExecuteScalarAsync());
    }

    /// <summary>How many rows each table has.</summary>
    private static async Task<SortedDictionary<string, long>> Rows(NpgsqlDataSource superuser)
    {
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await using var command = superuser.CreateCommand("""
            select format('%I.%I', n.nspname, c.relname), (xpath('/row/count/text()', query_to_xml(format('select count(*) from %I.%I', n.nspname, c.relname), false, true, '')))[1]::text::bigint
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'jobs')
            """); // schedules go on while the backup is made
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0), reader.GetInt64(1));
        return rows;
    }

    private (string Folder, string Scripts) Programs()
    {
        var pid = city.Postgres.ProcessId;
        string?[] folders =
        [
            Path.GetDirectoryName(new FileInfo($"/proc/{pid}/exe").ResolveLinkTarget(false)?.FullName),
            .. Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(d => Path.Combine(d, "bin")) : [],
        ];
        var folder = folders.OfType<string>().FirstOrDefault(f => ((string[])["pg_dump", "pg_dumpall", "pg_restore", "psql"]).All(p => File.Exists(Path.Combine(f, p))));
        Assert.SkipWhen(folder is null, "pg_dump is not here: the npm package of PostgreSQL comes without it (apt-get install postgresql)");
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Dialogue.sln"))) root = root.Parent;
        return (folder!, Path.Combine(root!.FullName, "k8s", "tools"));
    }

    private static async Task MustRun((string, string) programs, NpgsqlConnectionStringBuilder server, string script, params string[] arguments)
    {
        var (code, said) = await Run(programs, server, script, arguments);
        Assert.True(code == 0, $"{script}: {said}");
    }

    private static Task<(int Code, string Said)> Run((string Folder, string Scripts) programs, NpgsqlConnectionStringBuilder server, string script, params string[] arguments) =>
        Start(programs, server, Path.Combine(programs.Scripts, script), arguments);

    private static async Task Psql((string, string) programs, NpgsqlConnectionStringBuilder server, string sql) => Assert.Equal(0, (await Start(programs, server, "psql", "-d", "postgres", "-c", sql)).Code);

    private static async Task<(int Code, string Said)> Start((string Folder, string Scripts) programs, NpgsqlConnectionStringBuilder server, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program.Contains('/') ? program : Path.Combine(programs.Folder, program), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{programs.Folder}:{start.Environment["PATH"]}";
        (start.Environment["PGHOST"], start.Environment["PGPORT"]) = (server.Host, $"{server.Port}");
        (start.Environment["PGUSER"], start.Environment["PGPASSWORD"]) = (server.Username, server.Password);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    private static string Password(City city) => new NpgsqlConnectionStringBuilder(city.Postgres.SuperuserConnectionString).Password!;

    private static async Task<long> Number(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<string> Text(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
