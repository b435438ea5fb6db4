using System.ComponentModel.DataAnnotations;
using Dialogue.Kernel;
using Dialogue.Reporting.Facts;
using Dialogue.Reporting.Model;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dialogue.Reporting.Reports;

/// <summary>Stores what people add beside the data.</summary>
internal sealed class CorrectReport(ReportingDb db)
{
    /// <param name="version">Row version that the form was made from; a later one is a <see cref="DbUpdateConcurrencyException"/>.</param>
    public async Task<ResultReport?> Handle(Guid id, ReportCorrections corrections, uint version, CancellationToken cancellationToken)
    {
        if (await db.Reports.FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } report) return null;
        report.Correct(corrections);
        db.Entry(report).Property<uint>("RowVersion").OriginalValue = version;
        await db.SaveChangesAsync(cancellationToken);
        return report;
    }
}

/// <summary>Freezes a report and hands it to its recipients.</summary>
internal sealed class SendReport(ReportingDb db, DraftReport draft, CurrentTenant tenant, LegalClock clock)
{
    public sealed record Request([Required(ErrorMessage = "Hãy nhập số, ký hiệu."), StringLength(40)] string Number, [Required(ErrorMessage = "Hãy nhập ngày ký.")] DateOnly? SignedOn);

    /// <exception cref="RuleBrokenException">See <see cref="ResultReport.Send"/>; also when no recipient is known or the number is taken.</exception>
    public async Task<ResultReport?> Handle(Guid id, Request request, CancellationToken cancellationToken)
    {
        if (await db.Reports.FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } report) return null;
        var conference = await db.Conferences.FirstAsync(c => c.Id == report.ConferenceId, cancellationToken);
        var content = await draft.Of(report, cancellationToken);
        await Hand(report, conference, content, request.Number, request.SignedOn!.Value, clock.Today, cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw ReportRules.NumberTaken(request.Number.Trim());
        }
        return report;
    }

    /// <summary>Signs, freezes and addresses a report; the caller saves.</summary>
    public async Task Hand(ResultReport report, ConferenceFact conference, ReportContent content, string number, DateOnly signedOn, DateOnly today, CancellationToken cancellationToken)
    {
        var recipients = await Recipients(report.Year, cancellationToken);
        report.Send(content, number, signedOn, today);
        if (!report.Supplementary) conference.ReportWasSent(report.Number, report.SentOn!.Value, report.InTime);
        Publish(report, conference.Title, content.Title, recipients);
    }

    /// <summary>Publishes a report's snapshots again, as they are; the caller saves.</summary>
    public async Task Tell(ResultReport report, CancellationToken cancellationToken)
    {
        var conference = await db.Conferences.AsNoTracking().Where(c => c.Id == report.ConferenceId).Select(c => c.Title).FirstOrDefaultAsync(cancellationToken) ?? "";
        Publish(report, conference, report.Content is { } content ? ReportContent.Parse(content).Title : "", report.IsSent ? await Recipients(report.Year, cancellationToken) : []);
    }

    private void Publish(ResultReport report, string conference, string title, IReadOnlyList<TenantId> recipients)
    {
        if (report.IsSent)
        {
            var sent = report.Snapshot(tenant.Name, title);
            db.Publish(sent);
            foreach (var recipient in recipients) db.PublishTo(recipient, sent);
        }
        db.Publish(report.Duty(conference, tenant.Slug));
    }

    /// <summary>Names of the recipients, as the rule set has them.</summary>
    public async Task<IReadOnlyList<string>> RecipientNames(int year, CancellationToken cancellationToken)
    {
        var slugs = await Slugs(year, cancellationToken);
        return [.. (await db.Organisations.AsNoTracking().Where(o => slugs.Contains(o.Slug)).Select(o => o.Name).ToListAsync(cancellationToken)).Order(StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<TenantId>> Recipients(int year, CancellationToken cancellationToken)
    {
        var slugs = await Slugs(year, cancellationToken);
        var known = await db.Organisations.AsNoTracking().Where(o => slugs.Contains(o.Slug)).Select(o => o.Id).ToListAsync(cancellationToken);
        return known.Count == 0 ? throw ReportRules.NoRecipient() : [.. known.Where(o => o != tenant.Id.Value).Select(o => new TenantId(o))];
    }

    private async Task<List<string>> Slugs(int year, CancellationToken cancellationToken)
    {
        var rules = await db.RuleSetCopies.AsNoTracking().FirstOrDefaultAsync(r => r.Year == year, cancellationToken);
        return [.. rules?.ToRuleSet()[RuleKeys.ReportRecipients].Words ?? []];
    }
}

/// <summary>Opens a report on what was answered after the last one.</summary>
internal sealed class SupplementReport(ReportingDb db, DraftReport draft)
{
    /// <returns>The open supplementary report (there is at most one), or null when the conference's report was not sent yet.</returns>
    /// <exception cref="RuleBrokenException">Nothing has changed since.</exception>
    public async Task<ResultReport?> Handle(Guid conferenceId, CancellationToken cancellationToken)
    {
        if (!await db.Reports.AnyAsync(r => r.ConferenceId == conferenceId && !r.Supplementary && r.SentOn != null, cancellationToken)) return null;
        if (await db.Reports.FirstOrDefaultAsync(r => r.ConferenceId == conferenceId && r.Supplementary && r.SentOn == null, cancellationToken) is { } open) return open;

        var report = ResultReport.Supplement(await db.Conferences.FirstAsync(c => c.Id == conferenceId, cancellationToken));
        if ((await draft.Of(report, cancellationToken)).Petitions.Count == 0) throw ReportRules.NothingNew();
        db.Reports.Add(report);
        await db.SaveChangesAsync(cancellationToken);
        return report;
    }
}
