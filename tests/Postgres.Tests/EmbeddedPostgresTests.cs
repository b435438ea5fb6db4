using Dialogue.Testing;

namespace Dialogue.Postgres.Tests;

public sealed class A_server_that_is_killed : DataFolder
{
    [Fact]
    public async Task Comes_back_on_the_same_port_with_everything_that_was_committed()
    {
        await using var server = await Start();
        var (owner, port, pid) = ((await Provision.Database(server)).Owner, server.Port, server.ProcessId);
        await Ask(owner, "create table kept (n int); insert into kept values (1)");

        Kill(pid);

        await Eventually.True("another process serves", () => server.ProcessId != pid);
        var kept = await Eventually.Get("the server answers again", () => Ask(owner, "select n from kept"));
        Assert.Equal(1, kept);
        Assert.Equal(port, server.Port);
    }
}

public sealed class A_server_whose_host_is_killed : DataFolder
{
    [Fact]
    public async Task Is_adopted_by_the_next_host_and_stops_with_it()
    {
        var (host, pid) = await StartInAnotherProcess(endWithHost: false);
        Kill(host.Id);

        var server = await Start();
        Assert.Equal(pid, server.ProcessId);
        Assert.Equal("dialogue_owner", await Ask((await Provision.Database(server)).Owner, "select current_user::text"));

        await server.DisposeAsync();
        Assert.False(Postmaster.Exists(pid));
    }
}

public sealed class A_server_that_is_to_end_with_its_host : DataFolder
{
    [Fact]
    public async Task Ends_when_the_host_is_killed_and_starts_anew_when_both_are()
    {
        var (host, pid) = await StartInAnotherProcess(endWithHost: true);
        Kill(host.Id);
        await Eventually.True("the server has ended", () => !Postmaster.Exists(pid));

        (host, pid) = await StartInAnotherProcess(endWithHost: false);
        Kill(pid);
        Kill(host.Id);
        await Eventually.True("the server is dead", () => !Postmaster.Exists(pid));

        await using var server = await Start();
        Assert.Equal(1, await Ask(server.SuperuserConnectionString, "select 1"));
    }
}

public sealed class A_server_alone : DataFolder
{
    [Fact]
    public async Task Is_provisioned_as_often_as_one_likes_with_roles_that_own_and_bypass_nothing()
    {
        await using var server = await Start();

        var first = await Provision.Database(server);
        var second = await Provision.Database(server);

        Assert.Equal(first, second);
        foreach (var (role, connection) in new[] { ("owner", first.Owner), ("app", first.App), ("relay", first.Relay), ("city", first.City) })
            Assert.Equal($"dialogue_{role} False False", await Ask(connection,
                "select rolname || ' ' || initcap(rolsuper::text) || ' ' || initcap(rolbypassrls::text) from pg_roles where rolname = current_user"));
        Assert.Equal("dialogue_owner", await Ask(first.App, "select pg_get_userbyid(datdba)::text from pg_database where datname = current_database()"));
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Ask(first.App, "create table public.mine (n int)"));
        Assert.Equal("42501", refused.SqlState);
        Assert.Equal("ĐỐI THOẠI", await Ask(first.App, "select upper('đối thoại')"));
    }

    [Fact]
    public async Task Is_found_by_its_folder_while_it_runs()
    {
        Assert.Null(EmbeddedPostgres.ToRunning(Folder, "dialogue_relay"));
        await using (var server = await Start())
        {
            await Provision.Database(server);
            Assert.Equal("dialogue_relay", await Ask(EmbeddedPostgres.ToRunning(Folder, "dialogue_relay")!, "select current_user::text"));
        }
        Assert.Null(EmbeddedPostgres.ToRunning(Folder, "dialogue_relay"));
    }

    [Fact]
    public async Task Is_not_shared_by_two_hosts_and_stops_cleanly()
    {
        var server = await Start();
        var refused = await Assert.ThrowsAsync<PostgresUnavailableException>(Start);
        Assert.StartsWith("Another Dialogue is running with the data folder", refused.Message, StringComparison.Ordinal);
        Assert.Equal("on on", await Ask(server.SuperuserConnectionString, "select current_setting('fsync') || ' ' || current_setting('synchronous_commit')"));

        await server.DisposeAsync();

        Assert.False(Postmaster.Exists(server.ProcessId));
        Assert.False(File.Exists(Path.Combine(Directory.GetDirectories(Folder, "pgdata-*").Single(), "postmaster.pid")));
        Assert.DoesNotContain("interrupted", await File.ReadAllTextAsync(Path.Combine(Folder, "postgres.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Folder, "postgres-secrets.json")));
    }

    [Fact]
    public async Task Starts_although_the_number_in_a_stale_pid_file_is_another_process_now()
    {
        string pgdata;
        await using (var server = await Start()) pgdata = Directory.GetDirectories(Folder, "pgdata-*").Single();
        using var stranger = System.Diagnostics.Process.Start(ServerAccount.For(pgdata).Command(null, "sleep", "60"))!;
        await File.WriteAllTextAsync(Path.Combine(pgdata, "postmaster.pid"), $"{stranger.Id}\n{pgdata}\n1\n1\n\n127.0.0.1\n  1  999999\nready   \n", TestContext.Current.CancellationToken);
        ServerAccount.For(pgdata).Own(Path.Combine(pgdata, "postmaster.pid"));

        await using (var server = await Start()) Assert.Equal(1, await Ask(server.SuperuserConnectionString, "select 1"));

        Assert.False(stranger.HasExited);
        stranger.Kill();
    }
}

public sealed class Without_a_usable_PostgreSQL : DataFolder
{
    [Fact]
    public void It_says_what_to_install()
    {
        var refused = Assert.Throws<PostgresUnavailableException>(() => PostgresBinaries.Choose(["/nowhere"], Folder));
        Assert.Contains("apt-get install postgresql", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_never_begins_an_empty_database_beside_data_of_another_version()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "pgdata-9"));
        File.WriteAllText(Path.Combine(Folder, "pgdata-9", "PG_VERSION"), "9");

        var refused = Assert.Throws<PostgresUnavailableException>(() => PostgresBinaries.Find(Folder));
        Assert.Contains("written by PostgreSQL 9", refused.Message, StringComparison.Ordinal);
    }
}
