using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Dialogue.Data;
using Dialogue.Documents;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Planning.Businesses.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Planning.Inviting;

/// <summary>Who is invited as what.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InviteeKind>))]
internal enum InviteeKind
{
    [Display(Name = "Lãnh đạo")] Leader,
    [Display(Name = "Sở, ban, ngành")] Department,
    [Display(Name = "Phòng, ban, đơn vị của địa phương")] Office,
    [Display(Name = "Hiệp hội, đoàn thể")] Association,
    [Display(Name = "Doanh nghiệp, hợp tác xã, hộ kinh doanh")] Business,
}

[JsonConverter(typeof(JsonStringEnumConverter<InvitationReply>))]
internal enum InvitationReply
{
    [Display(Name = "Chưa trả lời")] None,
    [Display(Name = "Sẽ dự")] Accepts,
    [Display(Name = "Không dự")] Declines,
}

/// <summary>One invitation, on its list from the first thought of it until the reply.</summary>
internal sealed class Invitation : IAggregate
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public TenantId TenantId { get; private set; }
    public Guid ConferenceId { get; init; }

    /// <summary>The registration that it was generated from; null for a free entry.</summary>
    public Guid? RegistrationId { get; init; }
    /// <summary>The business of the directory that it was made for.</summary>
    public Guid? BusinessId { get; init; }
    public InviteeKind Kind { get; init; }

    /// <summary>An organisation or an office; of a business its name.</summary>
    [NotInHistory]
    public string Name { get; init; } = "";

    /// <summary>Whom it addresses, such as "Giám đốc"; may be empty.</summary>
    [NotInHistory]
    public string Addressee { get; init; } = "";
    public DateOnly? SentOn { get; private set; }

    /// <summary>The issued paper under whose number it went out; null before, and of those sent before papers were kept.</summary>
    public Guid? PaperId { get; private set; }
    public InvitationReply Reply { get; private set; }

    public void Send(DateOnly on, Guid? paper = null)
    {
        if (SentOn is not null) return;
        (SentOn, PaperId) = (on, paper);
    }

    public void Take(InvitationReply reply) => Reply = reply;
}

internal sealed class InvitationConfiguration : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> invitation)
    {
        invitation.ToTable("invitations");
        invitation.Property(i => i.Id).ValueGeneratedNever();
        invitation.Property(i => i.Name).HasMaxLength(300);
        invitation.Property(i => i.Addressee).HasMaxLength(200);
        invitation.HasIndex(i => new { i.TenantId, i.ConferenceId, i.RegistrationId }).IsUnique();
        invitation.HasIndex(i => new { i.TenantId, i.ConferenceId, i.BusinessId }).IsUnique();
    }
}

/// <summary>The list of who is invited: generated from registrations, added to by hand, marked when sent and answered.</summary>
internal sealed class Invite(PlanningDb db, ConferenceNews news, PlanningPapers papers, CurrentTenant tenant, LegalClock clock)
{
    public sealed record Request(
        [Required] InviteeKind? Kind, [Required, StringLength(300)] string Name, [StringLength(200)] string? Addressee);

    public async Task<Invitation?> Add(Guid id, Request request, CancellationToken cancellationToken)
    {
        if (!await db.Conferences.AnyAsync(c => c.Id == id, cancellationToken)) return null;
        var invitation = new Invitation { ConferenceId = id, Kind = request.Kind!.Value, Name = request.Name.Trim(), Addressee = request.Addressee?.Trim() ?? "" };
        db.Invitations.Add(invitation);
        await Save(id, cancellationToken);
        return invitation;
    }

    /// <returns>How many were added: registrations that had no invitation yet. Repeatable.</returns>
    public async Task<int> FromRegistrations(Guid id, CancellationToken cancellationToken)
    {
        var missing = await db.Registrations.AsNoTracking()
            .Where(r => r.ConferenceId == id && r.CancelledOn == null && !db.Set<Invitation>().Any(i => i.ConferenceId == id && (i.RegistrationId == r.Id || (r.TaxCode != null && db.Businesses.Any(b => b.Id == i.BusinessId && b.TaxCode == r.TaxCode))))).OrderBy(r => r.Id).ToListAsync(cancellationToken);
        db.Invitations.AddRange(missing.Select(r => new Invitation
        {
            ConferenceId = id, RegistrationId = r.Id, Kind = r.Kind == UnitKind.Association ? InviteeKind.Association : InviteeKind.Business, Name = r.Name,
            Addressee = $"{r.RepresentativeTitle} {r.Representative}".Trim(),
        }));
        await Save(id, cancellationToken);
        return missing.Count;
    }

    /// <summary>Adds businesses of the directory. Those on the list already, or registered under the same tax code and on it through that, are not added again.</summary>
    /// <returns>How many were added. Repeatable.</returns>
    public async Task<int> FromDirectory(Guid id, IQueryable<Business> businesses, CancellationToken cancellationToken)
    {
        if (!await db.Conferences.AnyAsync(c => c.Id == id, cancellationToken)) return 0;
        var missing = await businesses.Where(b => !db.Invitations.Any(i => i.ConferenceId == id && (i.BusinessId == b.Id || (b.TaxCode != null
            && db.Registrations.Any(r => r.Id == i.RegistrationId && r.TaxCode == b.TaxCode))))).ToListAsync(cancellationToken);
        db.Invitations.AddRange(missing.Select(b => new Invitation
        {
            ConferenceId = id, BusinessId = b.Id, Kind = InviteeKind.Business, Name = b.Name, Addressee = $"{b.RepresentativeTitle} {b.Representative}".Trim(),
        }));
        await db.SaveChangesAsync(cancellationToken);
        return missing.Count;
    }

    /// <param name="Number">One for all that are sent now; given by the office's own document system, empty: the next one of the series.</param>
    public sealed record SendRequest([StringLength(40)] string? Number = null, [StringLength(200)] string? Signer = null, [StringLength(200)] string? SignerTitle = null);

    /// <summary>Issues the invitation and marks everybody who was not sent one yet; nothing is issued when there is nobody.</summary>
    /// <returns>How many were sent, and under which number.</returns>
    public async Task<(int Count, string Number)> SendAll(Guid id, SendRequest request, CancellationToken cancellationToken)
    {
        if (await db.Conferences.FindAsync([id], cancellationToken) is not { } conference) return (0, "");
        if (!await db.Invitations.AnyAsync(i => i.ConferenceId == id && i.SentOn == null, cancellationToken)) return (0, "");
        await using var transaction = await papers.Begin(cancellationToken);
        var paperId = Guid.CreateVersion7();
        var signer = await papers.SignerOf(request.Signer, request.SignerTitle, cancellationToken);
        // The number's row is locked from here on: of two officers who press the button at once the second finds nobody left, and gives its number back.
        var number = await papers.Number(PaperKinds.Invitation, request.Number, paperId, clock.Today, cancellationToken);
        var open = await db.Invitations.Where(i => i.ConferenceId == id && i.SentOn == null).OrderBy(i => i.Kind).ThenBy(i => i.Id).ToListAsync(cancellationToken);
        if (open.Count == 0) return (0, "");
        foreach (var invitation in open) invitation.Send(clock.Today, paperId);
        var paper = InvitationPaper.Of(conference, open, await papers.Setting(conference.Year, signer, "", cancellationToken));
        await papers.Issue(id, paperId, paper, number, clock.Today, signer, $"can-bo/hoi-nghi/{id}/giay-moi", cancellationToken);
        if (open.Exists(i => i.RegistrationId is not null))
        {
            var ids = open.Where(i => i.RegistrationId is not null).Select(i => i.RegistrationId!.Value).ToList();
            foreach (var r in await db.Registrations.AsNoTracking().Where(r => ids.Contains(r.Id) && r.CancelledOn == null).OrderBy(r => r.Id).ToListAsync(cancellationToken))
                db.TellRegistrant(r, conference, RegistrantNews.Invited, "", tenant.Slug);
        }
        await news.Save(conference, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (open.Count, number.Text);
    }

    /// <summary>With the duty to send them, which ends and begins anew with the list.</summary>
    private async Task Save(Guid id, CancellationToken cancellationToken)
    {
        if (await db.Conferences.FindAsync([id], cancellationToken) is { } conference) await news.Save(conference, cancellationToken);
        else await db.SaveChangesAsync(cancellationToken);
    }

    public async Task<bool> Reply(Guid id, Guid invitationId, InvitationReply reply, CancellationToken cancellationToken)
    {
        if (await db.Invitations.FirstOrDefaultAsync(i => i.Id == invitationId && i.ConferenceId == id, cancellationToken) is not { } invitation) return false;
        invitation.Take(reply);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    public static void Map(RouteGroupBuilder conferences)
    {
        conferences.MapPost("/{id:guid}/invitations", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader)] async Task<Results<Created<Guid>, NotFound>> (
            Guid id, Request request, Invite invite, CancellationToken cancellationToken) =>
            await invite.Add(id, request, cancellationToken) is { } i ? TypedResults.Created((string?)null, i.Id) : TypedResults.NotFound())
            .WithSummary("Add somebody to the list of invitations");
        conferences.MapPost("/{id:guid}/invitations/from-registrations", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader)] async (
            Guid id, Invite invite, CancellationToken cancellationToken) => TypedResults.Ok(await invite.FromRegistrations(id, cancellationToken)))
            .WithSummary("Add everybody who has registered; says how many were new");
        conferences.MapPost("/{id:guid}/invitations/sent", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader)] async (
            Guid id, SendRequest? request, Invite invite, CancellationToken cancellationToken) => TypedResults.Ok((await invite.SendAll(id, request ?? new(), cancellationToken)).Count))
            .WithSummary("Issue the invitation and mark all as sent today, under one number").ProducesProblem(409);
    }
}
