using System.Security.Cryptography;
using System.Text.Json;
using Dialogue.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Dialogue.Gateway;

/// <summary>
/// A form whose session had ended when it was sent waits here until its sender has signed in again, an hour at most, and is given back once, to
/// the same browser and the same person.
/// </summary>
internal sealed class ParkedForms(Databases databases, IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>Parameter of the address that asks for the form.</summary>
    public const string Parameter = "phuc-hoi";

    /// <summary>Largest form that is kept, in bytes.</summary>
    public const int Most = 1024 * 1024;

    private const string Cookie = "dialogue.parked";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private readonly IDataProtector forms = protection.CreateProtector("gateway.parked-form");
    private readonly ITimeLimitedDataProtector cookies = protection.CreateProtector("gateway.parked-cookie").ToTimeLimitedDataProtector();

    public sealed record Form(Guid UserId, string Path, string ContentType, byte[] Body);

    /// <returns>The address where the form is shown again.</returns>
    public async Task<string> Park(HttpContext http, Form form)
    {
        var id = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(16));
        await using var insert = databases.App.CreateCommand("insert into gateway.parked_forms (id, data, expires_at) values ($1, $2, $3)");
        insert.Parameters.Add(new() { Value = id });
        insert.Parameters.Add(new() { Value = forms.Protect(JsonSerializer.Serialize(form)) });
        insert.Parameters.Add(new() { Value = (time.GetUtcNow() + Lifetime).UtcDateTime });
        await insert.ExecuteNonQueryAsync(http.RequestAborted);
        http.Response.Cookies.Append(Cookie, cookies.Protect(id, Lifetime), CookieOptions(http));
        return QueryHelpers.AddQueryString(http.Request.Path + http.Request.QueryString, Parameter, id);
    }

    /// <summary>Null when it is not this browser's, not this person's, not of this address, or no longer there.</summary>
    public async Task<Form?> Take(HttpContext http, string id, Guid userId)
    {
        if (http.Request.Cookies[Cookie] is not { } cookie) return null;
        try { if (cookies.Unprotect(cookie) != id) return null; }
        catch (CryptographicException) { return null; }

        http.Response.Cookies.Delete(Cookie, CookieOptions(http));
        await using var take = databases.App.CreateCommand("delete from gateway.parked_forms where id = $1 and expires_at > $2 returning data");
        take.Parameters.Add(new() { Value = id });
        take.Parameters.Add(new() { Value = time.GetUtcNow().UtcDateTime });
        if (await take.ExecuteScalarAsync(http.RequestAborted) is not string data) return null;
        var form = JsonSerializer.Deserialize<Form>(forms.Unprotect(data))!;
        return form.UserId == userId && form.Path == http.Request.Path ? form : null;
    }

    private static CookieOptions CookieOptions(HttpContext http) => Sessions.Options(http);
}
