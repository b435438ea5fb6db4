using System.Text;

namespace Dialogue.Exchange.Tests;

public sealed class IcsTests
{
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 2, 3, 4, TimeSpan.Zero);

    private static readonly CalendarEvent Meeting = new()
    {
        Uid = "01@dialogue", Summary = "Hội nghị đối thoại doanh nghiệp lần thứ hai năm 2026 của Ủy ban nhân dân xã Đại Sơn; đợt 2, tháng 10", Location = "Hội trường UBND xã, thôn 1\\2",
        Description = "Chủ trì: Chủ tịch\nMang giấy mời", Url = "https://dialogue.example/dai-son/hoi-nghi/1", Day = new(2026, 10, 13), Start = new(8, 0), End = new(11, 30),
        Alarms = [TimeSpan.FromDays(1), TimeSpan.FromMinutes(90)], Sequence = 3,
    };

    /// <summary>Unfolded, without the line ends (RFC 5545, 3.1).</summary>
    private static string[] Lines(params CalendarEvent[] events) =>
        Ics.Write("Lịch của tôi", events, Now).Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void A_meeting_has_its_hour_in_local_time_with_the_zone_explained()
    {
        var lines = Lines(Meeting);
        Assert.Contains("DTSTART;TZID=Asia/Ho_Chi_Minh:20261013T080000", lines);
        Assert.Contains("DTEND;TZID=Asia/Ho_Chi_Minh:20261013T113000", lines);
        Assert.Contains("TZID:Asia/Ho_Chi_Minh", lines);
        Assert.Contains("TZOFFSETTO:+0700", lines);
        Assert.Contains("DTSTAMP:20260901T020304Z", lines);
        Assert.Contains("SEQUENCE:3", lines);
        Assert.Contains("TRIGGER:-P1D", lines.Select(l => l.Replace("T0H0M", "", StringComparison.Ordinal)));
        Assert.Contains("TRIGGER:-PT1H30M", lines);
    }

    [Fact]
    public void Commas_semicolons_and_lines_are_escaped()
    {
        var lines = Lines(Meeting);
        Assert.Contains(@"LOCATION:Hội trường UBND xã\, thôn 1\\2", lines);
        Assert.Contains(@"DESCRIPTION:Chủ trì: Chủ tịch\nMang giấy mời", lines);
        Assert.Contains(lines, l => l.EndsWith(@"\; đợt 2\, tháng 10", StringComparison.Ordinal));
    }

    [Fact]
    public void No_line_is_longer_than_75_octets_and_no_letter_is_cut()
    {
        var text = Ics.Write("Lịch", [Meeting with { Description = string.Concat(Enumerable.Repeat("Đường 🎉 ", 60)) }], Now);
        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('\uFFFD', text);
        Assert.Contains(string.Concat(Enumerable.Repeat("Đường 🎉 ", 60)), text.Replace("\r\n ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_due_date_is_of_the_whole_day_and_makes_nobody_busy()
    {
        var lines = Lines(new CalendarEvent { Uid = "2@d", Summary = "Hạn trả lời", Day = new(2026, 12, 31) });
        Assert.Contains("DTSTART;VALUE=DATE:20261231", lines);
        Assert.Contains("DTEND;VALUE=DATE:20270101", lines);
        Assert.Contains("TRANSP:TRANSPARENT", lines);
    }

    [Fact]
    public void What_is_cancelled_reminds_nobody()
    {
        var lines = Lines(Meeting with { Cancelled = true });
        Assert.Contains("STATUS:CANCELLED", lines);
        Assert.DoesNotContain("BEGIN:VALARM", lines);
    }

    [Fact]
    public void Nothing_that_somebody_wrote_can_add_a_line()
    {
        var lines = Lines(Meeting with { Summary = "A\r\nATTENDEE:mailto:x@y.z\u2028END:VEVENT", Url = "https://x.example/\r\nX:1" });
        Assert.Equal(1, lines.Count(l => l == "END:VEVENT"));
        Assert.DoesNotContain(lines, l => l.StartsWith("ATTENDEE", StringComparison.Ordinal) || l.StartsWith("X:1", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_part_that_begins_also_ends()
    {
        var open = new Stack<string>();
        foreach (var line in Lines(Meeting, Meeting with { Uid = "2", Start = null, End = null }))
            if (line.StartsWith("BEGIN:", StringComparison.Ordinal)) open.Push(line[6..]);
            else if (line.StartsWith("END:", StringComparison.Ordinal)) Assert.Equal(open.Pop(), line[4..]);
        Assert.Empty(open);
    }
}
