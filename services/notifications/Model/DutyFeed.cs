using System.Security.Cryptography;
using System.Text;
using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Notifications.Model;

/// <summary>
/// The private link under which a person's calendar reads what they owe at one organisation. Whoever has the link needs no sign-in, so it
/// cannot be guessed, only its hash is stored, and it can be taken back; there is one of each person at most.
/// </summary>
public sealed class DutyFeed : ITenantOwned
{
    public TenantId TenantId { get; private set; }
    public Guid UserId { get; init; }

    /// <summary>SHA-256 of the token, in hex.</summary>
    public string TokenHash { get; private set; } = "";
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>Makes a new link; the one before no longer works.</summary>
    /// <returns>The token: 256 random bits, shown once and never stored.</returns>
    public string Renew(DateTimeOffset now)
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        (TokenHash, MadeAt) = (HashOf(token), now);
        return token;
    }

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

internal sealed class DutyFeedConfiguration : IEntityTypeConfiguration<DutyFeed>
{
    public void Configure(EntityTypeBuilder<DutyFeed> feed)
    {
        feed.ToTable("duty_feeds");
        feed.HasKey(f => new { f.TenantId, f.UserId });
        feed.Property(f => f.TokenHash).HasMaxLength(64);
        feed.HasIndex(f => new { f.TenantId, f.TokenHash }).IsUnique();
    }
}
