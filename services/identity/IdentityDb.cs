using Dialogue.Data;
using Dialogue.Identity.Model;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity;

/// <summary>Schema <c>identity</c>. Almost all of it is city-wide: who signs in is known before any organisation is.</summary>
public sealed class IdentityDb(DbContextOptions<IdentityDb> options) : TenantDbContext(options)
{
    public override string Schema => IdentityModule.Service;

    public override IReadOnlyDictionary<string, string> CityWideTables => cityWide;

    private static readonly Dictionary<string, string> cityWide = new(CommonCityWideTables)
    {
        ["organisations_owned"] = "the list of tenants itself; names and capabilities of public bodies are public",
        ["users"] = "a person signs in before any organisation is known, and may work in several",
        ["members"] = "read at sign-in, across the organisations of one person",
        ["grants"] = "a sign-in belongs to a person, not to an organisation",
        ["refresh_tokens"] = "a sign-in belongs to a person, not to an organisation",
        ["signing_keys"] = "one issuer for the whole city; encrypted",
        ["browser_sessions"] = "a sign-in belongs to a person, not to an organisation",
        ["outside_accounts"] = "a person's account elsewhere, known before any organisation is",
        ["machine_clients"] = "read at the token endpoint, before any organisation is known; edited by the system's administrator alone",
        ["machine_secrets"] = "of machine clients; hashes only",
    };

    /// <summary>The truth about organisations; <see cref="TenantDbContext.Organisations"/> is the copy that every service has.</summary>
    public DbSet<Organisation> OwnedOrganisations => Set<Organisation>();
    public DbSet<User> Users => Set<User>();
    public DbSet<Member> Members => Set<Member>();
    public DbSet<Grant> Grants => Set<Grant>();
    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();
    public DbSet<BrowserSession> BrowserSessions => Set<BrowserSession>();
    public DbSet<OutsideAccount> OutsideAccounts => Set<OutsideAccount>();
    public DbSet<MachineClient> MachineClients => Set<MachineClient>();
    public DbSet<MachineSecret> MachineSecrets => Set<MachineSecret>();
}

internal sealed class IdentityDesignTime() : DesignTimeFactory<IdentityDb>(IdentityModule.Service);
