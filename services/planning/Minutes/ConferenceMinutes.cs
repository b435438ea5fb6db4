using System.ComponentModel.DataAnnotations;
using Dialogue.Data;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Planning.Minutes;

/// <summary>The record of a conference: when it began and ended, who led and who wrote, what was said.</summary>
internal sealed class ConferenceMinutes : IAggregate
{
    /// <summary>Id of the conference: there is one record of each.</summary>
    public Guid Id { get; init; }
    public TenantId TenantId { get; private set; }
    public TimeOnly StartedAt { get; set; }
    public TimeOnly? EndedAt { get; set; }
    public string Chair { get; set; } = "";
    public string Secretary { get; set; } = "";

    [NotInHistory]
    public string Course { get; set; } = "";

    [NotInHistory]
    public string Closing { get; set; } = "";

    /// <summary>Empty while they can still be changed.</summary>
    public string Number { get; private set; } = "";
    public DateOnly? IssuedOn { get; private set; }

    public bool IsIssued => IssuedOn is not null;

    /// <summary>Signed by secretary and chair, and frozen.</summary>
    public void Issue(string number, DateOnly on)
    {
        if (IsIssued) throw MinutesRules.Issued(Number);
        if (Secretary.Length == 0) throw MinutesRules.NoSecretary();
        (Number, IssuedOn) = (number, on);
    }
}

/// <summary>One opinion voiced at the conference, and the answer given there.</summary>
internal sealed class Opinion : IAggregate
{
    public Guid Id { get; init; }
    public TenantId TenantId { get; private set; }
    public Guid ConferenceId { get; init; }
    public int Position { get; init; }

    [NotInHistory]
    public string Who { get; set; } = "";

    [NotInHistory]
    public string Summary { get; set; } = "";

    [NotInHistory]
    public string Answer { get; set; } = "";
    public string AnsweredBy { get; set; } = "";
}

internal sealed class MinutesConfiguration : IEntityTypeConfiguration<ConferenceMinutes>, IEntityTypeConfiguration<Opinion>
{
    public void Configure(EntityTypeBuilder<ConferenceMinutes> minutes)
    {
        minutes.ToTable("minutes");
        minutes.Property(m => m.Id).ValueGeneratedNever();
        minutes.Property(m => m.Chair).HasMaxLength(200);
        minutes.Property(m => m.Secretary).HasMaxLength(200);
        minutes.Property(m => m.Number).HasMaxLength(40);
    }

    public void Configure(EntityTypeBuilder<Opinion> opinion)
    {
        opinion.ToTable("opinions");
        opinion.Property(o => o.Id).ValueGeneratedNever();
        opinion.Property(o => o.Who).HasMaxLength(300);
        opinion.Property(o => o.AnsweredBy).HasMaxLength(300);
        opinion.HasIndex(o => new { o.TenantId, o.ConferenceId, o.Position });
    }
}

internal static class MinutesRules
{
    public static RuleBrokenException NotOpened() => new("minutes-not-opened", "Hội nghị chưa khai mạc nên chưa ghi biên bản được. Hãy khai mạc ở mục Điểm danh.");

    public static RuleBrokenException EndBeforeStart() => new("minutes-end", "Giờ bế mạc phải sau giờ khai mạc.", "EndedAt");

    public static RuleBrokenException NotClosed() => new("minutes-not-closed", "Biên bản được lấy số sau khi bế mạc. Hãy ghi giờ bế mạc trước.");

    public static RuleBrokenException NoSecretary() => new("minutes-no-secretary", "Biên bản chưa ghi tên thư ký. Hãy ghi tên người ghi biên bản trước khi lấy số.", "Secretary");

    public static RuleBrokenException Issued(string number) => new("minutes-issued", $"Biên bản đã lấy số {number} nên không sửa được nữa.");

    public static RuleBrokenException Concluded() => new("minutes-concluded", "Hội nghị đã có thông báo kết luận nên biên bản không sửa được nữa.");
}

/// <summary>Writes the record while the conference runs and after it, until the conclusion is issued.</summary>
internal sealed class WriteMinutes(PlanningDb db, ConferenceNews news, TimeProvider time)
{
    public sealed record Request(
        TimeOnly? StartedAt, [Required, StringLength(200)] string Chair, [Required, StringLength(200)] string Secretary,
        [StringLength(20_000)] string? Course, [StringLength(10_000)] string? Closing);

    public sealed record OpinionRequest(
        Guid? Key, [Required, StringLength(300)] string Who, [Required, StringLength(5_000)] string Summary, [StringLength(5_000)] string? Answer,
        [StringLength(300)] string? AnsweredBy);

    public sealed record ClosingRequest(TimeOnly? EndedAt, [StringLength(10_000)] string? Closing = null);

    public async Task<ConferenceMinutes?> Handle(Guid id, Request request, CancellationToken cancellationToken)
    {
        if (await Opened(id, cancellationToken) is not { } conference) return null;
        var minutes = await Minutes(conference, cancellationToken);
        if (minutes.IsIssued) throw MinutesRules.Issued(minutes.Number);
        (minutes.StartedAt, minutes.Chair, minutes.Secretary) = (request.StartedAt ?? minutes.StartedAt, request.Chair.Trim(), request.Secretary.Trim());
        (minutes.Course, minutes.Closing) = (request.Course?.Trim() ?? "", request.Closing?.Trim() ?? minutes.Closing);
        if (minutes.EndedAt is { } end && end <= minutes.StartedAt) throw MinutesRules.EndBeforeStart();
        await db.SaveChangesAsync(cancellationToken);
        return minutes;
    }

    /// <returns>The opinion, new or the one that this form has already made; null when this tenant has no such conference.</returns>
    public async Task<Opinion?> Record(Guid id, OpinionRequest request, CancellationToken cancellationToken)
    {
        if (await Opened(id, cancellationToken) is null) return null;
        if (await db.MinutesOfConferences.AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, cancellationToken) is { IsIssued: true } issued) throw MinutesRules.Issued(issued.Number);
        var key = request.Key is { } made && made != Guid.Empty ? made : Guid.CreateVersion7();
        if (await db.Opinions.FirstOrDefaultAsync(o => o.Id == key, cancellationToken) is not { } opinion)
        {
            var position = await db.Opinions.CountAsync(o => o.ConferenceId == id, cancellationToken) + 1;
            db.Opinions.Add(opinion = new() { Id = key, ConferenceId = id, Position = position });
        }
        (opinion.Who, opinion.Summary, opinion.Answer, opinion.AnsweredBy) = (request.Who.Trim(), request.Summary.Trim(), request.Answer?.Trim() ?? "", request.AnsweredBy?.Trim() ?? "");
        await db.SaveChangesAsync(cancellationToken);
        return opinion;
    }

    public async Task<Conference?> Close(Guid id, ClosingRequest request, CancellationToken cancellationToken)
    {
        if (await Opened(id, cancellationToken) is not { } conference) return null;
        var minutes = await Minutes(conference, cancellationToken);
        if (minutes.IsIssued) throw MinutesRules.Issued(minutes.Number);
        var end = request.EndedAt ?? TimeOnly.FromDateTime(time.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).DateTime);
        if (request.EndedAt is not null && end <= minutes.StartedAt) throw MinutesRules.EndBeforeStart();
        minutes.EndedAt = end;
        if (request.Closing is { Length: > 0 } closing) minutes.Closing = closing.Trim();
        conference.Close(time.GetUtcNow());
        await news.Save(conference, cancellationToken);
        return conference;
    }

    private async Task<Conference?> Opened(Guid id, CancellationToken cancellationToken) =>
        await db.Conferences.FindAsync([id], cancellationToken) is not { } conference ? null
        : conference.OpenedAt is null ? throw MinutesRules.NotOpened()
        : conference.State == ConferenceState.Concluded ? throw MinutesRules.Concluded() : conference;

    private async Task<ConferenceMinutes> Minutes(Conference conference, CancellationToken cancellationToken)
    {
        if (await db.MinutesOfConferences.FindAsync([conference.Id], cancellationToken) is { } minutes) return minutes;
        minutes = new() { Id = conference.Id, StartedAt = conference.StartsAt, Chair = conference.Chair };
        db.MinutesOfConferences.Add(minutes);
        return minutes;
    }

    public static void Map(RouteGroupBuilder conferences)
    {
        conferences.MapPut("/{id:guid}/minutes", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Leader)] async Task<Results<NoContent, NotFound>> (
            Guid id, Request request, WriteMinutes write, CancellationToken cancellationToken) =>
            await write.Handle(id, request, cancellationToken) is null ? TypedResults.NotFound() : TypedResults.NoContent())
            .WithSummary("Write the minutes").ProducesProblem(409);
        conferences.MapPost("/{id:guid}/opinions", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Leader)] async Task<Results<Created<Guid>, NotFound>> (
            Guid id, OpinionRequest request, WriteMinutes write, CancellationToken cancellationToken) =>
            await write.Record(id, request, cancellationToken) is { } o ? TypedResults.Created((string?)null, o.Id) : TypedResults.NotFound())
            .WithSummary("Record an opinion and its answer").ProducesProblem(409);
        conferences.MapPost("/{id:guid}/closing", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Leader)] async Task<Results<Ok<ConferenceView>, NotFound>> (
            Guid id, ClosingRequest request, WriteMinutes write, CancellationToken cancellationToken) =>
            await write.Close(id, request, cancellationToken) is { } c ? TypedResults.Ok(ConferenceView.From(c)) : TypedResults.NotFound())
            .WithSummary("Close the conference").ProducesProblem(409);
    }
}
