using System.Security.Cryptography;
using System.Text;
using Dialogue.Identity.Model;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.Connect;

/// <summary>Gives an organisation's own system a token for its client id and secret (client credentials).</summary>
internal sealed class MachineToken(IdentityDb db, Tokens tokens, TimeProvider time)
{
    public async Task<IResult> Handle(HttpContext http, IFormCollection form)
    {
        var (id, secret, byHeader) = Credentials(http.Request, form);
        var hash = Secret.Hash(secret);
        var client = await db.MachineClients.FirstOrDefaultAsync(c => c.ClientId == id && c.RevokedAt == null, http.RequestAborted);
        var valid = client is null ? [] : await db.MachineSecrets.Where(s => s.MachineClientId == client.Id && s.EndedAt == null).Select(s => s.Hash).ToListAsync(http.RequestAborted);
        var organisation = client is null ? null : await db.OwnedOrganisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == client.OrganisationId && o.Active, http.RequestAborted);
        if (client is null || organisation is null || !valid.Exists(v => CryptographicOperations.FixedTimeEquals(v, hash)))
        {
            if (byHeader) http.Response.Headers.WWWAuthenticate = "Basic realm=\"token\"";
            return Results.Json(new { error = "invalid_client", error_description = "Unknown client, or the secret is wrong." }, statusCode: StatusCodes.Status401Unauthorized);
        }

        // What the organisation may no longer do, its systems may not either.
        var allowed = client.Scopes.Intersect(Scope.Of(organisation.Capabilities)).ToList();
        var asked = form["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        if (asked.Except(allowed).Any() || allowed.Count == 0)
            return Results.Json(new { error = "invalid_scope", error_description = $"This client may ask for: {string.Join(' ', allowed)}." }, statusCode: StatusCodes.Status400BadRequest);
        var given = asked.Count > 0 ? asked : allowed;
        var now = time.GetUtcNow();
        await db.MachineClients.Where(c => c.Id == client.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.LastUsedAt, now), http.RequestAborted);
        return Results.Json(new Dictionary<string, object>
        {
            ["access_token"] = await tokens.Access(client, given, http.RequestAborted), ["token_type"] = "Bearer", ["expires_in"] = (int)tokens.AccessLifetime.TotalSeconds,
            ["scope"] = string.Join(' ', given),
        });
    }

    /// <summary>From the header (client_secret_basic; both parts are form-encoded, as RFC 6749 has it) or from the form (client_secret_post).</summary>
    private static (string Id, string Secret, bool ByHeader) Credentials(HttpRequest request, IFormCollection form)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return (form["client_id"].ToString(), form["client_secret"].ToString(), false);
        var bytes = new byte[header.Length];
        var parts = Convert.TryFromBase64String(header[6..].Trim(), bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) : [];
        return parts is [var id, var secret] ? (Decoded(id), Decoded(secret), true) : ("", "", true);
    }

    private static string Decoded(string value) => Uri.UnescapeDataString(value.Replace('+', ' '));
}
