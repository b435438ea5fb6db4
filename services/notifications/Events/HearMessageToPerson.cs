using Dialogue.Contracts.Notifications;
using MassTransit;

namespace Dialogue.Notifications.Events;

/// <summary>Another service has something to say to a petitioner or a registrant. Told twice, it is written down once.</summary>
internal sealed class HearMessageToPerson(Tell tell) : IConsumer<MessageToPerson>
{
    public async Task Consume(ConsumeContext<MessageToPerson> context)
    {
        var message = context.Message;
        var kind = EventCatalogue.Find(message.Event) ?? throw new InvalidOperationException($"No event is named {message.Event}.");
        await tell.Person(kind, $"message/{message.MessageId}", message.Email, message.Phone, new(message.Values), message.Link, context.CancellationToken);
    }
}
