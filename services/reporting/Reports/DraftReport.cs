using Dialogue.Data.Reference;
using Dialogue.Kernel;
using Dialogue.Reporting.Model;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Reporting.Reports;

/// <summary>What a report says: as it was sent, or, until then, what the data say today.</summary>
internal sealed class DraftReport(ReportingDb db, CurrentTenant tenant, CalendarSource<ReportingDb> calendars, LegalClock clock)
{
    public async Task<ReportContent> Of(ResultReport report, CancellationToken cancellationToken)
    {
        if (report.Content is { } sent) return ReportContent.Parse(sent);

        var conference = await db.Conferences.AsNoTracking().FirstAsync(c => c.Id == report.ConferenceId, cancellationToken);
        var petitions = await db.Petitions.AsNoTracking().Where(p => p.ConferenceId == report.ConferenceId)
            .Join(db.PetitionTexts.AsNoTracking(), p => p.Id, t => t.Id, (p, t) => new { Fact = p, Text = t }).ToListAsync(cancellationToken);
        var ids = petitions.Select(p => p.Fact.Id).ToList();
        var cases = await db.Cases.AsNoTracking().Where(c => ids.Contains(c.PetitionId)).ToListAsync(cancellationToken);
        var fields = await db.Fields.AsNoTracking().ToDictionaryAsync(f => f.Code, f => f.Name, cancellationToken);
        var own = await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == tenant.Id.Value, cancellationToken);
        var content = ReportDraft.Of(
            own?.Name ?? tenant.Name, own?.PlaceName ?? tenant.Name, conference, [.. petitions.Select(p => (p.Fact, p.Text))], cases, fields,
            own?.Offices.ToDictionary(o => o.Id, o => o.Name) ?? [], report.Corrections, await calendars.Get(cancellationToken), clock.Today, report.Supplementary);
        return report.Supplementary ? Since(content, await LastSent(report.ConferenceId, cancellationToken)) : content;
    }

    /// <summary>The newest report of the conference that was sent; null when none was.</summary>
    public async Task<ReportContent?> LastSent(Guid conference, CancellationToken cancellationToken)
    {
        var sent = await db.Reports.AsNoTracking().Where(r => r.ConferenceId == conference && r.SentOn != null).OrderBy(r => r.Id).Select(r => r.Content).ToListAsync(cancellationToken);
        if (sent.Count == 0) return null;
        // Later reports carry only what was new; what each petition was last said to be is what counts.
        var contents = sent.Select(s => ReportContent.Parse(s!)).ToList();
        return contents[^1] with { Petitions = [.. contents.SelectMany(c => c.Petitions).GroupBy(p => p.Id).Select(g => g.Last())] };
    }

    /// <summary>Only the petitions whose result is another one than was last reported.</summary>
    public static ReportContent Since(ReportContent now, ReportContent? last)
    {
        if (last is null) return now;
        var told = last.Petitions.ToDictionary(p => p.Id, p => p.Result);
        var rows = now.Petitions.Where(p => told.GetValueOrDefault(p.Id) != p.Result).ToList();
        var codes = rows.Select(r => r.Code).ToHashSet();
        return now with { Petitions = rows, Beyond = [.. now.Beyond.Where(b => codes.Contains(b.Code))] };
    }
}
