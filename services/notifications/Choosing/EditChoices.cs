using System.ComponentModel.DataAnnotations;
using Dialogue.Notifications.Events;
using Dialogue.Notifications.Model;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Notifications.Choosing;

/// <summary>What holds for one recipient: their own choice, else the organisation's, else the catalogue's.</summary>
internal sealed record Effective(Choices? Own, Choices? Defaults)
{
    private static readonly Choices Standard = new();
    private Choices Rest => Own ?? Defaults ?? Standard;

    public bool Digest => Rest.Digest;
    public TimeOnly QuietFrom => Rest.QuietFrom;
    public TimeOnly QuietTo => Rest.QuietTo;

    public bool Takes(EventKind kind, MessageChannel channel) =>
        (kind.Obliged && channel == MessageChannel.InApp)
        || (Own?.Channels.GetValueOrDefault(kind.Key) ?? Defaults?.Channels.GetValueOrDefault(kind.Key) ?? kind.Channels).Contains(channel);
}

/// <summary>How a member wants to be told, and how the organisation does it where nobody has chosen.</summary>
internal sealed class EditChoices(NotificationsDb db, TimeProvider time)
{
    public sealed class Request
    {
        /// <summary>"event/channel" of every box that is ticked.</summary>
        public List<string> Ticked { get; set; } = [];
        public bool Digest { get; set; }

        [Required(ErrorMessage = "Hãy nhập giờ, ví dụ 18:00.")]
        public TimeOnly? QuietFrom { get; set; }

        [Required(ErrorMessage = "Hãy nhập giờ, ví dụ 7:00.")]
        public TimeOnly? QuietTo { get; set; }
    }

    /// <summary>The choices of these people and of the organisation, in one query.</summary>
    public async Task<IReadOnlyDictionary<Guid, Choices>> Of(IReadOnlyCollection<Guid> users, CancellationToken cancellationToken)
    {
        Guid[] asked = [Choices.Organisation, .. users];
        return await db.Choices.AsNoTracking().Where(c => asked.Contains(c.UserId)).ToDictionaryAsync(c => c.UserId, cancellationToken);
    }

    public async Task<Effective> Read(Guid user, CancellationToken cancellationToken)
    {
        var found = await Of([user], cancellationToken);
        return new(user == Choices.Organisation ? null : found.GetValueOrDefault(user), found.GetValueOrDefault(Choices.Organisation));
    }

    /// <param name="user">A member, or <see cref="Choices.Organisation"/>.</param>
    /// <param name="kinds">The events that the form showed; others stay as they were.</param>
    public async Task Save(Guid user, IReadOnlyList<EventKind> kinds, Request request, CancellationToken cancellationToken)
    {
        var choices = await db.Choices.FirstOrDefaultAsync(c => c.UserId == user, cancellationToken);
        if (choices is null) db.Choices.Add(choices = new() { UserId = user });
        var ticked = request.Ticked.ToHashSet(StringComparer.Ordinal);
        var channels = new Dictionary<string, MessageChannel[]>(choices.Channels);
        foreach (var kind in kinds) channels[kind.Key] = [.. kind.Possible.Where(c => ticked.Contains($"{kind.Key}/{c}"))];
        choices.Channels = channels;
        (choices.Digest, choices.QuietFrom, choices.QuietTo, choices.At) = (request.Digest, request.QuietFrom!.Value, request.QuietTo!.Value, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The organisation's defaults hold again.</summary>
    public Task Forget(Guid user, CancellationToken cancellationToken) => db.Choices.Where(c => c.UserId == user).ExecuteDeleteAsync(cancellationToken);
}
