using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Dialogue.Hosting.Authentication;

/// <summary>
/// Validates access tokens against the issuer's published keys, and remembers what it validated until it expires. Tokens of a sign-in that was
/// ended, or of a key that was withdrawn, are refused within <see cref="Authority.EndedReadEvery"/>.
/// </summary>
public sealed class AccessTokens : IRemembers, IDisposable
{
    private const int MostRemembered = 20_000;
    private readonly Authority authority;
    private readonly TimeProvider time;
    private readonly HttpClient http;
    private readonly IssuerMetadata issuer;
    private readonly ConcurrentDictionary<string, Known> remembered = new();
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Endings endings = new([], DateTimeOffset.MinValue);

    public AccessTokens(Authority authority, TimeProvider time)
    {
        (this.authority, this.time) = (authority, time);
        http = new(new Replicas(new(service => authority.Services.Of(service)), time, new SocketsHttpHandler { UseProxy = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }))
        {
            Timeout = TimeSpan.FromSeconds(5),
        };
        issuer = new(() => authority.MetadataAddress, new HttpDocumentRetriever(http) { RequireHttps = false }, time);
    }

    public async ValueTask<ClaimsPrincipal?> Validate(string token, CancellationToken cancellationToken)
    {
        var key = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(token)));
        if (!remembered.TryGetValue(key, out var known))
        {
            if (await ValidateNew(token, cancellationToken) is not { } valid) return null;
            if (remembered.Count >= MostRemembered) remembered.Clear();
            remembered[key] = known = valid;
        }
        else if (known.Until <= time.GetUtcNow())
        {
            remembered.TryRemove(key, out _);
            return null;
        }
        var ended = await Ended(cancellationToken);
        return ended.Contains(known.Session) || ended.Contains(known.Key) ? null : known.Principal;
    }

    /// <summary>Forgets every validated token, as when the issuer's keys have changed.</summary>
    public void Forget() => remembered.Clear();

    public void Dispose() => http.Dispose();

    private async Task<Known?> ValidateNew(string token, CancellationToken cancellationToken)
    {
        var result = await Validate(token, await issuer.Get(cancellationToken));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException) result = await Validate(token, await issuer.Again(cancellationToken));
        return result.IsValid
            ? new(new ClaimsPrincipal(result.ClaimsIdentity), result.SecurityToken.ValidTo, result.ClaimsIdentity.FindFirst("sid")?.Value ?? "", ((JsonWebToken)result.SecurityToken).Kid)
            : null;
    }

    private Task<TokenValidationResult> Validate(string token, OpenIdConnectConfiguration metadata) => new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, new TokenValidationParameters
    {
        ValidIssuer = authority.Issuer, ValidAudience = authority.Audience, IssuerSigningKeys = metadata.SigningKeys, ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ValidTypes = ["at+jwt"], NameClaimType = "name", RoleClaimType = "role", ClockSkew = TimeSpan.FromSeconds(30), LifetimeValidator = (notBefore, expires, _, _) =>
            expires is { } end && end > time.GetUtcNow().UtcDateTime && (notBefore is not { } start || start <= time.GetUtcNow().AddSeconds(30).UtcDateTime),
    });

    /// <summary>
    /// Sign-ins and keys that were ended while tokens of them live, as the issuer lists them. One request reads the list again, others go on with the
    /// one there is; so do all when the issuer is away, since nobody can be signed out then either.
    /// </summary>
    private async ValueTask<HashSet<string>> Ended(CancellationToken cancellationToken)
    {
        var age = time.GetUtcNow() - endings.At;
        if (age < authority.EndedReadEvery) return endings.Ended;
        if (age < authority.EndedReadEvery * 3)
        {
            if (!await gate.WaitAsync(0, cancellationToken)) return endings.Ended;
        }
        else await gate.WaitAsync(cancellationToken);
        try
        {
            if (time.GetUtcNow() - endings.At < authority.EndedReadEvery) return endings.Ended;
            var asked = time.GetUtcNow();
            HashSet<string>? read = null;
            try
            {
                // An issuer that publishes no such list is not asked.
                if ((await issuer.Get(cancellationToken)).AdditionalData.TryGetValue("ended_sessions_endpoint", out var address))
                    read = await http.GetFromJsonAsync<HashSet<string>>((string)address, cancellationToken);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested) { /* with what is known */ }
            return (endings = new(read ?? endings.Ended, asked)).Ended;
        }
        finally
        {
            gate.Release();
        }
    }

    private sealed record Known(ClaimsPrincipal Principal, DateTimeOffset Until, string Session, string Key);

    private sealed record Endings(HashSet<string> Ended, DateTimeOffset At);
}
