using Dialogue.Data;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>Schema <c>petitions</c>.</summary>
public sealed class PetitionsDb(DbContextOptions<PetitionsDb> options) : TenantDbContext(options)
{
    public override string Schema => PetitionsModule.Service;

    public override IReadOnlyDictionary<string, string> CityWideTables { get; } =
        new Dictionary<string, string>(CommonCityWideTables) { ["fields"] = "the petition fields are the same for the whole city and public" };

    public DbSet<Petition> Petitions => Set<Petition>();
    public DbSet<ConferenceCopy> Conferences => Set<ConferenceCopy>();
    public DbSet<FieldCopy> Fields => Set<FieldCopy>();
}

internal sealed class PetitionsDesignTime() : DesignTimeFactory<PetitionsDb>(PetitionsModule.Service);
