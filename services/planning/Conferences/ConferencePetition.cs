using Dialogue.Contracts.Petitions;
using Dialogue.Data;
using Dialogue.Kernel;
using Dialogue.Hosting.Bus;
using Dialogue.Web;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Conferences;

/// <summary>This service's copy of a petition for one of its conferences: what the conditions and the minutes need, without personal data.</summary>
internal sealed class ConferencePetition : ITenantOwned
{
    public Guid Id { get; init; }
    public TenantId TenantId { get; private set; }
    public long Version { get; set; }
    public Guid ConferenceId { get; set; }
    public string Code { get; set; } = "";
    public string Title { get; set; } = "";
    public string PublicName { get; set; } = "";
    public string FieldCode { get; set; } = "";
    public string Channel { get; set; } = "";
    public DateOnly ReceivedOn { get; set; }
    public string State { get; set; } = "";
    public string? AnsweredHow { get; set; }

    /// <summary>Counts toward the conditions: received by the cut-off (by the conference day where there is none), and not spoken at the conference.</summary>
    public bool InTimeFor(Conference conference) => Channel != "spoken" && ReceivedOn <= (conference.CutOff?.Due ?? conference.Day);
}

/// <summary>Keeps the copy. A petition that is entered after the decision with an earlier day of receipt marks the decision for review.</summary>
internal sealed class KeepPetitionOfConference(PlanningDb db, ConferenceNews news) : IConsumer<PetitionChanged>
{
    public async Task Consume(ConsumeContext<PetitionChanged> context)
    {
        var (m, cancellationToken) = (context.Message, context.CancellationToken);
        var copy = await db.ConferencePetitions.FindAsync([m.PetitionId], cancellationToken);
        if (copy is not null && copy.Version >= m.Version) return;
        if (m.ConferenceId is not { } conferenceId)
        {
            if (copy is null) return;
            db.ConferencePetitions.Remove(copy); // it was of a conference and is no longer
            await Save(copy.ConferenceId, counts: true);
            return;
        }

        var isNew = copy is null;
        var counts = isNew || copy!.ConferenceId != conferenceId || copy.ReceivedOn != m.ReceivedOn || copy.Channel != m.Channel;
        if (copy is null) db.ConferencePetitions.Add(copy = new() { Id = m.PetitionId });
        (copy.Version, copy.ConferenceId, copy.Code, copy.Title, copy.PublicName, copy.FieldCode) = (m.Version, conferenceId, m.Code, m.Title, m.PublicName, m.FieldCode);
        (copy.Channel, copy.ReceivedOn, copy.State, copy.AnsweredHow) = (m.Channel, m.ReceivedOn, m.State, m.AnsweredHow);

        if (counts && await db.Conferences.FindAsync([conferenceId], cancellationToken) is { DecidedOn: { } decided, OpenedAt: null } conference
            && m.ReceivedOn <= decided && copy.InTimeFor(conference) && conference.State is not ConferenceState.Concluded)
            conference.MarkForReview($"Kiến nghị {m.Code} nhận ngày {Vn.Date(m.ReceivedOn)} được nhập sau khi đã quyết định ngày {Vn.Date(decided)}.");
        await Save(conferenceId, counts);

        async Task Save(Guid id, bool counts)
        {
            if (counts && await db.Conferences.FindAsync([id], cancellationToken) is { } c) await news.Save(c, cancellationToken, duties: c.Review.Length > 0);
            else await db.SaveChangesAsync(cancellationToken);
        }
    }
}
