using Dialogue.Kernel;
using Dialogue.Notifications.Model;

namespace Dialogue.Notifications.Delivering;

/// <summary>Who sends, as the recipient sees it.</summary>
/// <param name="Secret">Of the organisation's webhook, protected; null when it has none that is on.</param>
internal sealed record Sender(string Slug, string Name, string? Secret = null);

/// <summary>What became of one attempt.</summary>
internal abstract record Outcome
{
    /// <summary>The other side has it.</summary>
    public sealed record Taken : Outcome;

    /// <summary>Not now; again later.</summary>
    /// <param name="Why">For the administrator; without the address.</param>
    public sealed record Later(string Why) : Outcome;

    /// <summary>There is no such address: never again.</summary>
    public sealed record Refused(string Why) : Outcome;

    /// <summary>It cannot be sent at all, whoever is to get it.</summary>
    public sealed record Never(string Why) : Outcome;
}

/// <summary>One way out of the installation. Singleton; called from several lanes at once.</summary>
internal interface IMessageChannel
{
    MessageChannel Channel { get; }

    /// <summary>Returns when the other side has taken the message, or has said no; within the limit of the token.</summary>
    Task<Outcome> Send(Delivery delivery, Sender sender, CancellationToken cancellationToken);
}

/// <summary>The ways out that this installation has.</summary>
internal sealed class Channels(IEnumerable<IMessageChannel> channels)
{
    private readonly Dictionary<MessageChannel, IMessageChannel> all = channels.ToDictionary(c => c.Channel);

    public bool Has(MessageChannel channel) => all.ContainsKey(channel);

    public IMessageChannel? Find(MessageChannel channel) => all.GetValueOrDefault(channel);

    public static string NotSetUp(MessageChannel channel) => channel switch
    {
        MessageChannel.Email => "Hệ thống chưa được cấu hình máy chủ thư.",
        _ => $"Hệ thống chưa được nối với nhà cung cấp {channel.Name()}.",
    };
}
