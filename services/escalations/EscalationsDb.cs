using Dialogue.Data;
using Dialogue.Escalations.Model;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Escalations;

/// <summary>Schema <c>escalations</c>.</summary>
public sealed class EscalationsDb(DbContextOptions<EscalationsDb> options) : TenantDbContext(options)
{
    public override string Schema => EscalationsModule.Service;

    /// <summary>The city office's one list of fields.</summary>
    public DbSet<FieldList> FieldLists => Set<FieldList>();

    /// <summary>The city office's side.</summary>
    public DbSet<CityCase> CityCases => Set<CityCase>();

    /// <summary>The departments' side.</summary>
    public DbSet<DepartmentCase> DepartmentCases => Set<DepartmentCase>();

    public DbSet<FieldName> FieldNames => Set<FieldName>();

    public override IReadOnlyDictionary<string, string> CityWideTables { get; } = new Dictionary<string, string>(CommonCityWideTables)
    {
        ["field_names"] = "names of petition fields are public and the same for the whole city",
    };
}

internal sealed class EscalationsDesignTime() : DesignTimeFactory<EscalationsDb>(EscalationsModule.Service);
