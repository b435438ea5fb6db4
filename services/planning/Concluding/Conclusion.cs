using System.ComponentModel.DataAnnotations;
using Dialogue.Contracts.Notifications;
using Dialogue.Data;
using Dialogue.Documents;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Planning.Concluding;

/// <summary>The signed notice of what the chair concluded. Public.</summary>
internal sealed class Conclusion : IAggregate
{
    /// <summary>Id of the conference.</summary>
    public Guid Id { get; init; }
    public TenantId TenantId { get; private set; }
    public string Number { get; init; } = "";
    public DateOnly IssuedOn { get; init; }
    public string Signer { get; init; } = "";
    public string SignerTitle { get; init; } = "";

    [NotInHistory]
    public string Text { get; init; } = "";
}

/// <summary>One task that the conclusion gives to one office, until it is done.</summary>
internal sealed class ConclusionTask : IAggregate
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public TenantId TenantId { get; private set; }
    public long Version { get; private set; } = 1;
    public Guid ConferenceId { get; init; }
    public Guid? OfficeId { get; init; }

    /// <summary>As the office was called then.</summary>
    public string OfficeName { get; init; } = "";
    public string Content { get; init; } = "";
    public Deadline Due { get; init; } = null!;
    public DateOnly? DoneOn { get; private set; }
    public string DoneNote { get; private set; } = "";

    public void Finish(DateOnly on, string note)
    {
        if (DoneOn is not null) return;
        (DoneOn, DoneNote) = (on, note);
        Version++;
    }

    public DutyChanged Duty(string slug) => new(
        StableId.Of("duty", "conclusion-task", Id.ToString()), Version, "conclusion-task", $"Thực hiện kết luận: {Content}", $"/{slug}/can-bo/hoi-nghi/{ConferenceId}/ket-luan", Due.Due,
        [Role.Specialist, Role.OfficeHead], OfficeId, null, DoneOn is not null, Web.DeadlineWords.WhyInLines(Due));
}

internal sealed class ConclusionConfiguration : IEntityTypeConfiguration<Conclusion>, IEntityTypeConfiguration<ConclusionTask>
{
    public void Configure(EntityTypeBuilder<Conclusion> conclusion)
    {
        conclusion.ToTable("conclusions");
        conclusion.Property(c => c.Id).ValueGeneratedNever();
        conclusion.Property(c => c.Number).HasMaxLength(40);
        conclusion.Property(c => c.Signer).HasMaxLength(200);
        conclusion.Property(c => c.SignerTitle).HasMaxLength(200);
    }

    public void Configure(EntityTypeBuilder<ConclusionTask> task)
    {
        task.ToTable("conclusion_tasks");
        task.Property(t => t.Id).ValueGeneratedNever();
        task.Property<uint>("RowVersion").IsRowVersion();
        task.Property(t => t.OfficeName).HasMaxLength(200);
        task.Property(t => t.Content).HasMaxLength(1000);
        task.Property(t => t.DoneNote).HasMaxLength(1000);
        task.HasIndex(t => new { t.TenantId, t.ConferenceId });
    }
}

internal static class ConclusionRules
{
    public static RuleBrokenException DueBeforeConclusion(DateOnly on) => new(
        "task-due", $"Hạn của nhiệm vụ phải sau ngày thông báo kết luận {Vn.Date(on)}.", "Due");

    public static RuleBrokenException NoDue(string content) => new("task-no-due", $"Nhiệm vụ “{content}” chưa có hạn hoàn thành. Hãy ghi ngày.", "Due");

    public static RuleBrokenException NotConcluded() => new(
        "task-not-concluded", "Nhiệm vụ được giao trong thông báo kết luận. Hãy ban hành thông báo kết luận trước.");

    public static RuleBrokenException UnknownOffice() => new("task-office", "Hãy chọn phòng, ban trong danh sách.", "OfficeId");
}

/// <summary>Issues the conclusion, gives its tasks, and marks them done.</summary>
internal sealed class ConcludeConference(
    PlanningDb db, ConferenceNews news, ConferenceTerms terms, PlanningPapers papers, IssueMinutes minutes, CurrentTenant tenant, LegalClock clock)
{
    /// <param name="Number">Given by the office's own document system; empty: the next one of the series.</param>
    /// <param name="Signer">Name of who signs.</param>
    public sealed record Request(
        [StringLength(40)] string? Number, DateOnly? IssuedOn, [Required, StringLength(200)] string Signer,
        [Required, StringLength(20_000)] string Text, List<TaskRequest>? Tasks = null, [StringLength(200)] string? SignerTitle = null);

    public sealed record TaskRequest(Guid? OfficeId, [StringLength(200)] string? OfficeName, [Required, StringLength(1000)] string Content, [Required] DateOnly? Due);

    /// <summary>Issues the minutes too, when nobody has yet: from here on they can no longer be changed.</summary>
    public async Task<Conference?> Handle(Guid id, Request request, string site, CancellationToken cancellationToken)
    {
        if (await db.Conferences.FindAsync([id], cancellationToken) is not { } conference) return null;
        var on = request.IssuedOn ?? clock.Today;
        if (on > clock.Today) throw ConferenceRules.DocumentInFuture("IssuedOn");
        await using var transaction = await papers.Begin(cancellationToken);
        var signer = await papers.SignerOf(request.Signer, request.SignerTitle, cancellationToken);
        var paperId = StableId.Of("conclusion", id.ToString());
        var number = await papers.Number(PaperKinds.Conclusion, request.Number, paperId, on, cancellationToken);
        conference.Conclude(number.Text, on);
        await minutes.IssueIfWritten(conference, cancellationToken);
        db.Conclusions.Add(new() { Id = id, Number = number.Text, IssuedOn = on, Signer = signer.Name.Length > 0 ? signer.Name : signer.Title, SignerTitle = signer.Title, Text = request.Text.Trim() });
        var tasks = new List<ConclusionTask>();
        foreach (var task in request.Tasks ?? []) tasks.Add(await Give(conference, task, cancellationToken));
        var paper = ConclusionPaper.Of(
            conference, request.Text.Trim(), [.. tasks.OrderBy(t => t.Due.Due)], conference.Chair, (await news.Attended(id, cancellationToken)).Total,
            await papers.Setting(conference.Year, signer, site, cancellationToken));
        await papers.Issue(id, paperId, paper, number, on, signer, $"can-bo/hoi-nghi/{id}/ket-luan", cancellationToken);
        await news.Save(conference, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return conference;
    }

    public async Task<ConclusionTask?> AddTask(Guid id, TaskRequest request, CancellationToken cancellationToken)
    {
        if (await db.Conferences.FindAsync([id], cancellationToken) is not { } conference) return null;
        var task = await Give(conference, request, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return task;
    }

    public async Task<ConclusionTask?> Finish(Guid id, Guid taskId, string? note, CancellationToken cancellationToken)
    {
        if (await db.ConclusionTasks.FirstOrDefaultAsync(t => t.Id == taskId && t.ConferenceId == id, cancellationToken) is not { } task) return null;
        task.Finish(clock.Today, note?.Trim() ?? "");
        db.Publish(task.Duty(tenant.Slug));
        await db.SaveChangesAsync(cancellationToken);
        return task;
    }

    private async Task<ConclusionTask> Give(Conference conference, TaskRequest request, CancellationToken cancellationToken)
    {
        if (conference.ConclusionOn is not { } concluded) throw ConclusionRules.NotConcluded();
        if (request.Due < concluded) throw ConclusionRules.DueBeforeConclusion(concluded);
        var name = request.OfficeName?.Trim() ?? "";
        if (request.OfficeId is { } office)
            name = (await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == tenant.Id.Value, cancellationToken))?.Offices.FirstOrDefault(o => o.Id == office)?.Name
                ?? throw ConclusionRules.UnknownOffice();
        var rule = new Rule("", null, "Hạn ghi trong thông báo kết luận", $"Thông báo {conference.ConclusionNumber} ngày {Vn.Date(concluded)}");
        var task = new ConclusionTask
        {
            ConferenceId = conference.Id, OfficeId = request.OfficeId, OfficeName = name, Content = request.Content.Trim(),
            Due = Deadline.Fixed(await terms.Calendar(cancellationToken), "Thực hiện kết luận", rule, request.Due!.Value),
        };
        db.ConclusionTasks.Add(task);
        db.Publish(task.Duty(tenant.Slug));
        db.Publish(new NoteSent(
            StableId.Of("note", "task-given", task.Id.ToString()), "task-given", $"Nhiệm vụ theo kết luận, hạn {Vn.Date(request.Due!.Value)}: {task.Content}",
            $"/{tenant.Slug}/can-bo/hoi-nghi/{conference.Id}/ket-luan", [Role.Specialist, Role.OfficeHead], request.OfficeId, null));
        return task;
    }

    public static void Map(RouteGroupBuilder conferences)
    {
        conferences.MapPost("/{id:guid}/conclusion", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader)] async Task<Results<Ok<ConferenceView>, NotFound>> (
            Guid id, Request request, ConcludeConference conclude, HttpRequest http, CancellationToken cancellationToken) =>
            await conclude.Handle(id, request, PublicSite.Of(http), cancellationToken) is { } c ? TypedResults.Ok(ConferenceView.From(c)) : TypedResults.NotFound())
            .WithSummary("Issue the conclusion, with its tasks").ProducesProblem(409);
        conferences.MapPost("/{id:guid}/tasks", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Leader)] async Task<Results<Created<Guid>, NotFound>> (
            Guid id, TaskRequest request, ConcludeConference conclude, CancellationToken cancellationToken) =>
            await conclude.AddTask(id, request, cancellationToken) is { } t ? TypedResults.Created((string?)null, t.Id) : TypedResults.NotFound())
            .WithSummary("Add a task of the conclusion").ProducesProblem(409);
        conferences.MapPost("/{id:guid}/tasks/{task:guid}/done", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Leader)] async Task<Results<NoContent, NotFound>> (
            Guid id, Guid task, ConcludeConference conclude, CancellationToken cancellationToken, string? note = null) =>
            await conclude.Finish(id, task, note, cancellationToken) is null ? TypedResults.NotFound() : TypedResults.NoContent())
            .WithSummary("Mark a task as done");
    }
}
