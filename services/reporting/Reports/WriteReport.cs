using System.ComponentModel.DataAnnotations;
using Dialogue.Documents;
using Dialogue.Hosting.Papers;
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
internal sealed class SendReport(ReportingDb db, DraftReport draft, PaperDesk papers, MatterPapers matters, Signers signers, CurrentTenant tenant, LegalClock clock)
{
    /// <param name="Number">As the office's own document system gave it; empty: the next one of its series.</param>
    /// <param name="SignerName">Empty: as the last time, or the leader who is signed in.</param>
    public sealed record Request(
        [StringLength(40)] string? Number, [Required(ErrorMessage = "Hãy nhập ngày ký.")] DateOnly? SignedOn, [StringLength(200)] string? SignerName = null, [StringLength(100)] string? SignerTitle = null);

    /// <exception cref="RuleBrokenException">See <see cref="ResultReport.Send"/>; also when no recipient is known or the number is taken.</exception>
    public async Task<ResultReport?> Handle(Guid id, Request request, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Reports.FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } report) return null;
        var conference = await db.Conferences.FirstAsync(c => c.Id == report.ConferenceId, cancellationToken);
        var content = await draft.Of(report, cancellationToken);
        var signer = await signers.Choose(db, request.SignerName, request.SignerTitle, cancellationToken);
        await Hand(report, conference, content, request.Number, request.SignedOn!.Value, signer, clock.Today, cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw ReportRules.NumberTaken(report.Number);
        }
        return report;
    }

    /// <summary>Numbers, signs, freezes and addresses a report, in the transaction that the caller has begun; the caller saves.</summary>
    /// <param name="typed">Number given elsewhere; empty: the next one.</param>
    public async Task Hand(
        ResultReport report, ConferenceFact conference, ReportContent content, string? typed, DateOnly signedOn, Signer signer, DateOnly today, CancellationToken cancellationToken)
    {
        var recipients = await Recipients(report.Year, cancellationToken);
        var paper = await Paper(report, content, signer, cancellationToken);
        var number = await matters.Number(db, paper.Kind, paper.Symbol, typed, report.Id, signedOn, cancellationToken);
        report.Send(content, number.Text, signedOn, today);
        await matters.Issue(db, paper, number, signedOn, signer, $"can-bo/bao-cao/{report.Id}", [report.Id], [.. recipients.Select(r => r.Value)], cancellationToken);
        Told(report, conference, content, recipients);
    }

    /// <summary>The same without number book and paper, for the demo of the many.</summary>
    public async Task HandWithoutPaper(ResultReport report, ConferenceFact conference, ReportContent content, string number, DateOnly signedOn, DateOnly today, CancellationToken cancellationToken)
    {
        var recipients = await Recipients(report.Year, cancellationToken);
        report.Send(content, number, signedOn, today);
        Told(report, conference, content, recipients);
    }

    private void Told(ResultReport report, ConferenceFact conference, ReportContent content, IReadOnlyList<TenantId> recipients)
    {
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

    /// <summary>The report as a paper: once it was sent, under its number and with who signed it.</summary>
    public async Task<Paper> Paper(ResultReport report, ReportContent content, Signer signer, CancellationToken cancellationToken)
    {
        var paper = ResultReportPaper.Of(content, await RecipientNames(report.Year, cancellationToken), await papers.Head(db, cancellationToken), signer) with { Year = content.AsOf.Year };
        if (!report.IsSent) return paper;
        if ((await IssuedNote.Of(db, [report.Id], cancellationToken))[report.Id].LastOrDefault() is { } note) paper = paper with { Signatures = [note.Signer.On(await papers.Head(db, cancellationToken))] };
        var slash = report.Number.IndexOf('/', StringComparison.Ordinal);
        return paper with { Number = report.Number[..slash], Symbol = report.Number[(slash + 1)..], Date = report.SignedOn };
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
internal sealed class SupplementReport(ReportingDb db, DraftReport draft, CurrentTenant tenant)
{
    /// <returns>The open supplementary report (there is at most one), or null when the conference's report was not sent yet.</returns>
    /// <exception cref="RuleBrokenException">Nothing has changed since.</exception>
    public async Task<ResultReport?> Handle(Guid conferenceId, CancellationToken cancellationToken)
    {
        if (!await db.Reports.AnyAsync(r => r.ConferenceId == conferenceId && !r.Supplementary && r.SentOn != null, cancellationToken)) return null;
        if (await db.Reports.FirstOrDefaultAsync(r => r.ConferenceId == conferenceId && r.Supplementary && r.SentOn == null, cancellationToken) is { } open) return open;

        var conference = await db.Conferences.FirstAsync(c => c.Id == conferenceId, cancellationToken);
        var report = ResultReport.Supplement(conference);
        if ((await draft.Of(report, cancellationToken)).Petitions.Count == 0) throw ReportRules.NothingNew();
        db.Reports.Add(report);
        if (report.IsDue(null)) db.Publish(report.Duty(conference.Title, tenant.Slug)); // no term runs; it is owed all the same
        await db.SaveChangesAsync(cancellationToken);
        return report;
    }
}
