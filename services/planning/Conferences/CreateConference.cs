using System.ComponentModel.DataAnnotations;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Planning.Registering;
using Dialogue.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Conferences;

/// <summary>A conference gets its day, and everything that follows from the day.</summary>
internal sealed class CreateConference(PlanningDb db, ConferenceNews news, ConferenceTerms terms, CurrentTenant tenant, LegalClock clock)
{
    /// <summary>Also the form that changes one. The year is that of the day.</summary>
    public class Request
    {
        [StringLength(300)]
        public string? Title { get; set; }

        [Required]
        public DateOnly? Day { get; set; }

        [Required]
        public TimeOnly? StartsAt { get; set; } = new TimeOnly(8, 0);

        [Required, StringLength(300)]
        public string Place { get; set; } = "";

        [Required, StringLength(200)]
        public string Chair { get; set; } = "Chủ tịch UBND";

        /// <summary>Needed for a day of rest, for a day too near to be announced in time, and for moving what was announced.</summary>
        [StringLength(1000)]
        public string? Reason { get; set; }

        /// <summary>Revision that a change is based on.</summary>
        public int? Version { get; set; }
    }

    /// <exception cref="RuleBrokenException">There is no rule set for the year, or the day needs a reason.</exception>
    public async Task<Conference> Handle(Request request, CancellationToken cancellationToken)
    {
        var day = request.Day!.Value;
        var dates = await terms.Dates(day.Year, day, cancellationToken);
        await CheckDay(day, dates, request.Reason, cancellationToken);
        var ordinal = (await db.Conferences.Where(c => c.Year == day.Year).MaxAsync(c => (int?)c.Ordinal, cancellationToken) ?? 0) + 1;
        var title = string.IsNullOrWhiteSpace(request.Title) ? DefaultTitle(day.Year, ordinal) : request.Title.Trim();
        var conference = new Conference(day.Year, ordinal, title, day, request.StartsAt!.Value, request.Place.Trim(), request.Chair.Trim());
        conference.TakeDates(dates);
        if (!string.IsNullOrWhiteSpace(request.Reason)) conference.ExplainDay(request.Reason.Trim());
        db.Conferences.Add(conference);
        await news.Save(conference, cancellationToken);
        return conference;
    }

    /// <returns>The conference, or null when this tenant has none with that id.</returns>
    /// <exception cref="RuleBrokenException">It is over, or the new day needs a reason.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Somebody has changed it since <see cref="Request.Version"/>.</exception>
    public async Task<Conference?> Change(Guid id, Request request, CancellationToken cancellationToken)
    {
        if (await db.Conferences.FindAsync([id], cancellationToken) is not { } conference) return null;
        if (request.Version is { } based) db.Entry(conference).Property(c => c.Revision).OriginalValue = based;
        var day = request.Day!.Value;
        var before = conference.Whereabouts();
        conference.Describe(string.IsNullOrWhiteSpace(request.Title) ? conference.Title : request.Title.Trim(), request.StartsAt!.Value, request.Place.Trim(), request.Chair.Trim());
        if (day != conference.Day)
        {
            if (day.Year != conference.Year) throw ConferenceRules.DayOutsideYear(conference.Year);
            var dates = await terms.Dates(conference.Year, day, cancellationToken);
            await CheckDay(day, dates, request.Reason, cancellationToken);
            conference.MoveTo(day, dates, request.Reason?.Trim() ?? "");
        }
        if (conference.Whereabouts() != before) await db.TellRegistrants(conference, RegistrantNews.Moved, $"{conference.Revision} {conference.Whereabouts()}", tenant.Slug, cancellationToken);
        await news.Save(conference, cancellationToken);
        return conference;
    }

    private async Task CheckDay(DateOnly day, ConferenceDates dates, string? reason, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(reason)) return;
        if (!(await terms.Calendar(cancellationToken)).IsWorkingDay(day)) throw ConferenceRules.DayNeedsReason($"{Vn.LongDate(day)} là ngày nghỉ.");
        if (dates.AnnounceBy is { } by && by.IsLate(clock.Today)) throw ConferenceRules.DayNeedsReason($"Hạn ban hành thông báo cho ngày này là {Vn.Date(by.Due)}, đã qua.");
    }

    private string DefaultTitle(int year, int ordinal) =>
        $"Hội nghị đối thoại doanh nghiệp, hợp tác xã, hộ kinh doanh {(ordinal == 1 ? "" : $"lần {ordinal} ")}năm {year}" + (tenant.Name.Length > 0 ? $" {Vn.LowerFirst(tenant.Name)}" : "");

    public static void Map(RouteGroupBuilder conferences)
    {
        conferences.MapPost("/", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Leader)] async (
            Request request, CreateConference create, CurrentTenant tenant, CancellationToken cancellationToken) =>
        {
            var c = await create.Handle(request, cancellationToken);
            return TypedResults.Created($"/api/{tenant.Slug}/conferences/{c.Id}", ConferenceView.From(c));
        }).WithSummary("Plan a conference; its dates follow from its day").ProducesProblem(409);
        conferences.MapPut("/{id:guid}", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Leader)] async Task<Results<Ok<ConferenceView>, NotFound>> (
            Guid id, Request request, CreateConference create, CancellationToken cancellationToken) =>
            await create.Change(id, request, cancellationToken) is { } c ? TypedResults.Ok(ConferenceView.From(c)) : TypedResults.NotFound())
            .WithSummary("Change a conference, or move it to another day").ProducesProblem(409);
    }
}
