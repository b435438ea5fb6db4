using System.Diagnostics;
using System.Globalization;

namespace Dialogue.RabbitMq;

/// <summary>
/// A second Erlang node beside the broker, which asks it how much its queues hold. AMQP itself tells only of messages that nobody has taken yet, and
/// <c>rabbitmqctl</c> takes a second for each question.
/// </summary>
internal sealed class Probe(string folder, int epmdPort) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>For each line that comes in, one that goes out: the number, or what kept it from being known.</summary>
    private const string Loop = """
        Ask = fun() -> lists:sum([M || V <- rpc:call(dialogue@localhost, rabbit_vhost, list_names, []), Q <- rpc:call(dialogue@localhost, rabbit_amqqueue, info_all, [V, [messages]]), {messages, M} <- Q]) end,
        Loop = fun Next() -> case io:get_line("") of eof -> halt(); _ -> io:format("~0p~n", [catch Ask()]), Next() end end, Loop().
        """;

    private readonly SemaphoreSlim one = new(1, 1);
    private Process? node;

    /// <returns>Null: the broker did not say.</returns>
    public async Task<long?> Held(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            if (node is not { HasExited: false }) Start();
            await node!.StandardInput.WriteLineAsync("?");
            await node.StandardInput.FlushAsync(cancellationToken);
            var line = await node.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Limit, cancellationToken);
            return long.TryParse(line, CultureInfo.InvariantCulture, out var held) ? held : null;
        }
        catch (Exception e) when (e is IOException or TimeoutException or OperationCanceledException)
        {
            Stop(); // its next answer would be to this question
            if (cancellationToken.IsCancellationRequested) throw;
            return null;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => Stop();

    private void Start()
    {
        var cookie = File.ReadAllText(Path.Combine(folder, ".erlang.cookie")).Trim();
        var start = new ProcessStartInfo("erl", ["-noshell", "-hidden", "-sname", $"probe{Environment.ProcessId}@localhost", "-eval", Loop.ReplaceLineEndings(" ")])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["ERL_EPMD_PORT"] = $"{epmdPort}";
        start.Environment["ERL_AFLAGS"] = $"-setcookie {cookie}"; // not on the command line, which everybody can read
        start.Environment["ERL_CRASH_DUMP"] = "/dev/null";
        node = Process.Start(start)!;
        node.ErrorDataReceived += (_, _) => { };
        node.BeginErrorReadLine();
    }

    private void Stop()
    {
        if (node is { HasExited: false }) node.Kill();
        node?.Dispose();
        node = null;
    }
}
