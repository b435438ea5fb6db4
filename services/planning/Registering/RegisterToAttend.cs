using System.ComponentModel.DataAnnotations;
using Dialogue.Data;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dialogue.Planning.Registering;

/// <summary>A unit registers itself, or an officer enters what came on paper or by phone.</summary>
internal sealed class RegisterToAttend(PlanningDb db, ConferenceNews news, CurrentTenant tenant, LegalClock clock)
{
    /// <summary>The form. Also what the private link changes.</summary>
    public class Request
    {
        /// <summary>Made when the form was shown; the same key twice is one registration.</summary>
        public Guid Key { get; set; }

        [Required(ErrorMessage = "Hãy chọn loại hình.")]
        public UnitKind? Kind { get; set; }

        [Required, StringLength(300)]
        public string Name { get; set; } = "";

        [TaxCode, StringLength(20)]
        public string? TaxCode { get; set; }

        [Required, StringLength(300)]
        public string Address { get; set; } = "";

        [StringLength(200)]
        public string? Sector { get; set; }

        [Range(1, 20)]
        public int Participants { get; set; } = 1;

        [Required, StringLength(200)]
        public string Representative { get; set; } = "";

        [Required, StringLength(200)]
        public string Title { get; set; } = "";

        [Required, VietnamPhone]
        public string Phone { get; set; } = "";

        [EmailAddress, StringLength(200)]
        public string? Email { get; set; }

        public bool WantsToSpeak { get; set; }

        /// <summary>To the purpose: organising this conference. Never ticked beforehand.</summary>
        public bool Consent { get; set; }

        /// <summary>To being named publicly; optional.</summary>
        public bool MayBeNamed { get; set; }

        /// <summary>After the warning that the tax code is registered already.</summary>
        public bool SendAnyway { get; set; }

        public RegistrationFacts Facts() => new(
            Kind!.Value, Name.Trim(), TaxCodeAttribute.Normalise(TaxCode) is { Length: > 0 } tax ? tax : null, Address.Trim(), Sector?.Trim() ?? "", Participants,
            Representative.Trim(), Title.Trim(), VietnamPhoneAttribute.Normalise(Phone)!, string.IsNullOrWhiteSpace(Email) ? null : Email.Trim(), WantsToSpeak, MayBeNamed);
    }

    /// <param name="channel">How it came. What an officer enters has its consent on paper, or spoken.</param>
    /// <returns>The registration, new or the one that this form has already made; null when this tenant has no such conference.</returns>
    /// <exception cref="RuleBrokenException">Registration is not open, consent is missing, or the unit is registered already and no "anyway" was given.</exception>
    public async Task<Registration?> Handle(Guid conferenceId, Request request, RegistrationChannel channel, CancellationToken cancellationToken)
    {
        if (await db.Conferences.FindAsync([conferenceId], cancellationToken) is not { } conference) return null;
        if (await Made(request.Key, cancellationToken) is { } made) return made;
        if (!(channel == RegistrationChannel.Online ? conference.TakesRegistrations(clock.Today) : conference.State.IsOpen() && conference.AnnouncedOn is not null))
            throw RegistrationRules.NotOpen(conference);
        if (channel == RegistrationChannel.Online && !request.Consent) throw RegistrationRules.ConsentNeeded();

        var facts = request.Facts();
        if (facts.TaxCode is { } tax && !request.SendAnyway
            && await db.Registrations.AnyAsync(r => r.ConferenceId == conferenceId && r.TaxCode == tax && r.CancelledOn == null, cancellationToken))
            throw RegistrationRules.Duplicate();

        var registration = new Registration(request.Key == Guid.Empty ? Guid.CreateVersion7() : request.Key, conferenceId, channel, clock.Today, facts);
        db.Registrations.Add(registration);
        db.TellRegistrant(registration, conference, RegistrantNews.Received, "", tenant.Slug);
        try
        {
            await news.Save(conference, cancellationToken, duties: false);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // The same form, sent twice at the same moment.
            db.ChangeTracker.Clear();
            return await Made(request.Key, cancellationToken);
        }
        return registration;
    }

    private Task<Registration?> Made(Guid key, CancellationToken cancellationToken) =>
        key == Guid.Empty ? Task.FromResult<Registration?>(null) : db.Registrations.FirstOrDefaultAsync(r => r.Id == key, cancellationToken);

    public static void Map(RouteGroupBuilder conferences)
    {
        conferences.MapPost("/{id:guid}/registrations", [AllowAnonymous] async Task<Results<Created<Receipt>, NotFound, ForbidHttpResult>> (
            Guid id, Request request, RegisterToAttend register, CurrentTenant tenant, CurrentUser user, CancellationToken cancellationToken, RegistrationChannel channel = RegistrationChannel.Online) =>
        {
            if (channel != RegistrationChannel.Online && !user.BelongsTo(tenant.Id)) return TypedResults.Forbid();
            return await register.Handle(id, request, channel, cancellationToken) is { } r
                ? TypedResults.Created($"/{tenant.Slug}/hoi-nghi/dang-ky/{r.Secret}", Receipt.From(r, tenant.Slug)) : TypedResults.NotFound();
        }).WithSummary("Register to attend (without an account)").ProducesProblem(409);

        conferences.MapGet("/{id:guid}/registrations", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader)] async (
            Guid id, PlanningDb db, CancellationToken cancellationToken, Guid? after = null, int take = 50) =>
            TypedResults.Ok(await db.Registrations.AsNoTracking().Where(r => r.ConferenceId == id && (after == null || r.Id > after)).OrderBy(r => r.Id).Take(Math.Clamp(take, 1, 200))
                .Select(r => new RegistrationRow(r.Id, r.Code, r.Kind, r.Name, r.Participants, r.WantsToSpeak, r.Channel, r.RegisteredOn, r.CancelledOn)).ToListAsync(cancellationToken)))
            .WithSummary("Who has registered; page by the last id");
    }

    /// <param name="Path">The private link.</param>
    internal sealed record Receipt(Guid Id, string Code, string Path)
    {
        public static Receipt From(Registration r, string slug) => new(r.Id, r.Code, $"/{slug}/hoi-nghi/dang-ky/{r.Secret}");
    }

    internal sealed record RegistrationRow(
        Guid Id, string Code, UnitKind Kind, string Name, int Participants, bool WantsToSpeak, RegistrationChannel Channel, DateOnly RegisteredOn, DateOnly? CancelledOn);
}
