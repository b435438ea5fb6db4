using System.Collections.Concurrent;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Dialogue.Notifications.Events;
using Dialogue.Notifications.Model;
using Microsoft.Extensions.Options;

namespace Dialogue.Notifications.Delivering;

/// <summary>
/// E-mail by SMTP with STARTTLS: plain text and the same in simple HTML. The Message-ID is the delivery's own, whatever the number of attempts, so that
/// a mailbox can tell a message that came twice. Connections are kept for the next message; one on which anything went wrong is not.
/// </summary>
internal sealed partial class MailChannel(IOptions<MessagesOptions> options, TimeProvider time) : IMessageChannel, IDisposable
{
    /// <summary>Servers close what is silent for long.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(15);
    private readonly ConcurrentBag<(SmtpClient Client, DateTimeOffset At)> free = [];

    public MessageChannel Channel => MessageChannel.Email;

    public async Task<Outcome> Send(Delivery delivery, Sender sender, CancellationToken cancellationToken)
    {
        MailMessage message;
        try
        {
            message = Compose(delivery, sender, options.Value);
        }
        catch (FormatException)
        {
            return new Outcome.Refused("Địa chỉ thư viết không đúng.");
        }
        using (message)
        {
            var client = Take();
            try
            {
                await client.SendMailAsync(message, cancellationToken);
                free.Add((client, time.GetUtcNow()));
                return new Outcome.Taken();
            }
            catch (Exception e) when (e is SmtpException or IOException or OperationCanceledException or InvalidOperationException or System.Security.Authentication.AuthenticationException)
            {
                client.Dispose();
                return Judge(e);
            }
        }
    }

    public void Dispose()
    {
        while (free.TryTake(out var one)) one.Client.Dispose();
    }

    /// <summary>A recipient refused with 5xx is no address; all else may be otherwise the next time.</summary>
    internal static Outcome Judge(Exception e) => e switch
    {
        SmtpFailedRecipientException { StatusCode: var code } => (int)code is >= 500 and <= 559 && code != SmtpStatusCode.ExceededStorageAllocation
            ? new Outcome.Refused($"Máy chủ thư trả lời {(int)code}: không có địa chỉ này hoặc địa chỉ không nhận thư.")
            : new Outcome.Later($"Máy chủ thư trả lời {(int)code}: tạm thời chưa nhận cho địa chỉ này."),
        OperationCanceledException => new Outcome.Later("Máy chủ thư không trả lời kịp."),
        SmtpException { StatusCode: SmtpStatusCode.GeneralFailure } or IOException => new Outcome.Later("Không nối được với máy chủ thư."),
        SmtpException smtp => new Outcome.Later($"Máy chủ thư trả lời {(int)smtp.StatusCode}."),
        _ => new Outcome.Later("Không lập được kết nối an toàn với máy chủ thư."),
    };

    /// <exception cref="FormatException">The address is none.</exception>
    internal static MailMessage Compose(Delivery delivery, Sender sender, MessagesOptions options)
    {
        var from = new MailAddress(options.SmtpFrom, sender.Name.Length > 0 ? $"{sender.Name} (Dialogue)" : "Dialogue", Encoding.UTF8);
        var message = new MailMessage(from, new MailAddress(delivery.Address))
        {
            Subject = delivery.Subject, SubjectEncoding = Encoding.UTF8, Body = delivery.Body, BodyEncoding = Encoding.UTF8, BodyTransferEncoding = TransferEncoding.Base64,
        };
        message.AlternateViews.Add(new AlternateView(new MemoryStream(Encoding.UTF8.GetBytes(Html(delivery.Subject, delivery.Body))), new ContentType("text/html; charset=utf-8")) { TransferEncoding = TransferEncoding.Base64 });
        message.Headers.Add("Message-ID", $"<{delivery.Id:N}@{from.Host}>");
        message.Headers.Add("Auto-Submitted", "auto-generated"); // RFC 3834: nobody's holiday reply comes back
        // Members choose for themselves; a receipt that somebody has just asked for has nothing to be ended.
        if (delivery.UserId is not null && options.Site.Length > 0) message.Headers.Add("List-Unsubscribe", $"<{options.Site}/{sender.Slug}/can-bo/nhan-tin>");
        return message;
    }

    internal static string Html(string title, string body)
    {
        var html = new StringBuilder($"<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>{HtmlEncoder.Default.Encode(title)}</title></head><body style=\"font-family:sans-serif;line-height:1.5\">");
        foreach (var paragraph in body.Split("\n\n"))
        {
            var lines = paragraph.Split('\n').Select(line => Web().Replace(WebUtility.HtmlEncode(line), m => $"<a href=\"{m.Value}\">{m.Value}</a>"));
            html.Append("<p>").AppendJoin("<br>", lines).Append("</p>");
        }
        return html.Append("</body></html>").ToString();
    }

    private SmtpClient Take()
    {
        while (free.TryTake(out var one))
        {
            if (time.GetUtcNow() - one.At < Idle) return one.Client;
            one.Client.Dispose();
        }
        var o = options.Value;
        return new SmtpClient(o.SmtpHost, o.SmtpPort)
        {
            EnableSsl = o.SmtpTls, UseDefaultCredentials = false, DeliveryFormat = SmtpDeliveryFormat.SevenBit,
            Credentials = o.SmtpUser.Length > 0 ? new NetworkCredential(o.SmtpUser, o.SmtpPassword) : null,
        };
    }

    [GeneratedRegex("https?://[^\\s<>\"']+")]
    private static partial Regex Web();
}
