using Dialogue.Hosting.Authentication;
using Dialogue.Identity.Model;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dialogue.Identity.Connect;

/// <summary>Writes the two tokens of a grant: one that says who signed in (for the client), one that services accept.</summary>
internal sealed class Tokens(IdentityDb db, SigningKeys keys, Authority authority, IOptions<IdentitySettings> settings, TimeProvider time)
{
    private static readonly JsonWebTokenHandler Writer = new() { SetDefaultTimesOnTokenCreation = false };

    public TimeSpan AccessLifetime => TimeSpan.FromMinutes(settings.Value.AccessTokenMinutes);

    public async Task<string> Access(User user, Grant grant, CancellationToken cancellationToken)
    {
        var claims = new Dictionary<string, object>
        {
            ["sub"] = user.Id.ToString(), ["name"] = user.DisplayName, ["client_id"] = grant.ClientId, ["sid"] = grant.Id.ToString(), ["jti"] = Guid.CreateVersion7().ToString(),
            [TokenClaims.Membership] = (await MembershipsOf(user.Id, cancellationToken)).Select(TokenClaims.Write).ToArray(),
        };
        if (user.IsSystemAdministrator) claims[TokenClaims.SystemAdministrator] = "true";
        return await Write(claims, authority.Audience, "at+jwt", AccessLifetime, cancellationToken);
    }

    /// <summary>For a system: no person, no roles, only scopes in one organisation.</summary>
    public Task<string> Access(MachineClient client, IEnumerable<string> scopes, CancellationToken cancellationToken) => Write(
        new()
        {
            ["sub"] = client.Id.ToString(), ["name"] = client.Name, ["client_id"] = client.ClientId, ["sid"] = client.Id.ToString(), ["jti"] = Guid.CreateVersion7().ToString(),
            [TokenClaims.SystemOf] = client.OrganisationId.ToString(), [TokenClaims.Scopes] = string.Join(' ', scopes),
        },
        authority.Audience, "at+jwt", AccessLifetime, cancellationToken);

    public Task<string> Id(User user, Grant grant, CancellationToken cancellationToken) => Write(
        new()
        {
            ["sub"] = user.Id.ToString(), ["name"] = user.DisplayName, ["nonce"] = grant.Nonce, ["sid"] = grant.Id.ToString(), ["auth_time"] = grant.SignedInAt.ToUnixTimeSeconds(),
        },
        grant.ClientId, "JWT", AccessLifetime, cancellationToken);

    /// <summary>Roles in organisations that are active.</summary>
    public async Task<IReadOnlyList<Membership>> MembershipsOf(Guid userId, CancellationToken cancellationToken) => await (
        from member in db.Members
        join organisation in db.OwnedOrganisations on member.OrganisationId equals organisation.Id
        where member.UserId == userId && organisation.Active
        orderby organisation.Slug, member.Role
        select new Membership(new TenantId(organisation.Id), organisation.Slug, member.Role, member.OfficeId)).ToListAsync(cancellationToken);

    private async Task<string> Write(Dictionary<string, object> claims, string audience, string type, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return Writer.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = authority.Issuer, Audience = audience, IssuedAt = now, NotBefore = now, Expires = now + lifetime, Claims = claims, TokenType = type,
            SigningCredentials = await keys.Current(cancellationToken),
        });
    }
}
