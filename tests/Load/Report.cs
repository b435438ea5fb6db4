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
        what, $"{rate:N0}/s", $"{peer}: {peerRate:N0}/s", Ratio(rate / peerRate),
        least is { } target ? $"≥ {target.ToString("0.##", CultureInfo.InvariantCulture)}" : "", least is null || rate / peerRate >= least, note);

    /// <summary>The same against the time that something else took in the same run; the ratio is the other's time to ours, so that more is better as in <see cref="Rate"/>.</summary>
    public void Takes(string what, TimeSpan time, string peer, TimeSpan peerTime, TimeSpan? most = null, string note = "") =>
        Add(what, Text(time), $"{peer}: {Text(peerTime)}", Ratio(peerTime / time), most is { } limit ? $"≤ {Text(limit)}" : "", most is null || time <= most, note);

    /// <summary>Megabytes that must not be more than <paramref name="most"/>.</summary>
    public void Holds(string what, double megabytes, double most, string note = "") => Add(what, $"{megabytes:0} MB", "", "", $"≤ {most:0} MB", megabytes <= most, note);

    /// <summary>A number that must lie within bounds.</summary>
    public void Counts(string what, long number, long least, long most, string note = "") =>
        Add(what, $"{number:N0}", "", "", least == most ? $"{least:N0}" : most == long.MaxValue ? $"≥ {least:N0}" : least == 0 ? $"≤ {most:N0}" : $"{least:N0} to {most:N0}", number >= least && number <= most, note);

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

    private static string Ratio(double ratio) => ratio.ToString(ratio < 0.1 ? "0.000" : ratio < 10 ? "0.00" : "N0", CultureInfo.InvariantCulture);

    private void Add(string what, string figure, string peer, string ratio, string target, bool reached, string note)
    {
        Missed |= !reached;
        lines.Add([what, figure, peer, ratio, target, target.Length == 0 ? "" : reached ? "ok" : "MISSED", note]);
    }
}
