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
using Npgsql;

namespace Dialogue.Planning.CheckIn;

/// <summary>A unit is present: one that has registered, or one that walked in.</summary>
internal sealed class Attendance : ITenantOwned
{
    /// <summary>Id of the registration, or the key of the walk-in form: a second tap finds the first.</summary>
    public Guid Id { get; init; }
    public TenantId TenantId { get; private set; }
    public Guid ConferenceId { get; init; }
    public Guid? RegistrationId { get; init; }
    public UnitKind Kind { get; init; }
    public string Name { get; init; } = "";

    /// <summary>As of a registration: the same unit twice is one.</summary>
    public string UnitKey { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

internal sealed class AttendanceConfiguration : IEntityTypeConfiguration<Attendance>
{
    public void Configure(EntityTypeBuilder<Attendance> attendance)
    {
        attendance.ToTable("attendances");
        attendance.Property(a => a.Id).ValueGeneratedNever();
        attendance.Property(a => a.Name).HasMaxLength(300);
        attendance.Property(a => a.UnitKey).HasMaxLength(40);
        attendance.HasIndex(a => new { a.TenantId, a.ConferenceId });
    }
}

/// <summary>Ticks off who is there. Tapping twice is tapping once.</summary>
internal sealed class CheckInUnit(PlanningDb db, ConferenceNews news, LegalClock clock, TimeProvider time)
{
    /// <summary>A registration, or a walk-in with kind, name and a key made with the form.</summary>
    public sealed record Request(Guid? RegistrationId, UnitKind? Kind = null, [StringLength(300)] string? Name = null, Guid? Key = null);

    /// <returns>False when this tenant has no such conference or registration.</returns>
    /// <exception cref="RuleBrokenException">It is not the day yet, the conference is over, or a walk-in has no name.</exception>
    public async Task<bool> Handle(Guid id, Request request, CancellationToken cancellationToken)
    {
        if (await db.Conferences.FindAsync([id], cancellationToken) is not { } conference) return false;
        if (conference.ClosedAt is not null) throw CheckInRules.Closed();
        if (conference.State is not (ConferenceState.Announced or ConferenceState.Confirmed or ConferenceState.Held)) throw CheckInRules.NotHeldNow(conference.State);
        if (clock.Today < conference.Day) throw ConferenceRules.TooEarly(conference.Day);

        Attendance attendance;
        if (request.RegistrationId is { } registrationId)
        {
            if (await db.Registrations.AsNoTracking().FirstOrDefaultAsync(r => r.Id == registrationId && r.ConferenceId == id, cancellationToken) is not { } r) return false;
            attendance = new() { Id = r.Id, ConferenceId = id, RegistrationId = r.Id, Kind = r.Kind, Name = r.Name, UnitKey = r.UnitKey, At = time.GetUtcNow() };
        }
        else
        {
            if (request.Kind is not { } kind || string.IsNullOrWhiteSpace(request.Name)) throw CheckInRules.WalkInNeedsName();
            var key = request.Key is { } made && made != Guid.Empty ? made : Guid.CreateVersion7();
            attendance = new() { Id = key, ConferenceId = id, Kind = kind, Name = request.Name.Trim(), UnitKey = key.ToString(), At = time.GetUtcNow() };
        }
        if (await db.Attendances.AnyAsync(a => a.Id == attendance.Id, cancellationToken)) return true;
        db.Attendances.Add(attendance);
        try
        {
            await news.Save(conference, cancellationToken, duties: false);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear(); // two officers tapped the same unit
        }
        return true;
    }

    /// <summary>A tap by mistake is taken back, until the conference is closed.</summary>
    public async Task<bool> Undo(Guid id, Guid attendanceId, CancellationToken cancellationToken)
    {
        if (await db.Conferences.FindAsync([id], cancellationToken) is not { } conference) return false;
        if (conference.ClosedAt is not null) throw CheckInRules.Closed();
        if (await db.Attendances.FirstOrDefaultAsync(a => a.Id == attendanceId && a.ConferenceId == id, cancellationToken) is not { } attendance) return false;
        db.Attendances.Remove(attendance);
        await news.Save(conference, cancellationToken, duties: false);
        return true;
    }

    public static void Map(RouteGroupBuilder conferences)
    {
        conferences.MapPost("/{id:guid}/check-ins", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader)] async Task<Results<NoContent, NotFound>> (
            Guid id, Request request, CheckInUnit checkIn, CancellationToken cancellationToken) =>
            await checkIn.Handle(id, request, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound())
            .WithSummary("Tick off a unit as present; again is the same").ProducesProblem(409);
        conferences.MapDelete("/{id:guid}/check-ins/{attendance:guid}", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader)] async Task<Results<NoContent, NotFound>> (
            Guid id, Guid attendance, CheckInUnit checkIn, CancellationToken cancellationToken) =>
            await checkIn.Undo(id, attendance, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound())
            .WithSummary("Take back a tick").ProducesProblem(409);
    }
}

/// <summary>Opens the conference: from here on it was held, and the terms of answers run from its day.</summary>
internal sealed class OpenConference(PlanningDb db, ConferenceNews news, ConferenceTerms terms, LegalClock clock, TimeProvider time)
{
    /// <param name="Reason">Needed when it is recorded after the day of the conference.</param>
    public sealed record Request([StringLength(1000)] string? Reason);

    public async Task<Conference?> Handle(Guid id, Request request, CancellationToken cancellationToken)
    {
        if (await db.Conferences.FindAsync([id], cancellationToken) is not { } conference) return null;
        var rules = await terms.Rules(conference.Year, cancellationToken);
        var present = (await news.Attended(id, cancellationToken)).Total;
        conference.Open(clock.Today, time.GetUtcNow(), present, request.Reason?.Trim() ?? "", decisionNeeded: !ConditionsCheck.JudgedByAttendance(rules));
        await news.Save(conference, cancellationToken);
        return conference;
    }

    public static void Map(RouteGroupBuilder conferences) => conferences
        .MapPost("/{id:guid}/opening", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Leader)] async Task<Results<Ok<ConferenceView>, NotFound>> (
            Guid id, Request request, OpenConference open, CancellationToken cancellationToken) =>
            await open.Handle(id, request, cancellationToken) is { } c ? TypedResults.Ok(ConferenceView.From(c)) : TypedResults.NotFound())
        .WithSummary("Open the conference: attendance at the opening is frozen").ProducesProblem(409);
}

internal static class CheckInRules
{
    public static RuleBrokenException Closed() => new("check-in-closed", "Hội nghị đã bế mạc nên danh sách điểm danh không đổi được nữa.");

    public static RuleBrokenException NotHeldNow(ConferenceState state) => new("check-in-state", $"Hội nghị đang ở trạng thái “{state.Name()}” nên chưa điểm danh được.");

    public static RuleBrokenException WalkInNeedsName() => new("check-in-name", "Hãy nhập tên và loại hình của đơn vị đến dự.", "Name");
}
