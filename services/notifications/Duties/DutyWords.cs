using Dialogue.Kernel;

namespace Dialogue.Notifications.Duties;

internal static class DutyWords
{
    /// <summary>A due date for a list; why it is that day is told by the service that owns the matter.</summary>
    public static Deadline Deadline(ReadDesk.Row row, DateOnly due) => new() { Due = due, Title = row.Title, RuleText = "", StartEvent = "", Start = due };

    /// <summary>The lines of <see cref="Contracts.Notifications.DutyChanged.Why"/>.</summary>
    public static IEnumerable<(string Name, string Text)> Why(string lines) => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var at ? (line[..at], line[(at + 2)..]) : ("Hạn", line));
}
