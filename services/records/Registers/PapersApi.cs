using Dialogue.Records.Checking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Dialogue.Records.Registers;

/// <summary>The two registers and the checker of form by program.</summary>
internal static class PapersApi
{
    public sealed record PaperRow(
        Guid Id, string Direction, string Number, int Ordinal, string Series, string Kind, string TypeName, string Subject, string Sender, DateOnly IssuedOn, DateOnly EnteredOn, string Signer,
        string Receivers, bool ByHand, bool HasDocument, bool HasOriginal);

    /// <param name="Next">Key of the next page, to be sent as <c>after</c>; null on the last.</param>
    public sealed record PaperPage(IReadOnlyList<PaperRow> Items, string? Next);

    /// <param name="Signatures">Found in the file; whether the certificates are trusted is not checked. Null: the file is no PDF.</param>
    public sealed record OriginalView(string FileName, string ContentType, long Size, string Sha256, DateTimeOffset AttachedAt, string AttachedBy, IReadOnlyList<FoundSignature>? Signatures);

    /// <param name="Sha256">Of the document as it was issued; empty when there is none.</param>
    /// <param name="Intact">The stored document still has that hash; null when there is none.</param>
    /// <param name="Corrects">The document that this one corrects.</param>
    /// <param name="RowVersion">Send it back as <c>version</c> with a correction of the line; a stale one is refused with 409.</param>
    public sealed record PaperView(
        PaperRow Paper, string SignerTitle, string IssuedBy, DateTimeOffset EnteredAt, string Sha256, bool? Intact, Guid? Corrects, IReadOnlyList<Guid> CorrectedBy, OriginalView? Original, uint RowVersion);

    /// <param name="Code">Stable, such as <c>margin-left</c>.</param>
    /// <param name="Severity">departure: against the decree; advice: unusual, or not sure.</param>
    /// <param name="Message">In Vietnamese, as are the others.</param>
    /// <param name="Times">At how many places; the quote is the first one's.</param>
    public sealed record FindingView(string Code, string Severity, string Message, string Found, string Required, string Article, string Quote, int Times);

    public sealed record CheckResult(IReadOnlyList<FindingView> Findings);

    public static void Map(RouteGroupBuilder papers)
    {
        papers.MapGet("/", [RequireRole(Role.Clerk, Role.Leader, Role.OfficeHead, Role.Specialist, Role.DepartmentOfficer, Role.DepartmentLeader, Role.CityCoordinator, Role.FinanceOfficer), AllowScope(Scope.PapersRead)] async (
            ReadRegister register, CancellationToken cancellationToken, string? direction = null, int? year = null, string? series = null, string? type = null, DateOnly? from = null, DateOnly? to = null,
            string? q = null, string? after = null, int take = 20) =>
        {
            var filter = new RegisterFilter { Nam = year, So = series, Loai = type, Tu = from, Den = to, Tim = q };
            var page = await register.Handle(direction == "incoming", filter, after, Math.Clamp(take, 1, 100), cancellationToken);
            return TypedResults.Ok(new PaperPage([.. page.Items.Select(Row)], page.Next));
        }).WithSummary("A register, newest first: outgoing, or with direction=incoming incoming documents");

        papers.MapGet("/{id:guid}", [RequireRole(Role.Clerk, Role.Leader, Role.OfficeHead, Role.Specialist, Role.DepartmentOfficer, Role.DepartmentLeader, Role.CityCoordinator, Role.FinanceOfficer), AllowScope(Scope.PapersRead)] async Task<Results<Ok<PaperView>, NotFound>> (
            Guid id, ReadEntry read, CheckFiles check, CancellationToken cancellationToken) =>
            await View(id, read, check, cancellationToken) is { } view ? TypedResults.Ok(view) : TypedResults.NotFound()).WithSummary("One document with what is frozen, and whether its file is whole");

        papers.MapPost("/{id:guid}/correction", [RequireRole(Role.Clerk, Role.DepartmentOfficer, Role.CityCoordinator)] async Task<Results<Ok<PaperView>, NotFound>> (
            Guid id, CorrectEntry.Request request, CorrectEntry correct, ReadEntry read, CheckFiles check, CancellationToken cancellationToken) =>
            await correct.Handle(id, request, cancellationToken) is not null && await View(id, read, check, cancellationToken) is { } view ? TypedResults.Ok(view) : TypedResults.NotFound())
            .WithSummary("Correct a line that was written by hand; the whole line is sent, and why").ProducesValidationProblem().ProducesProblem(409);

        papers.MapGet("/{id:guid}/document", [RequireRole(Role.Clerk, Role.Leader, Role.OfficeHead, Role.Specialist, Role.DepartmentOfficer, Role.DepartmentLeader, Role.CityCoordinator, Role.FinanceOfficer), AllowScope(Scope.PapersRead)] async (
            Guid id, HttpContext http, RecordsDb db, CancellationToken cancellationToken) =>
        {
            var entry = await db.Register.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, cancellationToken);
            await http.Response.Send(db, entry?.FileId ?? Guid.Empty, entry is null ? null : RecordsWords.FileName(entry) + ".docx", cancellationToken);
        }).WithSummary("The document as it was issued (DOCX)").Produces(200, contentType: Docx.MediaType).ProducesProblem(404);

        papers.MapGet("/{id:guid}/original", [RequireRole(Role.Clerk, Role.Leader, Role.OfficeHead, Role.Specialist, Role.DepartmentOfficer, Role.DepartmentLeader, Role.CityCoordinator, Role.FinanceOfficer), AllowScope(Scope.PapersRead)] async (
            Guid id, HttpContext http, RecordsDb db, CancellationToken cancellationToken) =>
        {
            var file = await db.Originals.AsNoTracking().Where(o => o.EntryId == id).OrderByDescending(o => o.No).Select(o => (Guid?)o.FileId).FirstOrDefaultAsync(cancellationToken);
            await http.Response.Send(db, file ?? Guid.Empty, null, cancellationToken);
        }).WithSummary("The signed original").Produces(200, contentType: "application/pdf").ProducesProblem(404);

        papers.MapPost("/check", [RequireRole(Role.Clerk, Role.Leader, Role.OfficeHead, Role.Specialist, Role.DepartmentOfficer, Role.DepartmentLeader, Role.CityCoordinator, Role.FinanceOfficer), AllowScope(Scope.PapersRead)] async (
            HttpRequest request, CheckForm check, CancellationToken cancellationToken, bool draft = true) =>
        {
            using var bytes = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (int read; (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                if (bytes.Length + read > FileStore.MaxFile) throw new RuleBrokenException("file-too-large", "Tệp lớn hơn 20 MB.");
                bytes.Write(buffer, 0, read);
            }
            if (bytes.Length == 0) throw RecordsRules.FileMissing();
            var findings = await check.Handle(bytes.ToArray(), draft, cancellationToken);
            return TypedResults.Ok(new CheckResult([.. findings.Select(f => new FindingView(f.Code, f.Severity == FindingSeverity.Departure ? "departure" : "advice", f.Message, f.Found, f.Required, f.Article, f.Quote, f.Times))]));
        }).Accepts<byte[]>(Docx.MediaType).WithSummary("Holds a Word file (the body of the request) against the form of Nghị định 30/2020/NĐ-CP; nothing is stored").ProducesProblem(409).ProducesProblem(413);
    }

    private static async Task<PaperView?> View(Guid id, ReadEntry read, CheckFiles check, CancellationToken cancellationToken)
    {
        if (await read.Handle(id, cancellationToken) is not { } found) return null;
        var e = found.Entry;
        var original = found.Originals.Count > 0 ? found.Originals[0] : null;
        return new(
            new(e.Id, e.Incoming ? "incoming" : "outgoing", e.Number, e.Ordinal, e.Series, e.Kind, e.TypeName, e.Subject, e.SenderName, e.IssuedOn, e.EnteredOn, e.Signer, e.Receivers, e.ByHand, e.FileId is not null, e.Originals > 0),
            e.SignerTitle, e.IssuedBy, e.EnteredAt, e.Sha256, e.FileId is { } file ? await check.IsWhole(file, e.Sha256, cancellationToken) : null, found.Corrected?.Id, [.. found.CorrectedBy.Select(c => c.Id)],
            original is null ? null : new(original.FileName, original.ContentType, original.Size, original.Sha256, original.At, original.By, original.Signatures), e.RowVersion);
    }

    private static PaperRow Row(RegisterRow e) => new(
        e.Id, e.Incoming ? "incoming" : "outgoing", e.Number, e.Ordinal, e.Series, e.Kind, e.TypeName, e.Subject, e.SenderName, e.IssuedOn, e.EnteredOn, e.Signer, e.Receivers, e.ByHand, e.HasFile, e.Originals > 0);
}
