using System.Collections.Concurrent;
using System.Text;
using Dialogue.Hosting.Works;

namespace Dialogue.Testing;

/// <summary>A long work of three steps, each of which waits until the test lets it go on. Then it leaves a file with its name.</summary>
public sealed class HeldWork : ILongWork
{
    public const int Steps = 3;

    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Held = new();

    public static string Kind => "held";

    public static void LetGo(string name, int steps = 1) => Of(name).Release(steps);

    public async Task Run(WorkContext work, CancellationToken cancellationToken)
    {
        var name = work.Arguments<string>();
        for (var step = 1; step <= Steps; step++)
        {
            await Of(name).WaitAsync(cancellationToken);
            work.Report(step, Steps);
        }
        if (name.StartsWith("refused", StringComparison.Ordinal)) throw new Kernel.RuleBrokenException("nobody-invited", "Chưa có ai được mời. Hãy thêm khách mời rồi làm lại.");
        await work.Result($"{name}.csv").WriteAsync(Encoding.UTF8.GetBytes(name), cancellationToken);
    }

    private static SemaphoreSlim Of(string name) => Held.GetOrAdd(name, _ => new(0));
}
