using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Identity.Model;

/// <summary>One person signed in in one browser, as their list of sessions shows it. Every grant given there belongs to it and ends with it.</summary>
public sealed class BrowserSession
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid UserId { get; init; }

    /// <summary>Browser and system in words, such as "Chrome trên Windows".</summary>
    public string Device { get; init; } = "";

    /// <summary>Key of the outside provider that said who it is; null after a password.</summary>
    public string? Provider { get; init; }
    public DateTimeOffset SignedInAt { get; init; }

    /// <summary>When tokens were last given: while somebody works, every few minutes.</summary>
    public DateTimeOffset LastSeenAt { get; set; }
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>A person's account at an outside provider. Whoever proves to be that account there is this person here.</summary>
public sealed class OutsideAccount
{
    public string Issuer { get; init; } = "";
    public string Subject { get; init; } = "";
    public Guid UserId { get; init; }

    /// <summary>What the provider calls it, for showing: an e-mail address or a name.</summary>
    public string Label { get; init; } = "";
    public DateTimeOffset LinkedAt { get; init; }
}

internal sealed class BrowserSessionConfiguration : IEntityTypeConfiguration<BrowserSession>, IEntityTypeConfiguration<OutsideAccount>
{
    public void Configure(EntityTypeBuilder<BrowserSession> session)
    {
        session.ToTable("browser_sessions");
        session.Property(s => s.Id).ValueGeneratedNever();
        session.Property(s => s.Device).HasMaxLength(80);
        session.Property(s => s.Provider).HasMaxLength(40);
        session.HasIndex(s => s.UserId);
        session.HasIndex(s => s.ExpiresAt);
        session.HasOne<User>().WithMany().HasForeignKey(s => s.UserId);
    }

    public void Configure(EntityTypeBuilder<OutsideAccount> account)
    {
        account.ToTable("outside_accounts");
        account.HasKey(a => new { a.Issuer, a.Subject });
        account.Property(a => a.Issuer).HasMaxLength(300);
        account.Property(a => a.Subject).HasMaxLength(300);
        account.Property(a => a.Label).HasMaxLength(200);
        account.HasIndex(a => a.UserId);
        account.HasOne<User>().WithMany().HasForeignKey(a => a.UserId);
    }
}
