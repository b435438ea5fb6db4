using System.Diagnostics;
using Dialogue.Testing;
using Npgsql;

namespace Dialogue.Postgres.Tests;

/// <summary>A data folder that is gone after the test, with the server in it, however the test ended.</summary>
public abstract class DataFolder : IAsyncDisposable
{
    protected string Folder { get; } = Directory.CreateDirectory(TestPostgres.NewFolder()).FullName;

    protected Task<EmbeddedPostgres> Start() => EmbeddedPostgres.Start(new() { DataFolder = Folder }, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>As <c>kill -9</c> does.</summary>
    protected static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Another process that runs the server of this folder; killed by the test.</summary>
    protected async Task<(Process Host, int ServerPid)> StartInAnotherProcess(bool endWithHost)
    {
        var host = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal)
            ? [typeof(DataFolder).Assembly.Location, "host", Folder, $"{endWithHost}"]
            : ["host", Folder, $"{endWithHost}"]) { RedirectStandardOutput = true })!;
        var said = await host.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("The host ended.");
        return (host, int.Parse(said.Split(' ')[0]));
    }

    protected static async Task<object?> Ask(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await EmbeddedPostgres.StopStray(Folder);
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
