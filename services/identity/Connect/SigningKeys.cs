using System.Security.Cryptography;
using Dialogue.Identity.Model;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Dialogue.Identity.Connect;

/// <summary>The ES256 keys of this issuer, in PostgreSQL and so the same for all replicas. The newest signs; older ones are published until what they signed has expired.</summary>
internal sealed class SigningKeys(IServiceScopeFactory scopes, IDataProtectionProvider protection, TimeProvider time)
{
    private static readonly TimeSpan SignsFor = TimeSpan.FromDays(90), PublishedFor = TimeSpan.FromDays(97), ReadEvery = TimeSpan.FromMinutes(5);
    private readonly IDataProtector protector = protection.CreateProtector("identity.signing-keys");
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Ring? ring;

    public async ValueTask<SigningCredentials> Current(CancellationToken cancellationToken) =>
        new((await Read(cancellationToken)).Keys[0], SecurityAlgorithms.EcdsaSha256) { CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = true } };

    public async ValueTask<IReadOnlyList<ECDsaSecurityKey>> Published(CancellationToken cancellationToken) => (await Read(cancellationToken)).Keys;

    private async ValueTask<Ring> Read(CancellationToken cancellationToken)
    {
        if (ring is { } read && time.GetUtcNow() - read.ReadAt < ReadEvery) return read;
        await gate.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (ring is { } meanwhile && now - meanwhile.ReadAt < ReadEvery) return meanwhile;
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
            var stored = await Stored(db, now, cancellationToken);
            if (stored.Count == 0 || now - stored[0].CreatedAt > SignsFor)
            {
                await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
                await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(823462)", cancellationToken); // one new key, however many replicas start at once
                stored = await Stored(db, now, cancellationToken);
                if (stored.Count == 0 || now - stored[0].CreatedAt > SignsFor)
                {
                    db.SigningKeys.Add(Create(now));
                    await db.SaveChangesAsync(cancellationToken);
                    stored = await Stored(db, now, cancellationToken);
                }
                await transaction.CommitAsync(cancellationToken);
            }
            return ring = new([.. stored.Select(Open)], now);
        }
        finally
        {
            gate.Release();
        }
    }

    private static Task<List<SigningKey>> Stored(IdentityDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var oldest = now - PublishedFor;
        return db.SigningKeys.AsNoTracking().Where(k => k.CreatedAt > oldest).OrderByDescending(k => k.CreatedAt).ToListAsync(cancellationToken);
    }

    private SigningKey Create(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new() { Id = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(12)), CreatedAt = now, ProtectedKey = protector.Protect(Convert.ToBase64String(key.ExportPkcs8PrivateKey())) };
    }

    private ECDsaSecurityKey Open(SigningKey stored)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(protector.Unprotect(stored.ProtectedKey)), out _);
        return new(key) { KeyId = stored.Id };
    }

    private sealed record Ring(IReadOnlyList<ECDsaSecurityKey> Keys, DateTimeOffset ReadAt);
}
