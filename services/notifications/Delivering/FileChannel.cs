using System.Text;
using Dialogue.Notifications.Model;

namespace Dialogue.Notifications.Delivering;

/// <summary>
/// Puts messages into files, a folder per organisation and channel: for demonstrations, and until the city names a provider. The file is called by
/// the message's id, so that a message sent twice is there once.
/// </summary>
internal sealed class FileChannel(MessageChannel channel, string folder) : IMessageChannel
{
    public MessageChannel Channel => channel;

    public async Task<Outcome> Send(Delivery delivery, Sender sender, CancellationToken cancellationToken)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder, sender.Slug.Length > 0 ? sender.Slug : delivery.TenantId.ToString(), channel.ToString().ToLowerInvariant()));
        var file = Path.Combine(place.FullName, $"{delivery.Id:N}.txt");
        var whole = file + ".part";
        try
        {
            await File.WriteAllTextAsync(whole, $"To: {delivery.Address}\nFrom: {sender.Name}\nSubject: {delivery.Subject}\nMessage-Id: {delivery.Id:N}\n\n{delivery.Body}\n", Encoding.UTF8, cancellationToken);
            File.Move(whole, file, overwrite: true);
            return new Outcome.Taken();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Outcome.Later("Không ghi được tệp tin nhắn.");
        }
    }
}
