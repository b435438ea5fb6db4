using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dialogue.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dialogue.Gateway;

/// <param name="IdToken">Kept for signing out.</param>
internal sealed record Session(Guid UserId, string Access, string Refresh, string IdToken, DateTimeOffset AccessUntil, DateTimeOffset Since);

/// <summary>What the browser's cookie says: the key of a session that exists or once did, and whose it was.</summary>
internal sealed record SessionKey(string Key, Guid UserId);

/// <summary>
/// Who is signed in, in PostgreSQL: the cookie holds only a key, and the table only the key's hash and encrypted tokens. Tokens are renewed
/// before they end, one renewal at a time for one session, whatever the number of requests and replicas.
/// </summary>
internal sealed partial class Sessions(Databases databases, Issuer issuer, IDataProtectionProvider protection, TimeProvider time, ILogger<Sessions> logger)
{
    public const string Cookie = "dialogue.session";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1), RenewBefore = TimeSpan.FromSeconds(60), Remember = TimeSpan.FromSeconds(5);
    private const int MostRemembered = 10_000;
    private readonly IDataProtector cookies = protection.CreateProtector("gateway.cookie"), data = protection.CreateProtector("gateway.session");
    private readonly ConcurrentDictionary<string, (Session Session, DateTimeOffset Until)> remembered = new();
    private readonly SemaphoreSlim[] gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Null without a cookie of ours. Proves nothing yet about the session itself.</summary>
    public SessionKey? KeyOf(HttpContext http)
    {
        if (http.Items.TryGetValue(Cookie, out var known)) return known as SessionKey;
        SessionKey? key = null;
        if (http.Request.Cookies[Cookie] is { Length: > 0 and < 1000 } value)
            try
            {
                var parts = cookies.Unprotect(value).Split('|');
                key = new(parts[0], Guid.Parse(parts[1]));
            }
            catch (CryptographicException) { /* not ours, or of keys long gone */ }
        http.Items[Cookie] = key;
        return key;
    }

    public async Task Begin(HttpContext http, Guid userId, Tokens tokens)
    {
        var key = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow();
        await using var insert = databases.App.CreateCommand("insert into gateway.sessions (key_hash, data, expires_at) values ($1, $2, $3)");
        insert.Parameters.Add(new() { Value = Hash(key) });
        insert.Parameters.Add(new() { Value = Write(new(userId, tokens.Access, tokens.Refresh, tokens.Id!, tokens.AccessUntil, now)) });
        insert.Parameters.Add(new() { Value = (now + Lifetime).UtcDateTime });
        await insert.ExecuteNonQueryAsync(http.RequestAborted);
        http.Response.Cookies.Append(Cookie, cookies.Protect($"{key}|{userId}"), Options(http));
    }

    /// <summary>The session with a token that is still good; null when it has ended.</summary>
    public async ValueTask<Session?> Find(string key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (remembered.TryGetValue(key, out var known) && known.Until > now && !IsDue(known.Session, now)) return known.Session;

        var gate = gates[(uint)key.GetHashCode(StringComparison.Ordinal) % (uint)gates.Length];
        await gate.WaitAsync(cancellationToken);
        try
        {
            now = time.GetUtcNow();
            if (remembered.TryGetValue(key, out known) && known.Until > now && !IsDue(known.Session, now)) return known.Session;
            remembered.TryRemove(key, out _);
            var session = await Read(key, cancellationToken);
            if (session is not null && IsDue(session, now)) session = await Renew(key, cancellationToken);
            if (session is null) return null;
            if (remembered.Count >= MostRemembered) remembered.Clear();
            remembered[key] = (session, now + Remember);
            return session;
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task End(HttpContext http)
    {
        if (KeyOf(http) is not { } key) return;
        remembered.TryRemove(key.Key, out _);
        await using var delete = databases.App.CreateCommand("delete from gateway.sessions where key_hash = $1");
        delete.Parameters.Add(new() { Value = Hash(key.Key) });
        await delete.ExecuteNonQueryAsync(http.RequestAborted);
    }

    public static CookieOptions Options(HttpContext http) => new() { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/" };

    private static bool IsDue(Session session, DateTimeOffset now) => session.AccessUntil - now < RenewBefore;

    private async Task<Session?> Read(string key, CancellationToken cancellationToken)
    {
        await using var select = databases.App.CreateCommand("select data from gateway.sessions where key_hash = $1 and expires_at > $2");
        select.Parameters.Add(new() { Value = Hash(key) });
        select.Parameters.Add(new() { Value = time.GetUtcNow().UtcDateTime });
        return Open(await select.ExecuteScalarAsync(cancellationToken) as string);
    }

    /// <summary>Under the row's lock: a refresh token must not be used by two replicas, which would look like theft and end the sign-in.</summary>
    private async Task<Session?> Renew(string key, CancellationToken cancellationToken)
    {
        await using var connection = await databases.App.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var select = new NpgsqlCommand("select data from gateway.sessions where key_hash = $1 for update", connection, transaction);
        select.Parameters.Add(new() { Value = Hash(key) });
        if (Open(await select.ExecuteScalarAsync(cancellationToken) as string) is not { } session) return null;
        if (!IsDue(session, time.GetUtcNow())) return session;

        Tokens? tokens;
        try
        {
            // Not given up when this one request is: what was exchanged must be kept.
            tokens = await issuer.Refresh(session.Refresh, CancellationToken.None);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            LogNotRenewed(e);
            return session;
        }
        await using var change = tokens is null
            ? new NpgsqlCommand("delete from gateway.sessions where key_hash = $1", connection, transaction)
            : new NpgsqlCommand("update gateway.sessions set data = $2 where key_hash = $1", connection, transaction);
        change.Parameters.Add(new() { Value = Hash(key) });
        if (tokens is not null)
        {
            session = session with { Access = tokens.Access, Refresh = tokens.Refresh, AccessUntil = tokens.AccessUntil };
            change.Parameters.Add(new() { Value = Write(session) });
        }
        await change.ExecuteNonQueryAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return tokens is null ? null : session;
    }

    private string Write(Session session) => data.Protect(JsonSerializer.Serialize(session));

    private Session? Open(string? stored)
    {
        try { return stored is null ? null : JsonSerializer.Deserialize<Session>(data.Unprotect(stored)); }
        catch (CryptographicException) { return null; }
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The issuer did not answer; a session goes on with the token it has")]
    private partial void LogNotRenewed(Exception exception);
}
