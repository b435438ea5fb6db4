using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Identity.Model;

/// <summary>
/// One sign-in of one person through one client: the code it began with and every refresh token that follows from it. When any of them is used
/// twice, somebody has a copy, and the whole family ends.
/// </summary>
public sealed class Grant
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid UserId { get; init; }
    public string ClientId { get; init; } = "";

    /// <summary>The browser at whose sign-in page this began.</summary>
    public Guid? BrowserSessionId { get; set; }

    /// <summary>The user's security stamp at that time: a new password ends every older grant.</summary>
    public string SecurityStamp { get; set; } = "";
    public DateTimeOffset SignedInAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }

    // The authorization code. Kept after its use, so that a second use is recognised.
    public byte[] CodeHash { get; init; } = [];
    public DateTimeOffset CodeExpiresAt { get; init; }
    public DateTimeOffset? CodeUsedAt { get; set; }
    public string RedirectUri { get; init; } = "";
    public string CodeChallenge { get; init; } = "";
    public string Nonce { get; init; } = "";
}

public sealed class RefreshToken
{
    public byte[] Hash { get; init; } = [];
    public Guid GrantId { get; init; }
    public DateTimeOffset IssuedAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>A key that signs tokens. The private half is encrypted by data protection; the public half is what <c>/.well-known/jwks</c> shows.</summary>
public sealed class SigningKey
{
    public string Id { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Published before it signs, so that everybody who checks tokens knows it by then. Null on the first keys of old installations: at once.</summary>
    public DateTimeOffset? SignsFrom { get; init; }

    /// <summary>Set when somebody else may have it: neither signs nor is believed from then on.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    public string ProtectedKey { get; init; } = "";
}

/// <summary>Codes and refresh tokens: 256 random bits, of which only the hash is kept.</summary>
internal static class Secret
{
    public static string New() => Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

internal sealed class GrantConfiguration : IEntityTypeConfiguration<Grant>, IEntityTypeConfiguration<RefreshToken>, IEntityTypeConfiguration<SigningKey>
{
    public void Configure(EntityTypeBuilder<Grant> grant)
    {
        grant.ToTable("grants");
        grant.Property(g => g.ClientId).HasMaxLength(80);
        grant.Property(g => g.SecurityStamp).HasMaxLength(80);
        grant.Property(g => g.RedirectUri).HasMaxLength(500);
        grant.Property(g => g.CodeChallenge).HasMaxLength(128);
        grant.Property(g => g.Nonce).HasMaxLength(200);
        grant.HasIndex(g => g.CodeHash).IsUnique();
        grant.HasIndex(g => g.UserId);
        grant.HasIndex(g => g.ExpiresAt);
        grant.HasIndex(g => g.RevokedAt);
        grant.HasOne<User>().WithMany().HasForeignKey(g => g.UserId);
        grant.HasOne<BrowserSession>().WithMany().HasForeignKey(g => g.BrowserSessionId).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<RefreshToken> token)
    {
        token.ToTable("refresh_tokens");
        token.HasKey(t => t.Hash);
        token.HasOne<Grant>().WithMany().HasForeignKey(t => t.GrantId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<SigningKey> key)
    {
        key.ToTable("signing_keys");
        key.Property(k => k.Id).HasMaxLength(80);
    }
}
