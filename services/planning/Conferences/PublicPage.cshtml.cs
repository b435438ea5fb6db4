using System.Globalization;
using System.Text;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Conferences;

/// <summary>What everybody may know of a conference, and how to take part.</summary>
[AllowAnonymous, RequireCapability(Capability.HoldsDialogues)]
internal sealed class PublicPageModel(PlanningDb db, ConferenceTerms terms, WriteAgenda agenda, CurrentTenant tenant) : ConferencePage(db)
{
    private readonly PlanningDb db = db;

    public WorkingCalendar Calendar { get; private set; } = null!;
    public IReadOnlyList<ProgrammeStep> Programme { get; private set; } = [];
    public Announcement? Announcement { get; private set; }
    public Conclusion? Conclusion { get; private set; }
    public IReadOnlyList<ConclusionTask> Tasks { get; private set; } = [];

    protected override async Task<IActionResult?> Show(CancellationToken cancellationToken)
    {
        Calendar = await terms.Calendar(cancellationToken);
        Programme = ProgrammeStep.Of(Conference, await agenda.Read(Id, cancellationToken));
        Announcement = await db.Announcements.AsNoTracking().Where(a => a.ConferenceId == Id && a.IssuedOn != null && !a.Superseded).OrderByDescending(a => a.Id).FirstOrDefaultAsync(cancellationToken);
        Conclusion = await db.Conclusions.AsNoTracking().FirstOrDefaultAsync(c => c.Id == Id, cancellationToken);
        if (Conclusion is not null) Tasks = (await db.ConclusionTasks.AsNoTracking().Where(t => t.ConferenceId == Id).ToListAsync(cancellationToken)).OrderBy(t => t.Due.Due).ToList();
        return null;
    }

    /// <summary>The conference for a calendar program (RFC 5545).</summary>
    public async Task<IActionResult> OnGetLichAsync(CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is { } other) return other;
        var text = Ics.Of(Conference, tenant.Name, $"{PublicSite.Of(Request)}/{tenant.Slug}/hoi-nghi/{Id}");
        return File(Encoding.UTF8.GetBytes(text), "text/calendar; charset=utf-8", $"hoi-nghi-{Conference.Day:yyyy-MM-dd}.ics");
    }
}

internal static class Ics
{
    /// <param name="url">Address of the public page.</param>
    public static string Of(Conference c, string organiser, string url)
    {
        var start = c.Day.ToDateTime(c.StartsAt).AddHours(-7); // Asia/Ho_Chi_Minh has no daylight saving
        string[] lines =
        [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dialogue//VN", "BEGIN:VEVENT", $"UID:{c.Id}@dialogue", $"SEQUENCE:{c.Revision}",
            $"DTSTAMP:{Utc(start)}", $"DTSTART:{Utc(start)}", $"DTEND:{Utc(start.AddHours(3))}", $"SUMMARY:{Escape(c.Title)}", $"LOCATION:{Escape(c.Place)}",
            $"DESCRIPTION:{Escape($"{organiser}. Chủ trì: {c.Chair}. {url}")}", $"URL:{url}", "END:VEVENT", "END:VCALENDAR", "",
        ];
        return string.Join("\r\n", lines.Select(Fold));
    }

    private static string Utc(DateTime time) => time.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escape(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace(";", @"\;", StringComparison.Ordinal).Replace(",", @"\,", StringComparison.Ordinal).ReplaceLineEndings(@"\n");

    /// <summary>No line is longer than 75 octets (section 3.1).</summary>
    private static string Fold(string line)
    {
        var folded = new StringBuilder();
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > 74)
            {
                folded.Append("\r\n ");
                octets = 1;
            }
            folded.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        return folded.ToString();
    }
}
