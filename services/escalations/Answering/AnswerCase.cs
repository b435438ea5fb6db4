using System.ComponentModel.DataAnnotations;
using Dialogue.Documents;
using Dialogue.Escalations.Cases;
using Dialogue.Escalations.Model;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Escalations.Answering;

/// <summary>A department drafts an answer, submits it, and a leader issues it; or gives the case back.</summary>
internal sealed class AnswerCase(EscalationsDb db, CaseLetters letters, CurrentTenant tenant, CurrentUser user, LegalClock clock)
{
    public sealed class Draft
    {
        [Required(ErrorMessage = "Hãy soạn nội dung trả lời."), StringLength(20_000), Display(Name = "nội dung trả lời")] public string Text { get; set; } = "";
        public uint? Version { get; set; }
    }

    public sealed class Issue
    {
        [Required(ErrorMessage = "Hãy soạn nội dung trả lời."), StringLength(20_000), Display(Name = "nội dung trả lời")] public string Text { get; set; } = "";

        /// <summary>As the office's own document system gave it; empty: the next one of its series.</summary>
        [StringLength(60), Display(Name = "số, ký hiệu")] public string? Number { get; set; }
        [Required(ErrorMessage = "Hãy nhập ngày văn bản."), Display(Name = "ngày văn bản")] public DateOnly? Date { get; set; }
        [StringLength(1000), Display(Name = "nguyên nhân chậm")] public string? DelayCause { get; set; }

        /// <summary>Empty: as the last time, or the leader who is signed in.</summary>
        [StringLength(200), Display(Name = "người ký")] public string? SignerName { get; set; }
        [StringLength(100), Display(Name = "chức vụ người ký")] public string? SignerTitle { get; set; }
        public uint? Version { get; set; }
    }

    public sealed class GiveBack
    {
        [Required(ErrorMessage = "Hãy ghi rõ vì sao không thuộc thẩm quyền."), StringLength(2000), Display(Name = "lý do")] public string Reason { get; set; } = "";
        public uint? Version { get; set; }
    }

    /// <summary>Of every verb: the case as it stands now, or null when this department has none with that id.</summary>
    public Task<DepartmentCase?> Save(Guid id, Draft draft, CancellationToken cancellationToken) =>
        Change(id, draft.Version, c => c.WriteDraft(draft.Text, user.Name), cancellationToken);

    public Task<DepartmentCase?> Submit(Guid id, Draft draft, CancellationToken cancellationToken) =>
        Change(id, draft.Version, c => c.Submit(draft.Text, user.Name), cancellationToken);

    /// <summary>The leader signs: number, verb and letter are one transaction.</summary>
    public async Task<DepartmentCase?> Sign(Guid id, Issue issue, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var c = await Change(id, issue.Version, async c => await letters.Answer(
            [c], issue.Text, issue.Number, issue.Date!.Value, issue.SignerName, issue.SignerTitle, number => c.Issue(issue.Text, number, issue.Date!.Value, issue.DelayCause, clock.Today), cancellationToken),
            cancellationToken);
        if (c is not null) await transaction.CommitAsync(cancellationToken);
        return c;
    }

    public Task<DepartmentCase?> SendDraftBack(Guid id, CancellationToken cancellationToken) => Change(id, null, c => c.SendDraftBack(), cancellationToken);

    public Task<DepartmentCase?> Return(Guid id, GiveBack giveBack, CancellationToken cancellationToken) =>
        Change(id, giveBack.Version, c => c.GiveBack(giveBack.Reason, clock.Today), cancellationToken);

    private Task<DepartmentCase?> Change(Guid id, uint? shown, Action<DepartmentCase> verb, CancellationToken cancellationToken) =>
        Change(id, shown, c => { verb(c); return Task.CompletedTask; }, cancellationToken);

    private async Task<DepartmentCase?> Change(Guid id, uint? shown, Func<DepartmentCase, Task> verb, CancellationToken cancellationToken)
    {
        if (await db.DepartmentCases.FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } c) return null;
        if (shown is { } version) db.Entry(c).Property<uint>("RowVersion").OriginalValue = version;
        await verb(c);
        if (!c.State.IsOpen()) db.PublishTo(new TenantId(c.CityOfficeId), c.Reply(tenant.Id.Value, tenant.Name));
        db.Tell(c, tenant.Slug);
        await db.SaveChangesAsync(cancellationToken);
        return c;
    }

    public static void Map(RouteGroupBuilder cases)
    {
        cases.MapPost("/{id:guid}/draft", [RequireRole(Role.DepartmentOfficer, Role.DepartmentLeader), AllowScope(Scope.CasesAnswer)] async Task<Results<NoContent, NotFound>> (
                Guid id, Draft request, AnswerCase answer, CancellationToken cancellationToken) => Done(await answer.Save(id, request, cancellationToken)))
            .Answers("Save the draft of an answer");
        cases.MapPost("/{id:guid}/submit", [RequireRole(Role.DepartmentOfficer, Role.DepartmentLeader), AllowScope(Scope.CasesAnswer)] async Task<Results<NoContent, NotFound>> (
                Guid id, Draft request, AnswerCase answer, CancellationToken cancellationToken) => Done(await answer.Submit(id, request, cancellationToken)))
            .Answers("Submit an answer to a leader");
        cases.MapPost("/{id:guid}/answer", [RequireRole(Role.DepartmentLeader), AllowScope(Scope.CasesAnswer)] async Task<Results<NoContent, NotFound>> (
                Guid id, Issue request, AnswerCase answer, CancellationToken cancellationToken) => Done(await answer.Sign(id, request, cancellationToken)))
            .Answers("Issue the answer to a case");
        cases.MapPost("/{id:guid}/return", [RequireRole(Role.DepartmentOfficer, Role.DepartmentLeader)] async Task<Results<NoContent, NotFound>> (
                Guid id, GiveBack request, AnswerCase answer, CancellationToken cancellationToken) => Done(await answer.Return(id, request, cancellationToken)))
            .Answers("Give a case back to the city office");
    }

    private static Results<NoContent, NotFound> Done(DepartmentCase? c) => c is null ? TypedResults.NotFound() : TypedResults.NoContent();
}

internal static class AnsweringConventions
{
    public static void Answers(this RouteHandlerBuilder endpoint, string summary) =>
        endpoint.WithMetadata(new RequireCapabilityAttribute(Capability.AnswersCases)).WithSummary(summary).ProducesProblem(409);
}
