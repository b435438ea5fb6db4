using Dialogue.Data;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity;

/// <summary>Schema <c>identity</c>.</summary>
public sealed class IdentityDb(DbContextOptions<IdentityDb> options) : TenantDbContext(options)
{
    public override string Schema => IdentityModule.Service;
}

internal sealed class IdentityDesignTime() : DesignTimeFactory<IdentityDb>(IdentityModule.Service);
