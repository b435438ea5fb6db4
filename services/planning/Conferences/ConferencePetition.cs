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

/// <summary>Keeps the copies. A petition that is entered after the decision with an earlier day of receipt marks the decision for review.</summary>
internal sealed class KeepPetitionOfConference(PlanningDb db, ConferenceNews news) : IConsumer<Batch<PetitionChanged>>
{
    public async Task Consume(ConsumeContext<Batch<PetitionChanged>> context)
    {
        var cancellationToken = context.CancellationToken;
        var newest = context.Message.Select(m => m.Message).GroupBy(m => m.PetitionId).Select(g => g.MaxBy(m => m.Version)!).ToList();
        var ids = newest.Select(m => m.PetitionId).ToArray();
        var copies = await db.ConferencePetitions.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
        var recounted = new HashSet<Guid>(); // conferences whose conditions may have changed

        foreach (var m in newest)
        {
            var copy = copies.GetValueOrDefault(m.PetitionId);
            if (copy is not null && copy.Version >= m.Version) continue;
            if (m.ConferenceId is not { } conferenceId)
            {
                if (copy is null) continue;
                db.ConferencePetitions.Remove(copy); // it was of a conference and is no longer
                recounted.Add(copy.ConferenceId);
                continue;
            }
            var counts = copy is null || copy.ConferenceId != conferenceId || copy.ReceivedOn != m.ReceivedOn || copy.Channel != m.Channel;
            if (copy is null) db.ConferencePetitions.Add(copy = new() { Id = m.PetitionId });
            (copy.Version, copy.ConferenceId, copy.Code, copy.Title, copy.PublicName, copy.FieldCode) = (m.Version, conferenceId, m.Code, m.Title, m.PublicName, m.FieldCode);
            (copy.Channel, copy.ReceivedOn, copy.State, copy.AnsweredHow) = (m.Channel, m.ReceivedOn, m.State, m.AnsweredHow);
            if (!counts) continue;

            recounted.Add(conferenceId);
            if (await db.Conferences.FindAsync([conferenceId], cancellationToken) is { DecidedOn: { } decided, OpenedAt: null } conference
                && m.ReceivedOn <= decided && copy.InTimeFor(conference) && conference.State is not ConferenceState.Concluded)
                conference.MarkForReview($"Kiến nghị {m.Code} nhận ngày {Vn.Date(m.ReceivedOn)} được nhập sau khi đã quyết định ngày {Vn.Date(decided)}.");
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var id in recounted.Order())
            if (await db.Conferences.FindAsync([id], cancellationToken) is { } c) await news.Save(c, cancellationToken, duties: c.Review.Length > 0);
        await transaction.CommitAsync(cancellationToken);
    }
}
