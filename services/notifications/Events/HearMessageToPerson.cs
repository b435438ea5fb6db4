using Dialogue.Contracts.Notifications;
using MassTransit;

namespace Dialogue.Notifications.Events;

/// <summary>Other services have something to say to petitioners and registrants. Told twice, it is written down once.</summary>
internal sealed class HearMessageToPerson(Tell tell) : IConsumer<Batch<MessageToPerson>>
{
    public Task Consume(ConsumeContext<Batch<MessageToPerson>> context) => tell.Persons(
        [.. context.Message.Select(m => m.Message).Select(m => new Tell.ToPerson(
            EventCatalogue.Find(m.Event) ?? throw new InvalidOperationException($"No event is named {m.Event}."), $"message/{m.MessageId}", m.Email, m.Phone, new(m.Values), m.Link))], context.CancellationToken);
}
