using Dialogue.Data;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Escalations;

/// <summary>Schema <c>escalations</c>.</summary>
public sealed class EscalationsDb(DbContextOptions<EscalationsDb> options) : TenantDbContext(options)
{
    public override string Schema => EscalationsModule.Service;
}

internal sealed class EscalationsDesignTime() : DesignTimeFactory<EscalationsDb>(EscalationsModule.Service);
