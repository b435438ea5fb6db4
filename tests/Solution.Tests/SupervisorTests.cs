using Dialogue.Data;
using Dialogue.Host;
using Dialogue.Testing;

namespace Dialogue.Solution.Tests;

public sealed class SupervisorTests
{
    [Fact]
    public async Task Stopped_while_it_starts_it_leaves_no_broker_behind()
    {
        Assert.SkipWhen(SplitCity.Skipped is not null, SplitCity.Skipped ?? "");
        await using var postgres = await TestPostgres.Shared();
        var connections = await postgres.CreateDatabase();
        var folder = Directory.CreateDirectory(TestPostgres.NewFolder());
        try
        {
            using var stop = new CancellationTokenSource();
            var starting = Supervisor.Start(new()
            {
                Port = 0, Empty = true, Environment = "Testing", DataFolder = folder.FullName, Databases = new DatabaseOptions(connections.Owner, connections.App, connections.Relay, connections.City),
            }, _ => { }, stop.Token);
            var broker = Path.Combine(folder.FullName, "rabbitmq", "broker.pid");
            await Eventually.True("the broker is starting", () => File.Exists(broker), within: TimeSpan.FromSeconds(30)); // control
            Assert.False(starting.IsCompleted);

            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);

            Assert.False(File.Exists(broker)); // its keeper takes it away when the broker has ended
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
