using Dialogue.Data;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>Schema <c>petitions</c>.</summary>
public sealed class PetitionsDb(DbContextOptions<PetitionsDb> options) : TenantDbContext(options)
{
    public override string Schema => PetitionsModule.Service;
}

internal sealed class PetitionsDesignTime() : DesignTimeFactory<PetitionsDb>(PetitionsModule.Service);
