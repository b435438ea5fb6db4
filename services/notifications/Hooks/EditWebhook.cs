using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Dialogue.Data.Messaging;
using Dialogue.Kernel;
using Dialogue.Notifications.Delivering;
using Dialogue.Notifications.Events;
using Dialogue.Notifications.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dialogue.Notifications.Hooks;

/// <summary>Sets up where the organisation's own system hears of events; a test call says at once whether it does.</summary>
internal sealed class EditWebhook(NotificationsDb db, WebhookSecrets secrets, WebhookChannel channel, CurrentTenant tenant, TimeProvider time, IOptions<MessagesOptions> options)
{
    public sealed class Request
    {
        [Required(ErrorMessage = "Hãy nhập địa chỉ, ví dụ https://hethong.example.vn/dialogue."), StringLength(400, ErrorMessage = "Địa chỉ dài quá 400 ký tự.")]
        public string Url { get; set; } = "";
        public List<string> Events { get; set; } = [];
        public bool Active { get; set; } = true;
    }

    public Task<Webhook?> Read(CancellationToken cancellationToken) => db.Webhooks.AsNoTracking().FirstOrDefaultAsync(cancellationToken);

    /// <returns>The new secret when there was none before: it is shown this once.</returns>
    /// <exception cref="RuleBrokenException">The address is not https, is unknown, or leads inside.</exception>
    public async Task<string?> Save(Request request, CancellationToken cancellationToken)
    {
        var url = request.Url.Trim();
        if (!SafeAddress.IsHttps(url, out var uri)) throw MessageRules.NotHttps();
        if (!options.Value.PrivateWebhooks) await CheckOpen(uri, cancellationToken);
        var hook = await db.Webhooks.FirstOrDefaultAsync(cancellationToken);
        string? secret = null;
        if (hook is null)
        {
            secret = WebhookSecrets.New();
            db.Webhooks.Add(hook = new() { Secret = secrets.Protect(secret) });
        }
        (hook.Url, hook.Active, hook.Events) = (url, request.Active, [.. request.Events.Where(e => EventCatalogue.Find(e) is not null).Distinct().Order(StringComparer.Ordinal)]);
        await db.SaveChangesAsync(cancellationToken);
        return secret;
    }

    /// <summary>The old one ends at once.</summary>
    public async Task<string> NewSecret(CancellationToken cancellationToken)
    {
        var hook = await db.Webhooks.FirstOrDefaultAsync(cancellationToken) ?? throw MessageRules.NoWebhook();
        var secret = WebhookSecrets.New();
        hook.Secret = secrets.Protect(secret);
        await db.SaveChangesAsync(cancellationToken);
        return secret;
    }

    public async Task Remove(CancellationToken cancellationToken)
    {
        if (await db.Webhooks.FirstOrDefaultAsync(cancellationToken) is not { } hook) return;
        db.Webhooks.Remove(hook);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Calls it now with the event <c>test</c>; nothing of it is kept.</summary>
    /// <returns>What became of it.</returns>
    public async Task<Outcome> Test(CancellationToken cancellationToken)
    {
        var hook = await db.Webhooks.AsNoTracking().FirstOrDefaultAsync(cancellationToken) ?? throw MessageRules.NoWebhook();
        if (!hook.Active) return new Outcome.Never("Webhook đang tắt. Hãy bật rồi thử lại.");
        var now = time.GetUtcNow();
        var body = JsonSerializer.Serialize(new { id = Guid.CreateVersion7(), @event = "test", at = now, organisation = tenant.Slug, link = options.Value.Site + $"/{tenant.Slug}/can-bo/webhook", values = new { } }, MessageDirectory.Json);
        var call = new Delivery { TenantId = tenant.Id, Event = "test", Channel = MessageChannel.Webhook, Address = hook.Url, Body = body };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(options.Value.SendSeconds));
        return await channel.Send(call, new(tenant.Slug, tenant.Name, hook.Secret), limit.Token);
    }

    private static async Task CheckOpen(Uri uri, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = IPAddress.TryParse(uri.DnsSafeHost, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(uri.DnsSafeHost, cancellationToken);
            if (!Array.TrueForAll(addresses, SafeAddress.IsOpen)) throw MessageRules.PrivateAddress();
        }
        catch (SocketException)
        {
            throw MessageRules.UnknownHost();
        }
    }
}
