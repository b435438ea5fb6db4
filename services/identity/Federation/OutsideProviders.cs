using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dialogue.Hosting.Authentication;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Dialogue.Identity.Federation;

/// <summary>Who somebody is, by the word of a provider.</summary>
/// <param name="Label">Their e-mail address or name there, for showing.</param>
/// <param name="VerifiedEmail">Null unless the provider says that it has verified it.</param>
internal sealed record OutsidePerson(string Issuer, string Subject, string Label, string? VerifiedEmail);

/// <summary>The configured outside providers.</summary>
internal sealed class OutsideProviders(IOptions<IdentitySettings> settings, TimeProvider time) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(10) };
    private IReadOnlyList<OutsideProvider>? all;

    public IReadOnlyList<OutsideProvider> All => all ??= [.. settings.Value.Providers.Select(p => new OutsideProvider(p, http, time))];

    public OutsideProvider? Find(string key) => All.FirstOrDefault(p => p.Key == key);

    public void Dispose() => http.Dispose();
}

/// <summary>One of them: authorization code with PKCE and nonce, and no other way.</summary>
internal sealed class OutsideProvider(OutsideProviderSettings settings, HttpClient http, TimeProvider time)
{
    private readonly IssuerMetadata metadata = new(
        () => settings.Issuer.TrimEnd('/') + "/.well-known/openid-configuration", new HttpDocumentRetriever(http) { RequireHttps = new Uri(settings.Issuer).Scheme == Uri.UriSchemeHttps }, time);

    public string Key => settings.Key;

    public string Name => settings.Name;

    public string Issuer => settings.Issuer;

    public LinkBy LinkBy => settings.LinkBy;

    /// <exception cref="HttpRequestException">It cannot be reached; nor <see cref="IOException"/>.</exception>
    public async Task<string> AuthorizeAddress(string redirectUri, string state, string nonce, string challenge, CancellationToken cancellationToken) =>
        QueryHelpers.AddQueryString((await metadata.Get(cancellationToken)).AuthorizationEndpoint, new Dictionary<string, string?>
        {
            ["client_id"] = settings.ClientId, ["redirect_uri"] = redirectUri, ["response_type"] = "code", ["scope"] = settings.Scopes, ["state"] = state, ["nonce"] = nonce,
            ["code_challenge"] = challenge, ["code_challenge_method"] = "S256",
        });

    /// <summary>Whether an answer comes from this provider (RFC 9207): one that names another was begun there, and its code is not for here.</summary>
    public async Task<bool> Sent(string? issuer, CancellationToken cancellationToken)
    {
        var known = await metadata.Get(cancellationToken);
        return string.IsNullOrEmpty(issuer) ? !known.AuthorizationResponseIssParameterSupported : issuer == known.Issuer;
    }

    /// <returns>Null when the provider refuses the code, or what it says does not hold.</returns>
    public async Task<OutsidePerson?> Redeem(string code, string verifier, string nonce, string redirectUri, CancellationToken cancellationToken)
    {
        var known = await metadata.Get(cancellationToken);
        if (known.Issuer != settings.Issuer) return null;
        using var request = new HttpRequestMessage(HttpMethod.Post, known.TokenEndpoint);
        var form = new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = redirectUri, ["code_verifier"] = verifier };
        if (settings.ClientSecret.Length == 0) form["client_id"] = settings.ClientId;
        else request.Headers.Authorization = new AuthenticationHeaderValue("Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(settings.ClientId)}:{Uri.EscapeDataString(settings.ClientSecret)}")));
        request.Content = new FormUrlEncodedContent(form);
        using var answer = await http.SendAsync(request, cancellationToken);
        if (!answer.IsSuccessStatusCode) return null;
        var tokens = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        if (Text(tokens, "id_token") is not { } idToken) return null;

        var result = await Validate(idToken, known);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException) result = await Validate(idToken, await metadata.Again(cancellationToken));
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token || token.Subject is not { Length: > 0 and <= 300 } subject) return null;
        if (!token.TryGetPayloadValue<string>("nonce", out var said) || said != nonce) return null;
        if (token.TryGetPayloadValue<string>("azp", out var party) ? party != settings.ClientId : token.Audiences.Skip(1).Any()) return null;

        var claims = JsonDocument.Parse(Base64UrlEncoder.Decode(token.EncodedPayload)).RootElement;
        if (Text(claims, "email") is null && known.UserInfoEndpoint is { Length: > 0 } endpoint && Text(tokens, "access_token") is { } access)
        {
            using var asked = new HttpRequestMessage(HttpMethod.Get, endpoint);
            asked.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access);
            using var told = await http.SendAsync(asked, cancellationToken);
            if (told.IsSuccessStatusCode && await told.Content.ReadFromJsonAsync<JsonElement>(cancellationToken) is var info)
            {
                if (Text(info, "sub") != subject) return null; // somebody else's
                claims = info;
            }
        }
        var email = Text(claims, "email");
        return new(known.Issuer, subject, Cut(email ?? Text(claims, "name") ?? Text(claims, "preferred_username") ?? subject), IsTrue(claims, "email_verified") ? email : null);
    }

    private Task<TokenValidationResult> Validate(string idToken, OpenIdConnectConfiguration known) => new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(idToken, new()
    {
        ValidIssuer = settings.Issuer, ValidAudience = settings.ClientId, IssuerSigningKeys = known.SigningKeys, ClockSkew = TimeSpan.FromMinutes(1),
        // Signatures by its published keys; never by a secret that both hold, and never none.
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256],
    });

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static bool IsTrue(JsonElement of, string name) => of.TryGetProperty(name, out var value) && (value.ValueKind == JsonValueKind.True || Text(of, name) == "true");

    private static string Cut(string label) => label.Length <= 200 ? label : label[..200];
}
