using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Dialogue.Hosting;
using Dialogue.Hosting.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Dialogue.Gateway;

/// <summary>The gateway's talk with identity behind the scenes: codes and refresh tokens for tokens.</summary>
internal sealed class Issuer(GatewayOptions options, TimeProvider time) : IDisposable
{
    public const string ClientId = "gateway";

    private readonly HttpClient http = new(new Replicas(new(service => options.Services.Of(service)), time, new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }))
    {
        Timeout = TimeSpan.FromSeconds(15),
    };

    private IssuerMetadata Metadata => metadata ??= new(
        () => "http://identity/.well-known/openid-configuration", new HttpDocumentRetriever(http) { RequireHttps = false }, time);

    private IssuerMetadata? metadata;

    /// <summary>Whether an answer names our issuer as its sender (RFC 9207): one that another issuer began is not ours to redeem.</summary>
    public async Task<bool> Sent(string issuer, CancellationToken cancellationToken) => issuer == (await Metadata.Get(cancellationToken)).Issuer;

    /// <returns>Null when the issuer refuses.</returns>
    /// <exception cref="HttpRequestException">The issuer cannot be reached.</exception>
    public Task<Tokens?> Redeem(string code, string verifier, string redirectUri, CancellationToken cancellationToken) => Ask(
        new() { ["grant_type"] = "authorization_code", ["code"] = code, ["code_verifier"] = verifier, ["redirect_uri"] = redirectUri }, cancellationToken);

    /// <inheritdoc cref="Redeem"/>
    public Task<Tokens?> Refresh(string refreshToken, CancellationToken cancellationToken) =>
        Ask(new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken }, cancellationToken);

    /// <summary>Who signed in, when the token is the issuer's, for this client, and answers this very request.</summary>
    public async Task<Guid?> Subject(string idToken, string nonce, CancellationToken cancellationToken)
    {
        var result = await Validate(await Metadata.Get(cancellationToken));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException) result = await Validate(await Metadata.Again(cancellationToken));
        return result.IsValid && result.Claims["nonce"] is string said && said == nonce && Guid.TryParse(result.Claims["sub"]?.ToString(), out var subject) ? subject : null;

        Task<TokenValidationResult> Validate(OpenIdConnectConfiguration issuer) => new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(idToken, new()
        {
            ValidIssuer = issuer.Issuer, ValidAudience = ClientId, IssuerSigningKeys = issuer.SigningKeys, ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256], ValidTypes = ["JWT"],
        });
    }

    public void Dispose() => http.Dispose();

    private async Task<Tokens?> Ask(Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        form["client_id"] = ClientId;
        using var answer = await http.PostAsync("http://identity/connect/token", new FormUrlEncodedContent(form), cancellationToken);
        if (answer.StatusCode == System.Net.HttpStatusCode.BadRequest) return null;
        answer.EnsureSuccessStatusCode();
        var tokens = await answer.Content.ReadFromJsonAsync<Answer>(cancellationToken);
        return new(tokens!.AccessToken, tokens.RefreshToken, tokens.IdToken, time.GetUtcNow().AddSeconds(tokens.ExpiresIn));
    }

    private sealed record Answer(
        [property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("refresh_token")] string RefreshToken,
        [property: JsonPropertyName("id_token")] string? IdToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);
}

/// <param name="Id">Only with the first tokens of a sign-in.</param>
internal sealed record Tokens(string Access, string Refresh, string? Id, DateTimeOffset AccessUntil);
