using Dialogue.Data;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Reporting;

/// <summary>Schema <c>reporting</c>.</summary>
public sealed class ReportingDb(DbContextOptions<ReportingDb> options) : TenantDbContext(options)
{
    public override string Schema => ReportingModule.Service;
}

internal sealed class ReportingDesignTime() : DesignTimeFactory<ReportingDb>(ReportingModule.Service);
