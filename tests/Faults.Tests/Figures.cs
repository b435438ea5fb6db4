using System.Globalization;
using System.Text;

[assembly: AssemblyFixture(typeof(Dialogue.Faults.Tests.Figures))]

namespace Dialogue.Faults.Tests;

/// <summary>What each fault cost, as a table at the end of the run.</summary>
public sealed class Figures : IDisposable
{
    private static readonly List<string> rows = [];

    public static void Add(string fault, TimeSpan ready, TimeSpan settled, int accepted, int retried, int lost, int doubled, int leaked) => rows.Add(string.Create(
        CultureInfo.InvariantCulture, $"| {fault} | {ready.TotalSeconds:0.0} | {settled.TotalSeconds:0.0} | {accepted} | {retried} | {lost} | {doubled} | {leaked} |"));

    public void Dispose()
    {
        if (rows.Count == 0) return;
        var table = new StringBuilder()
            .AppendLine("| fault | ready after (s) | settled after (s) | accepted | sent again | lost | doubled | leaked |")
            .AppendLine("|---|---:|---:|---:|---:|---:|---:|---:|")
            .AppendJoin(Environment.NewLine, rows);
        Console.WriteLine(table);
    }
}
