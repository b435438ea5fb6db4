using System.Globalization;
using System.Text;

namespace Dialogue.Exchange;

/// <summary>One entry of a calendar: a meeting with its hour, or a day on which something falls due.</summary>
public sealed record CalendarEvent
{
    /// <summary>The same for the same matter for ever, so that a calendar replaces what it has: <c>{id}@{host}</c>.</summary>
    public required string Uid { get; init; }

    public required string Summary { get; init; }

    public string Location { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>A page of Dialogue about it, absolute; empty for none.</summary>
    public string Url { get; init; } = "";

    public required DateOnly Day { get; init; }

    /// <summary>In Asia/Ho_Chi_Minh; null when the entry is of the whole day, as due dates are.</summary>
    public TimeOnly? Start { get; init; }

    /// <summary>Ignored for a whole day. Null: two hours after the start.</summary>
    public TimeOnly? End { get; init; }

    /// <summary>How long before the start the calendar reminds; of a whole day, before its midnight.</summary>
    public IReadOnlyList<TimeSpan> Alarms { get; init; } = [];

    /// <summary>Taken out of the calendars that have it.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Grows with every change of day, hour or place.</summary>
    public int Sequence { get; init; }
}

/// <summary>Calendars in iCalendar (RFC 5545), for every calendar program.</summary>
public static class Ics
{
    public const string ContentType = "text/calendar; charset=utf-8";

    /// <param name="name">As the calendar is called in the program that subscribes to it.</param>
    /// <param name="now">When it is made.</param>
    public static string Write(string name, IEnumerable<CalendarEvent> events, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Dialogue//Doi thoai doanh nghiep//VI");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, "METHOD:PUBLISH");
        Line(text, "X-WR-CALNAME:" + Escape(name));
        Line(text, "X-WR-TIMEZONE:Asia/Ho_Chi_Minh");
        Line(text, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        // Without summer time since 1975; an offset, so that programs that do not know the zone's name are right too.
        foreach (var line in (ReadOnlySpan<string>)["BEGIN:VTIMEZONE", "TZID:Asia/Ho_Chi_Minh", "BEGIN:STANDARD", "DTSTART:19750613T000000", "TZOFFSETFROM:+0700", "TZOFFSETTO:+0700", "TZNAME:+07", "END:STANDARD", "END:VTIMEZONE"])
            Line(text, line);
        foreach (var e in events) Write(text, e, now);
        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static void Write(StringBuilder text, CalendarEvent e, DateTimeOffset now)
    {
        Line(text, "BEGIN:VEVENT");
        Line(text, "UID:" + Escape(e.Uid));
        Line(text, $"DTSTAMP:{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}");
        Line(text, $"SEQUENCE:{e.Sequence.ToString(CultureInfo.InvariantCulture)}");
        if (e.Start is { } start)
        {
            var from = e.Day.ToDateTime(start);
            var to = e.End is { } end && end > start ? e.Day.ToDateTime(end) : from.AddHours(2);
            Line(text, "DTSTART;TZID=Asia/Ho_Chi_Minh:" + Local(from));
            Line(text, "DTEND;TZID=Asia/Ho_Chi_Minh:" + Local(to));
        }
        else
        {
            Line(text, "DTSTART;VALUE=DATE:" + Date(e.Day));
            Line(text, "DTEND;VALUE=DATE:" + Date(e.Day.AddDays(1)));
            Line(text, "TRANSP:TRANSPARENT"); // a due date does not make anybody busy
        }
        Line(text, "SUMMARY:" + Escape(e.Summary));
        if (e.Location.Length > 0) Line(text, "LOCATION:" + Escape(e.Location));
        if (e.Description.Length > 0) Line(text, "DESCRIPTION:" + Escape(e.Description));
        if (Uri.TryCreate(e.Url, UriKind.Absolute, out var url)) Line(text, "URL:" + url.AbsoluteUri);
        Line(text, e.Cancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
        if (!e.Cancelled)
            foreach (var before in e.Alarms)
            {
                Line(text, "BEGIN:VALARM");
                Line(text, "ACTION:DISPLAY");
                Line(text, "DESCRIPTION:" + Escape(e.Summary));
                Line(text, "TRIGGER:" + Before(before));
                Line(text, "END:VALARM");
            }
        Line(text, "END:VEVENT");
    }

    /// <summary>RFC 5545, 3.3.11.</summary>
    private static string Escape(string value) => value.ReplaceLineEndings("\n").Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Date(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Local(DateTime local) => local.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    private static string Before(TimeSpan time)
    {
        var sign = time < TimeSpan.Zero ? "" : "-";
        time = time.Duration();
        return string.Create(CultureInfo.InvariantCulture, $"{sign}P{(time.Days > 0 ? $"{time.Days}D" : "")}{(time.Hours > 0 || time.Minutes > 0 || time.Days == 0 ? $"T{time.Hours}H{time.Minutes}M" : "")}");
    }

    /// <summary>Folded so that no line is longer than 75 octets (RFC 5545, 3.1), never inside of a letter.</summary>
    private static void Line(StringBuilder text, string line)
    {
        var room = 75;
        foreach (var rune in line.EnumerateRunes())
        {
            if (Rune.IsControl(rune) && rune.Value != '\t') continue;
            if (rune.Utf8SequenceLength > room)
            {
                text.Append("\r\n ");
                room = 74;
            }
            room -= rune.Utf8SequenceLength;
            text.Append(rune.ToString());
        }
        text.Append("\r\n");
    }
}
