using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Dialogue.Data.Reference;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Telemetry;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dialogue.Petitions;

/// <summary>Receives one or several requests of one business, sent together. The form, the officer's entry and the API call the same handler.</summary>
internal sealed class FilePetition(
    PetitionsDb db, CurrentTenant tenant, LegalClock clock, TimeProvider time, IntakeFactsCache cache, CalendarSource<PetitionsDb> calendars)
{
    public const int MostAtOnce = 5, MostText = 20_000;

    /// <param name="Id">Chosen by the caller, so that files may be stored before the petition is.</param>
    public sealed record Ask(Guid Id, string Text, string Field);

    /// <summary>Which conference a petition is for.</summary>
    /// <param name="Id">That one; null: the one announced and still ahead, when there is one.</param>
    /// <param name="Outside">None, whatever is ahead.</param>
    public sealed record For(Guid? Id = null, bool Outside = false);

    /// <param name="key">A second submission with the same key gives the petitions of the first; null: there is no second.</param>
    /// <returns>The petitions in the order of <paramref name="asks"/>.</returns>
    /// <exception cref="RuleBrokenException">Unknown field or conference; a date of receipt ahead, or after the conference.</exception>
    public async Task<IReadOnlyList<Petition>> Handle(
        Contact contact, IReadOnlyList<Ask> asks, Guid? key, Channel channel, For conferenceFor, DateOnly receivedOn, CancellationToken cancellationToken)
    {
        if (key is not null && await Earlier(key.Value, cancellationToken) is { Count: > 0 } earlier) return earlier;
        if (receivedOn > clock.Today) throw PetitionRules.ReceivedAhead();
        var facts = await cache.Get(db, cancellationToken);
        if (asks.Any(a => facts.Fields.Count > 0 && facts.Fields.All(f => f.Code != a.Field))) throw PetitionRules.UnknownField();
        var conference = Choose(conferenceFor, facts, channel, receivedOn);
        var terms = facts.Terms(await calendars.Get(cancellationToken), conference, receivedOn);

        var submission = Guid.CreateVersion7();
        var unique = key ?? submission;
        var petitions = asks.Select((ask, i) => Petition.File(
            ask.Id, TrackingCode.New(tenant.Name), submission, unique, i + 1, contact, ask.Text, ask.Field, channel, receivedOn, time.GetUtcNow(), conference, terms)).ToList();
        try
        {
            using var insertion = db.Insert();
            foreach (var petition in petitions)
            {
                insertion.Add(petition);
                db.Announce(petition, tenant.Slug);
            }
            db.TellReceived(petitions, tenant.Slug);
            await insertion.SaveAsync(cancellationToken);
            Measures.PetitionsFiled(petitions.Count, tenant.Slug, channel.ToString());
            return petitions;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } violation)
        {
            if (db.Database.CurrentTransaction is { } transaction) await transaction.RollbackAsync(cancellationToken);
            db.ChangeTracker.Clear();
            // A tracking code that was taken (1 in 2^30): the same once more, with new ones. Otherwise the same form came twice at one moment.
            if (violation.ConstraintName != PetitionConfiguration.KeyIndex && db.Database.CurrentTransaction is null)
                return await Handle(contact, asks, key, channel, conferenceFor, receivedOn, cancellationToken);
            return await Earlier(unique, cancellationToken);
        }
    }

    private Task<List<Petition>> Earlier(Guid key, CancellationToken cancellationToken) =>
        db.Petitions.AsNoTracking().Where(p => p.Key == key).OrderBy(p => p.Ordinal).ToListAsync(cancellationToken);

    private ConferenceCopy? Choose(For conferenceFor, IntakeFacts facts, Channel channel, DateOnly receivedOn)
    {
        if (conferenceFor.Outside) return null;
        if (conferenceFor.Id is not { } id) return channel == Channel.Online ? facts.Ahead(clock.Today) : null;
        var chosen = facts.Conferences.FirstOrDefault(c => c.Id == id) ?? throw PetitionRules.UnknownConference();
        // A business chooses among those ahead; an officer enters what was received or said for an earlier one as well.
        if (channel == Channel.Online && !chosen.TakesPetitions(clock.Today)) throw PetitionRules.UnknownConference();
        return chosen;
    }

    /// <summary>What a caller of the API sends: one petition.</summary>
    public sealed class Request : ContactForm
    {
        [Required(ErrorMessage = "Hãy viết nội dung kiến nghị."), StringLength(MostText, ErrorMessage = "Nội dung dài quá 20.000 ký tự. Hãy viết ngắn lại hoặc tách thành nhiều kiến nghị.")]
        public string? Text { get; set; }

        [Required(ErrorMessage = "Hãy chọn lĩnh vực."), StringLength(60, ErrorMessage = "Hãy chọn lĩnh vực trong danh sách.")]
        public string? Field { get; set; }

        /// <summary>Null: the announced conference still ahead, when there is one.</summary>
        public Guid? ConferenceId { get; set; }

        public bool OutsideConference { get; set; }

        /// <summary>Idempotency key, at most 200 characters; the header <c>Idempotency-Key</c> does the same.</summary>
        [StringLength(200, ErrorMessage = "Khóa chống gửi trùng dài quá 200 ký tự.")]
        public string? Key { get; set; }
    }

    /// <param name="Due">Last day of the answer as far as it is known: fixed, or expected when the conference meets on its day.</param>
    /// <param name="Expected">True while the conference has not met: the term does not run yet.</param>
    /// <param name="DueIfCoordinated">The same when several offices must work together.</param>
    public sealed record Filed(
        string Code, DateOnly ReceivedOn, DateOnly? Due, bool Expected, DateOnly? DueIfCoordinated, Deadline? Deadline, Guid? ConferenceId, Guid SubmissionId, string Track);

    public static void Map(RouteGroupBuilder petitions) => petitions.MapPost("/", async Task<Results<Created<Filed>, ValidationProblem, ProblemHttpResult>> (
        Request request, [FromHeader(Name = "Idempotency-Key")] string? header, FilePetition file, PetitionsDb db, CurrentTenant here, LegalClock clock,
        IntakeFactsCache cache, CalendarSource<PetitionsDb> calendars, CancellationToken cancellationToken) =>
    {
        if (Input.Errors(request) is { } errors) return Input.Invalid(errors);
        var petition = (await file.Handle(request.ToContact(), [new(Guid.CreateVersion7(), request.Text!, request.Field!)], KeyOf(header ?? request.Key), Channel.Online,
            new(request.ConferenceId, request.OutsideConference), clock.Today, cancellationToken))[0];
        var facts = await cache.Get(db, cancellationToken);
        var conference = facts.Conferences.FirstOrDefault(c => c.Id == petition.ConferenceId);
        var terms = facts.Terms(await calendars.Get(cancellationToken), conference, petition.ReceivedOn);
        var expected = petition.Deadline ?? terms.Expected(petition.Authority, petition.ReceivedOn);
        return TypedResults.Created($"/{here.Slug}/kien-nghi/tra-cuu?ma={petition.Code}", new Filed(
            petition.Code, petition.ReceivedOn, expected?.Due, petition.Deadline is null, terms.Expected(Authority.Coordinated, petition.ReceivedOn)?.Due, expected,
            petition.ConferenceId, petition.SubmissionId, $"/{here.Slug}/kien-nghi/tra-cuu?ma={petition.Code}"));
    }).WithMetadata(new AllowAnonymousAttribute()).WithSummary("File a petition").ProducesProblem(409);

    /// <summary>Any text becomes a key of fixed size; none is no key.</summary>
    internal static Guid? KeyOf(string? text) => string.IsNullOrWhiteSpace(text) ? null
        : Guid.TryParse(text, out var key) ? key
        : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
