using System.Buffers.Binary;
using System.Security.Cryptography;
using Dialogue.Contracts.Notifications;
using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Hosting.Duties;

/// <summary>
/// What a person has done vanishes from their work list at once, though the list is a copy that messages bring up to date: each request that
/// ends a duty tells the browser so, in a cookie that only the installation can read and that a few minutes end, and the list leaves out what
/// it knows only in an older version. Once the message has arrived the copy alone counts, so a duty that is opened again is seen again. Singleton.
/// </summary>
public sealed class JustDone(IDataProtectionProvider protection, TimeProvider time)
{
    public const string Cookie = "dialogue.done";

    /// <summary>Longer than any message is on its way while the installation is well.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>The newest are kept; a cookie is sent with every request.</summary>
    private const int Most = 30;

    private const int Head = 16, Entry = 16 + 8 + 8;
    private readonly IDataProtector protector = protection.CreateProtector("Dialogue.JustDone");

    /// <summary>Duties that this person has ended of late, with the version that ended them.</summary>
    public IReadOnlyDictionary<Guid, long> Of(HttpContext http, CurrentUser user) => Read(http, user).ToDictionary(e => e.Duty, e => e.Version);

    /// <summary>Remembers what this request ends, if it succeeds and a person makes it.</summary>
    internal void Listen(HttpContext http)
    {
        var user = http.RequestServices.GetRequiredService<CurrentUser>();
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || user.Id is null || user.IsSystem) return;
        if (http.RequestServices.GetService<DataScope>() is not { } scope) return;
        var ended = new Dictionary<Guid, long>();
        var opened = new HashSet<Guid>();
        scope.Hears = message =>
        {
            if (message is not DutyChanged duty) return;
            if (duty.Done) ended[duty.DutyId] = duty.Version;
            else
            {
                ended.Remove(duty.DutyId);
                opened.Add(duty.DutyId);
            }
        };
        http.Response.OnStarting(() =>
        {
            if ((ended.Count > 0 || opened.Count > 0) && http.Response.StatusCode < 400) Write(http, user, ended, opened);
            return Task.CompletedTask;
        });
    }

    private void Write(HttpContext http, CurrentUser user, Dictionary<Guid, long> ended, HashSet<Guid> opened)
    {
        var known = Read(http, user);
        if (ended.Count == 0 && !known.Exists(e => opened.Contains(e.Duty))) return;
        var until = (time.GetUtcNow() + Life).ToUnixTimeSeconds();
        var all = known.Where(e => !ended.ContainsKey(e.Duty) && !opened.Contains(e.Duty)).Concat(ended.Select(e => (e.Key, e.Value, until))).TakeLast(Most).ToList();
        var bytes = new byte[Head + all.Count * Entry];
        user.Id!.Value.TryWriteBytes(bytes);
        for (var i = 0; i < all.Count; i++)
        {
            var at = bytes.AsSpan(Head + i * Entry, Entry);
            all[i].Item1.TryWriteBytes(at);
            BinaryPrimitives.WriteInt64BigEndian(at[16..], all[i].Item2);
            BinaryPrimitives.WriteInt64BigEndian(at[24..], all[i].Item3);
        }
        http.Response.Cookies.Append(Cookie, WebEncoders.Base64UrlEncode(protector.Protect(bytes)), new()
        {
            Path = "/", MaxAge = Life, HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps || http.Request.Headers["X-Forwarded-Proto"] == "https",
        });
    }

    private List<(Guid Duty, long Version, long Until)> Read(HttpContext http, CurrentUser user)
    {
        if (user.Id is not { } me || http.Request.Cookies[Cookie] is not { Length: > 0 } cookie) return [];
        ReadOnlySpan<byte> bytes;
        try
        {
            bytes = protector.Unprotect(WebEncoders.Base64UrlDecode(cookie));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return []; // not ours, or of keys that are gone
        }
        if (bytes.Length < Head || new Guid(bytes[..16]) != me) return []; // somebody else's, on a computer that several use
        var (now, entries) = (time.GetUtcNow().ToUnixTimeSeconds(), new List<(Guid, long, long)>());
        for (var at = bytes[Head..]; at.Length >= Entry; at = at[Entry..])
            if (BinaryPrimitives.ReadInt64BigEndian(at[24..]) is var until && until > now)
                entries.Add((new(at[..16]), BinaryPrimitives.ReadInt64BigEndian(at[16..]), until));
        return entries;
    }
}
