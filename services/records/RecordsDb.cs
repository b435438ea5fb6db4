using Dialogue.Data;
using Dialogue.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Records;

/// <summary>Schema <c>records</c>.</summary>
public sealed class RecordsDb(DbContextOptions<RecordsDb> options) : TenantDbContext(options)
{
    public override string Schema => RecordsModule.Service;

    public DbSet<RegisterEntry> Register => Set<RegisterEntry>();
}

internal sealed class RecordsDesignTime() : DesignTimeFactory<RecordsDb>(RecordsModule.Service);
