using Dialogue.Data;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning;

/// <summary>Schema <c>planning</c>.</summary>
public sealed class PlanningDb(DbContextOptions<PlanningDb> options) : TenantDbContext(options)
{
    public override string Schema => PlanningModule.Service;
}

internal sealed class PlanningDesignTime() : DesignTimeFactory<PlanningDb>(PlanningModule.Service);
