using System.Security.Cryptography;
using System.Text.Json;
using Dialogue.Contracts.Records;
using Dialogue.Data;
using Dialogue.Data.Messaging;
using Dialogue.Data.Numbers;
using Dialogue.Documents;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Hosting.Papers;

/// <summary>
/// Where a service makes and issues its papers. Issuing is one transaction of the caller (docs/adr/0011): take the number, let the model's verb
/// say yes or no, <see cref="Issue"/>, save, commit. Scoped.
/// </summary>
public sealed class PaperDesk(CurrentTenant tenant, CurrentUser user, TimeProvider time)
{
    public const string DocxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>What stands at the head of this organisation's papers.</summary>
    public async Task<Letterhead> Head(TenantDbContext db, CancellationToken cancellationToken = default)
    {
        var place = await db.Organisations.AsNoTracking().Where(o => o.Id == tenant.Id.Value).Select(o => o.PlaceName).FirstOrDefaultAsync(cancellationToken);
        return new(Issuer.Of(tenant.Name), tenant.Name, string.IsNullOrEmpty(place) ? "Hải Phòng" : place);
    }

    /// <summary>The paper as DOCX: by the organisation's own letter template for its kind, else in the standard layout. For drafts and for what is issued.</summary>
    public async Task<byte[]> Docx(TenantDbContext db, Paper paper, CancellationToken cancellationToken = default) =>
        await Template(db, paper.Kind, cancellationToken) is { Length: > 0 } template ? Letters.Fill(template, paper) : Documents.Docx.Write(paper);

    /// <summary>Papers of one kind in one file, such as all invitations, by the same template: each begins on a new page, with page numbers of its own.</summary>
    /// <param name="written">Told after each paper how many are done; what it throws ends the work.</param>
    public async Task<byte[]> Docx(TenantDbContext db, IReadOnlyList<Paper> papers, Action<int>? written = null, CancellationToken cancellationToken = default) =>
        await Template(db, papers[0].Kind, cancellationToken) is { Length: > 0 } template ? Letters.Fill(template, papers, written) : Documents.Docx.Write(papers, written);

    /// <summary>One paper, or several of a kind in one file, to be downloaded.</summary>
    /// <param name="name">Without an ending; what a file system does not like is replaced.</param>
    public async Task<FileContentHttpResult> Download(TenantDbContext db, Paper paper, string name, CancellationToken cancellationToken = default) =>
        TypedResults.File(await Docx(db, paper, cancellationToken), DocxType, FileName(name));

    /// <inheritdoc cref="Download(TenantDbContext, Paper, string, CancellationToken)"/>
    public async Task<FileContentHttpResult> Download(TenantDbContext db, IReadOnlyList<Paper> papers, string name, CancellationToken cancellationToken = default) =>
        TypedResults.File(await Docx(db, papers, null, cancellationToken), DocxType, FileName(name));

    private static Task<byte[]?> Template(TenantDbContext db, PaperKind kind, CancellationToken cancellationToken) =>
        db.TemplateCopies.AsNoTracking().Where(t => t.Kind == kind.Key).Select(t => t.Docx).FirstOrDefaultAsync(cancellationToken);

    /// <summary>"Thông báo 12-TB-UBND.docx".</summary>
    public static string FileName(string name) => $"{string.Concat(name.Select(c => c is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' || char.IsControl(c) ? '-' : c)).Trim()}.docx";

    /// <summary>Takes the number, in the transaction that the caller has begun on <paramref name="db"/>.</summary>
    /// <param name="symbol">After the slash: "KH-UBND".</param>
    /// <param name="typed">Given by the office's own document system, whole: "05/KH-UBND"; empty: the next one.</param>
    /// <param name="paperId">Stable id of the matter: of the announcement, the answer, the report.</param>
    /// <exception cref="RuleBrokenException"><c>number-form</c> or <c>number-taken</c>.</exception>
    public Task<TakenNumber> Number(
        TenantDbContext db, PaperKind kind, string symbol, string? typed, Guid paperId, DateOnly issuedOn, CancellationToken cancellationToken = default) =>
        db.TakeNumber(kind.Series, symbol, typed, kind.Key, paperId, issuedOn, cancellationToken);

    /// <summary>Freezes the paper under its number and tells the register, and those who receive it. The caller saves and commits.</summary>
    /// <param name="paper">As the draft was; number, symbol and date are set here.</param>
    /// <param name="facts">What the register has to know besides.</param>
    public async Task<IssuedPaper> Issue(TenantDbContext db, Paper paper, TakenNumber number, DateOnly issuedOn, PaperFacts facts, CancellationToken cancellationToken = default)
    {
        paper = paper with { Number = number.Figures, Symbol = number.Symbol, Date = issuedOn };
        var docx = await Docx(db, paper, cancellationToken);
        var signature = paper.Signatures.Count > 0 ? paper.Signatures[^1] : null;
        var hash = Convert.ToHexStringLower(SHA256.HashData(docx));
        var message = new PaperIssued(
            facts.PaperId, time.GetUtcNow().ToUnixTimeMilliseconds(), tenant.Id.Value, tenant.Name, paper.Kind.Key, number.Text, number.Series, number.Number, issuedOn, paper.Subject,
            signature?.Name ?? "", signature?.Capacity.LastOrDefault() ?? "", user.Name, facts.Link, facts.Corrects, JsonSerializer.Serialize(paper, MessageDirectory.Json), docx, hash,
            [.. facts.Receivers]);
        db.Publish(message);
        foreach (var receiver in facts.Receivers.Where(r => r != tenant.Id.Value)) db.PublishTo(new(receiver), message);
        return new(paper, docx, hash);
    }
}

/// <param name="PlaceName">Of the date line.</param>
public sealed record Letterhead(Issuer Issuer, string Organisation, string PlaceName)
{
    /// <summary>Symbol of a typed document: "KH-UBND" for a People's Committee, "KH-STC" for a department.</summary>
    public string Symbol(string abbreviation) => $"{abbreviation}-{Short}";

    /// <summary>Symbol of an official letter: "UBND-KT".</summary>
    /// <param name="office">Of the office that drafted it: "KT".</param>
    public string LetterSymbol(string office) => office.Length == 0 ? Short : $"{Short}-{office}";

    /// <summary>"TM. ỦY BAN NHÂN DÂN" / "CHỦ TỊCH", with "KT. CHỦ TỊCH" between for a deputy; a department signs by its head alone.</summary>
    /// <param name="title">As the signer's title is written: "Chủ tịch UBND", "Phó Chủ tịch UBND", "Giám đốc", "Phó Giám đốc".</param>
    public Signature Sign(string title, string name)
    {
        var capitals = title.Trim().ToUpper(new System.Globalization.CultureInfo("vi-VN"));
        var deputy = capitals.StartsWith("PHÓ ", StringComparison.Ordinal);
        if (!IsCommittee) return new(deputy ? [$"KT. {capitals["PHÓ ".Length..]}", capitals] : [capitals.Length == 0 ? "GIÁM ĐỐC" : capitals], name);
        return new(deputy ? ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"] : ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], name);
    }

    private bool IsCommittee => Issuer.Lines[0] == "ỦY BAN NHÂN DÂN";

    /// <summary>First letters, as departments are abbreviated: "Sở Tài chính" is STC.</summary>
    private string Short => IsCommittee ? "UBND"
        : string.Concat(Organisation.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => char.IsLetter(w[0]) && w is not "và").Select(w => char.ToUpperInvariant(w[0])));
}

/// <summary>What the register has to know of an issued paper besides the paper.</summary>
/// <param name="PaperId">As for its number.</param>
/// <param name="Link">Page of the matter at this organisation.</param>
/// <param name="Receivers">Organisations that receive it here.</param>
/// <param name="Corrects">Id of the matter whose document this one corrects.</param>
public sealed record PaperFacts(Guid PaperId, string Link, IReadOnlyList<Guid> Receivers, Guid? Corrects = null);

/// <param name="Docx">As it was issued.</param>
public sealed record IssuedPaper(Paper Paper, byte[] Docx, string Sha256);
