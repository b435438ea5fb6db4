using System.ComponentModel.DataAnnotations;
using Dialogue.Escalations.Cases;
using Dialogue.Escalations.Model;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Escalations.Answering;

/// <summary>One document answers several cases of one field: all of them or none, and each sender is told of its own.</summary>
internal sealed class AnswerTogether(EscalationsDb db, CaseLetters letters, CurrentTenant tenant, LegalClock clock)
{
    public sealed class Request
    {
        /// <summary>1 to 200 cases of this department.</summary>
        [Required(ErrorMessage = "Hãy chọn ít nhất một vụ việc để trả lời."), MinLength(1, ErrorMessage = "Hãy chọn ít nhất một vụ việc để trả lời."), MaxLength(200)]
        public List<Guid> Cases { get; set; } = [];

        [Required(ErrorMessage = "Hãy soạn nội dung trả lời."), StringLength(20_000), Display(Name = "nội dung trả lời")] public string Text { get; set; } = "";

        /// <summary>As the office's own document system gave it; empty: the next one of its series.</summary>
        [StringLength(60), Display(Name = "số, ký hiệu")] public string? Number { get; set; }
        [Required(ErrorMessage = "Hãy nhập ngày văn bản."), Display(Name = "ngày văn bản")] public DateOnly? Date { get; set; }

        /// <summary>Needed when any of the cases is late on that date.</summary>
        [StringLength(1000), Display(Name = "nguyên nhân chậm")] public string? DelayCause { get; set; }

        /// <summary>Empty: as the last time, or the leader who is signed in.</summary>
        [StringLength(200), Display(Name = "người ký")] public string? SignerName { get; set; }
        [StringLength(100), Display(Name = "chức vụ người ký")] public string? SignerTitle { get; set; }
    }

    /// <returns>How many were answered, and the number of the letter.</returns>
    /// <exception cref="RuleBrokenException">A case is not open here, the fields differ, or what <see cref="DepartmentCase.Issue"/> refuses.</exception>
    public async Task<(int Count, string Number)> Handle(Request request, CancellationToken cancellationToken)
    {
        var ids = request.Cases.Distinct().ToList();
        if (ids.Count == 0) throw EscalationRules.NothingChosen();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var cases = await db.DepartmentCases.Where(c => ids.Contains(c.Id)).OrderBy(c => c.Id).ToListAsync(cancellationToken);
        if (cases.Count != ids.Count || cases.Any(c => !c.State.IsOpen())) throw EscalationRules.SomeNotOpen();
        if (cases.DistinctBy(c => c.FieldCode).Count() > 1) throw EscalationRules.FieldsDiffer();
        var number = await letters.Answer(cases, request.Text, request.Number, request.Date!.Value, request.SignerName, request.SignerTitle, given =>
        {
            foreach (var c in cases) c.Issue(request.Text, given, request.Date!.Value, request.DelayCause, clock.Today);
        }, cancellationToken);
        foreach (var c in cases)
        {
            db.PublishTo(new TenantId(c.CityOfficeId), c.Reply(tenant.Id.Value, tenant.Name));
            db.Tell(c, tenant.Slug);
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (cases.Count, number);
    }

    public static void Map(RouteGroupBuilder cases) => cases
        .MapPost("/answer-together", [RequireRole(Role.DepartmentLeader)] async Task<Ok<Answered>> (
            Request request, AnswerTogether answer, CancellationToken cancellationToken) => TypedResults.Ok(new Answered((await answer.Handle(request, cancellationToken)).Count)))
        .Answers("Answer several cases of one field with one document");

    public sealed record Answered(int Count);
}
