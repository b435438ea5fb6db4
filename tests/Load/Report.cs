using System.Globalization;

namespace Dialogue.Load;

/// <summary>The figures of one run, printed as one table.</summary>
internal sealed class Report
{
    private readonly List<string[]> lines = [];

    /// <summary>True when a figure did not reach its target.</summary>
    public bool Missed { get; private set; }

    /// <summary>Something that must not take longer than <paramref name="most"/>; null: only told.</summary>
    public void Takes(string what, TimeSpan time, TimeSpan? most = null, string note = "") =>
        Add(what, Text(time), "", "", most is { } limit ? $"≤ {Text(limit)}" : "", most is null || time <= most, note);

    /// <summary>So many a second against so many of something else in the same run; the ratio must be at least <paramref name="least"/>.</summary>
    public void Rate(string what, double rate, string peer, double peerRate, double? least = null, string note = "") => Add(
        what, $"{rate:N0}/s", $"{peer}: {peerRate:N0}/s", (rate / peerRate).ToString(rate / peerRate < 10 ? "0.00" : "N0", CultureInfo.InvariantCulture),
        least is { } target ? $"≥ {target.ToString("0.##", CultureInfo.InvariantCulture)}" : "", least is null || rate / peerRate >= least, note);

    public void Says(string what, string figure, string note = "") => Add(what, figure, "", "", "", true, note);

    public void Print(TextWriter output)
    {
        string[][] table = [["what", "figure", "compared with", "ratio", "target", "", "remarks"], .. lines];
        var widths = Enumerable.Range(0, table[0].Length).Select(c => table.Max(line => line[c].Length)).ToArray();
        output.WriteLine();
        for (var i = 0; i < table.Length; i++)
        {
            output.WriteLine($"| {string.Join(" | ", table[i].Select((cell, c) => cell.PadRight(widths[c])))} |");
            if (i == 0) output.WriteLine($"|{string.Join('|', widths.Select(w => new string('-', w + 2)))}|");
        }
    }

    public static string Text(TimeSpan time) => time.TotalSeconds >= 1 ? $"{time.TotalSeconds:0.0} s" : time.TotalMilliseconds >= 1 ? $"{time.TotalMilliseconds:0.0} ms"
        : $"{time.TotalMicroseconds:0.###} µs";

    private void Add(string what, string figure, string peer, string ratio, string target, bool reached, string note)
    {
        Missed |= !reached;
        lines.Add([what, figure, peer, ratio, target, target.Length == 0 ? "" : reached ? "ok" : "MISSED", note]);
    }
}
