using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dialogue.Data.Messaging;
using Dialogue.Data.Reference;
using Dialogue.Kernel;
using Dialogue.Notifications.Choosing;
using Dialogue.Notifications.Delivering;
using Dialogue.Notifications.Model;
using Dialogue.Notifications.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dialogue.Notifications.Events;

/// <summary>
/// Writes down what is to be sent to whom, by which channel, in which words and when. Sending is another's work. Repeatable: the database
/// refuses the second delivery of an event to a recipient about the same matter. Runs in the caller's transaction, when there is one.
/// </summary>
internal sealed class Tell(
    NotificationsDb db, EditChoices choices, EditText texts, Channels channels, CalendarSource<NotificationsDb> calendars, CurrentTenant tenant, LegalClock clock,
    TimeProvider time, SendSignal signal, IOptions<MessagesOptions> options)
{
    public const string Webhook = "webhook";

    /// <summary>Members who take this event in their inbox.</summary>
    public async Task<IReadOnlyList<Guid>> WhoTakeInApp(EventKind kind, IReadOnlyList<Guid> users, CancellationToken cancellationToken)
    {
        var found = await choices.Of(users, cancellationToken);
        var defaults = found.GetValueOrDefault(Choices.Organisation);
        return [.. users.Where(u => new Effective(found.GetValueOrDefault(u), defaults).Takes(kind, MessageChannel.InApp))];
    }

    /// <summary>Tells members by the channels outside of their inbox.</summary>
    /// <param name="key">What it is about, at most 160 characters.</param>
    /// <param name="link">Path.</param>
    /// <param name="duty">The duty it reminds of.</param>
    public async Task Members(EventKind kind, string key, IReadOnlyList<Member> members, Dictionary<string, string> values, string link, Guid? duty, CancellationToken cancellationToken)
    {
        var found = await choices.Of([.. members.Select(m => m.UserId)], cancellationToken);
        var defaults = found.GetValueOrDefault(Choices.Organisation);
        var rows = new List<Row>();
        foreach (var member in members)
        {
            var own = new Effective(found.GetValueOrDefault(member.UserId), defaults);
            if (member.Email is { Length: > 0 } email && own.Takes(kind, MessageChannel.Email))
                rows.Add(new(MessageChannel.Email, member.UserId.ToString(), member.UserId, email, own));
        }
        await Write([new(kind, key, rows, values, link, duty)], cancellationToken);
    }

    /// <summary>What somebody outside is told, at the addresses that they gave.</summary>
    public sealed record ToPerson(EventKind Kind, string Key, string? Email, string? Phone, Dictionary<string, string> Values, string Link);

    /// <summary>Tells people outside, by the channels that the organisation has chosen for each event.</summary>
    public async Task Persons(IReadOnlyList<ToPerson> messages, CancellationToken cancellationToken)
    {
        var own = new Effective(null, (await choices.Of([], cancellationToken)).GetValueOrDefault(Choices.Organisation));
        await Write([.. messages.Select(m => new Matter(
            m.Kind, m.Key, [.. m.Kind.Possible.Where(c => own.Takes(m.Kind, c)).Select(c => (Channel: c, Address: (c == MessageChannel.Email ? m.Email : m.Phone)?.Trim() ?? "")).Where(to => to.Address.Length > 0)
                .Select(to => new Row(to.Channel, "person/" + HashOf(to.Address), null, to.Address, own))], m.Values, m.Link, null))], cancellationToken);
    }

    private sealed record Row(MessageChannel Channel, string Recipient, Guid? User, string Address, Effective Choices);

    private sealed record Matter(EventKind Kind, string Key, IReadOnlyList<Row> Rows, Dictionary<string, string> Values, string Link, Guid? Duty);

    /// <summary>All at once: many messages of one organisation cost little more than one.</summary>
    private async Task Write(IReadOnlyList<Matter> matters, CancellationToken cancellationToken)
    {
        var hook = await db.Webhooks.AsNoTracking().FirstOrDefaultAsync(h => h.Active, cancellationToken);
        var told = matters.Where(m => m.Rows.Count > 0 || hook?.Events.Contains(m.Kind.Key) == true).ToList();
        if (told.Count == 0) return;

        var calendar = await calendars.Get(cancellationToken);
        var (now, local) = (time.GetUtcNow(), clock.Now);
        var addresses = told.SelectMany(m => m.Rows).Select(r => r.Address.ToLowerInvariant()).Distinct().ToArray();
        var bad = (await db.BadAddresses.AsNoTracking().Where(b => addresses.Contains(b.Address)).Select(b => b.Address).ToListAsync(cancellationToken)).ToHashSet();
        var words = new Dictionary<string, Words>();
        foreach (var kind in told.Select(m => m.Kind).DistinctBy(k => k.Key)) words[kind.Key] = await texts.Read(kind, cancellationToken);

        var deliveries = new List<Delivery>();
        foreach (var (kind, key, rows, values, link, duty) in told)
        {
            values["don_vi"] = tenant.Name;
            values["duong_dan"] = options.Value.Site + link;
            var (subject, body, line) = words[kind.Key].Fill(values);
            foreach (var row in rows)
            {
                var delivery = new Delivery
                {
                    Event = kind.Key, Channel = row.Channel, Recipient = row.Recipient, Key = key, UserId = row.User, Address = row.Address, Link = link, TextVersion = words[kind.Key].Version, DutyId = duty,
                    Subject = row.Channel == MessageChannel.Email ? subject : kind.Name, Body = row.Channel == MessageChannel.Email ? body : line, CreatedAt = now,
                    NotBefore = kind.Urgent ? now : now + WaitingTime.Of(local, row.Choices.QuietFrom, row.Choices.QuietTo, calendar),
                    State = row.Choices.Digest && !kind.Urgent && row.User is not null ? DeliveryState.Gathering : DeliveryState.Waiting,
                };
                if (!channels.Has(row.Channel)) delivery.Suppress(Channels.NotSetUp(row.Channel));
                else if (bad.Contains(row.Address.ToLowerInvariant())) delivery.Suppress(SendWaiting.KnownBad);
                deliveries.Add(delivery);
            }
            if (hook?.Events.Contains(kind.Key) == true)
                deliveries.Add(new()
                {
                    Event = kind.Key, Channel = MessageChannel.Webhook, Recipient = Webhook, Key = key, Address = hook.Url, Subject = kind.Name, Link = link, CreatedAt = now, NotBefore = now,
                    Body = ForSystems(kind, key, now, link, values),
                });
        }
        await db.Insert(deliveries, cancellationToken);
        signal.Wake();
    }

    /// <summary>What another system is told: the event and its values, without what is personal.</summary>
    private string ForSystems(EventKind kind, string key, DateTimeOffset at, string link, Dictionary<string, string> values) => JsonSerializer.Serialize(new
    {
        id = StableId.Of("webhook", tenant.Id.ToString(), kind.Key, key), @event = kind.Key, at, organisation = tenant.Slug,
        link = kind.Audience == Audience.Registrant ? null : options.Value.Site + link, // a registrant's link is their key
        values = kind.Placeholders.Where(p => !p.Personal && p.Name != "duong_dan" && values.ContainsKey(p.Name)).ToDictionary(p => p.Name, p => values[p.Name]),
    }, MessageDirectory.Json);

    /// <summary>Tells one outside address from another without being one.</summary>
    internal static string HashOf(string address) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.Trim().ToLowerInvariant())))[..40];
}

internal static class DeliveryRows
{
    /// <summary>Adds those that are not there yet.</summary>
    /// <returns>How many were new.</returns>
    public static Task<int> Insert(this NotificationsDb db, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        if (deliveries.Count == 0) return Task.FromResult(0);
        var rows = JsonSerializer.Serialize(deliveries.Select(d => new
        {
            d.Id, tenant = db.Tenant.Value, @event = d.Event, channel = d.Channel.ToString(), d.Recipient, d.Key, user = d.UserId, d.Address, d.Subject, d.Body, d.Link, version = d.TextVersion,
            duty = d.DutyId, state = d.State.ToString(), created = d.CreatedAt, before = d.NotBefore, d.Error,
        }), MessageDirectory.Json);
        return db.Database.ExecuteSqlAsync($"""
            insert into notifications.deliveries (id, tenant_id, event, channel, recipient, key, user_id, address, subject, body, link, text_version, duty_id, state, created_at, not_before, attempts, error)
            select r.id, r.tenant, r.event, r.channel, r.recipient, r.key, r."user", r.address, r.subject, r.body, r.link, r.version, r.duty, r.state, r.created, r.before, 0, r.error
            from jsonb_to_recordset({rows}::jsonb) as r (id uuid, tenant uuid, event text, channel text, recipient text, key text, "user" uuid, address text, subject text, body text, link text,
                version int, duty uuid, state text, created timestamptz, before timestamptz, error text)
            on conflict (tenant_id, event, channel, recipient, key) do nothing
            """, cancellationToken);
    }
}
