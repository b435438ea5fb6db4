using Dialogue.Data;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Notifications.Model;

/// <summary>What became of a message.</summary>
public enum DeliveryState
{
    /// <summary>Goes out at its time, or is tried again then.</summary>
    Waiting,

    /// <summary>Waits for the digest of the next working morning.</summary>
    Gathering,

    /// <summary>Went out as a part of a digest.</summary>
    Gathered,

    /// <summary>The other side has taken it.</summary>
    Sent,

    /// <summary>Given up after the last attempt.</summary>
    Failed,

    /// <summary>The other side says that there is no such address.</summary>
    Bounced,

    /// <summary>Not sent, and why stands beside it.</summary>
    Suppressed,
}

public static class DeliveryStates
{
    public static string Name(this DeliveryState state) => state switch
    {
        DeliveryState.Waiting => "Chờ gửi",
        DeliveryState.Gathering => "Chờ bản tin sáng",
        DeliveryState.Gathered => "Đã gộp vào bản tin",
        DeliveryState.Sent => "Đã gửi",
        DeliveryState.Failed => "Không gửi được",
        DeliveryState.Bounced => "Địa chỉ bị từ chối",
        _ => "Không gửi",
    };

    public static string Tone(this DeliveryState state) => state switch
    {
        DeliveryState.Sent or DeliveryState.Gathered => "ok",
        DeliveryState.Failed or DeliveryState.Bounced => "bad",
        DeliveryState.Suppressed => "plain",
        _ => "calm",
    };
}

/// <summary>One message to one recipient by one channel, from the moment it is known until the other side has it. Its id is its Message-ID, whatever the number of attempts.</summary>
public sealed class Delivery : ITenantOwned
{
    /// <summary>Tries before it is given up: the last is about two days after the first.</summary>
    public const int MostAttempts = 10;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public TenantId TenantId { get; init; }
    public string Event { get; init; } = "";
    public MessageChannel Channel { get; init; }

    /// <summary>Who, in a form that stays: a member's id, a hash of an outside address, <c>webhook</c>. Once per event, channel, recipient and <see cref="Key"/>.</summary>
    public string Recipient { get; init; } = "";

    /// <summary>What it is about: the duty with its due date, the note, the message.</summary>
    public string Key { get; init; } = "";

    /// <summary>The member, when it is one.</summary>
    public Guid? UserId { get; init; }

    /// <summary>E-mail address, phone number or web address.</summary>
    public string Address { get; set; } = "";
    public string Subject { get; init; } = "";
    public string Body { get; init; } = "";

    /// <summary>Path of the page it is about; begins with a slash.</summary>
    public string Link { get; init; } = "";

    /// <summary>Version of the organisation's own text, 0 for the standard one.</summary>
    public int TextVersion { get; init; }

    /// <summary>The duty it reminds of: done meanwhile, nobody is reminded.</summary>
    public Guid? DutyId { get; init; }

    /// <summary>The digest in which it went out.</summary>
    public Guid? DigestId { get; init; }
    public DeliveryState State { get; set; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not before then; of a failed one its next attempt.</summary>
    public DateTimeOffset NotBefore { get; set; }
    public DateTimeOffset? SentAt { get; set; }
    public int Attempts { get; set; }

    /// <summary>Why it was not sent, in words for the administrator; never with the address.</summary>
    public string Error { get; set; } = "";

    /// <summary>"t•••@gmail.com", "09•• ••• 218", or the host of a web address.</summary>
    public string Masked => Channel switch
    {
        MessageChannel.Email => Vn.MaskEmail(Address),
        MessageChannel.Webhook => Uri.TryCreate(Address, UriKind.Absolute, out var uri) ? uri.Host : "",
        _ => Vn.MaskPhone(Address),
    };

    public void Suppress(string why) => (State, Error) = (DeliveryState.Suppressed, why);

    /// <summary>It was claimed, and then there was no need or no way to send it.</summary>
    public void NotTried(string why)
    {
        Attempts--;
        SentAt = null;
        Suppress(why);
    }

    public void Bounce(string why) => (State, SentAt, Error) = (DeliveryState.Bounced, null, why);

    /// <summary>Again after 30 s, 2 min, 8 min … at most 12 h; given up after <see cref="MostAttempts"/>.</summary>
    public void Missed(string why, DateTimeOffset now)
    {
        (State, SentAt, Error) = (DeliveryState.Waiting, null, why);
        if (Attempts >= MostAttempts) State = DeliveryState.Failed;
        else NotBefore = now + Pause(Attempts);
    }

    /// <summary>By hand: from the beginning, with the address as it now is.</summary>
    public void Again(string address, DateTimeOffset now)
    {
        (State, Address, NotBefore, Attempts, Error) = (DeliveryState.Waiting, address, now, 0, "");
    }

    internal static TimeSpan Pause(int attempts)
    {
        var pause = TimeSpan.FromSeconds(30 * Math.Pow(4, attempts - 1));
        return pause < TimeSpan.FromHours(12) ? pause : TimeSpan.FromHours(12);
    }
}

/// <summary>An address that a server has refused for good. It is not tried again; another address, or an administrator, is a new beginning.</summary>
public sealed class BadAddress : ITenantOwned
{
    public TenantId TenantId { get; private set; }

    /// <summary>In small letters.</summary>
    public string Address { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public string Reason { get; init; } = "";
}

internal sealed class DeliveryConfiguration : IEntityTypeConfiguration<Delivery>, IEntityTypeConfiguration<BadAddress>
{
    public void Configure(EntityTypeBuilder<Delivery> delivery)
    {
        delivery.ToTable("deliveries");
        delivery.Property(d => d.Event).HasMaxLength(60);
        delivery.Property(d => d.Channel).HasMaxLength(20);
        delivery.Property(d => d.State).HasMaxLength(20);
        delivery.Property(d => d.Recipient).HasMaxLength(80);
        delivery.Property(d => d.Key).HasMaxLength(160);
        delivery.Property(d => d.Address).HasMaxLength(400);
        delivery.Property(d => d.Subject).HasMaxLength(600);
        delivery.Property(d => d.Link).HasMaxLength(400);
        delivery.Property(d => d.Error).HasMaxLength(500);
        delivery.Ignore(d => d.Masked);
        delivery.HasIndex(d => new { d.TenantId, d.Event, d.Channel, d.Recipient, d.Key }).IsUnique(); // never told twice
        delivery.HasIndex(d => new { d.State, d.TenantId, d.NotBefore }).HasFilter("state in ('Waiting', 'Gathering')"); // what has work to be done
        delivery.HasIndex(d => new { d.TenantId, d.Id });
    }

    public void Configure(EntityTypeBuilder<BadAddress> bad)
    {
        bad.ToTable("bad_addresses");
        bad.HasKey(b => new { b.TenantId, b.Address });
        bad.Property(b => b.Address).HasMaxLength(400);
        bad.Property(b => b.Reason).HasMaxLength(500);
    }
}
