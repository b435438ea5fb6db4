using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Data.Reference;

/// <summary>This service's copy of an organisation, fed by identity's <c>OrganisationChanged</c>. Public facts only.</summary>
public sealed class OrganisationCopy
{
    public Guid Id { get; init; }
    public long Version { get; set; }
    public string Slug { get; set; } = "";

    /// <summary>With its kind: "Xã Đại Sơn", "Sở Xây dựng".</summary>
    public string Name { get; set; } = "";

    /// <summary>commune, department, city-office or vertical.</summary>
    public string Kind { get; set; } = "";

    /// <summary>phuong, xa or dac-khu for a commune; empty otherwise.</summary>
    public string UnitType { get; set; } = "";

    /// <summary>Official code of a commune; empty otherwise.</summary>
    public string Code { get; set; } = "";

    /// <summary>As written in the date line of documents: "Đại Sơn", "Phường Lê Chân".</summary>
    public string PlaceName { get; set; } = "";
    public string FormerUnits { get; set; } = "";
    public List<string> Capabilities { get; set; } = [];
    public List<OfficeCopy> Offices { get; set; } = [];
    public bool Active { get; set; } = true;

    public TenantId Tenant => new(Id);

    internal static void Configure(EntityTypeBuilder<OrganisationCopy> organisation)
    {
        organisation.ToTable("organisations");
        organisation.Ignore(o => o.Tenant);
        organisation.Property(o => o.Id).ValueGeneratedNever();
        organisation.HasIndex(o => o.Slug).IsUnique();
        organisation.Property(o => o.Slug).HasMaxLength(80);
        organisation.Property(o => o.Name).HasMaxLength(200);
        organisation.Property(o => o.Offices).HasColumnType("jsonb").HasConversion(new JsonConverter<List<OfficeCopy>>(), new Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer<List<OfficeCopy>>(
            (a, b) => a!.SequenceEqual(b!), list => list.Count, list => list.ToList()));
    }
}

/// <summary>An office inside an organisation, by the name its organisation gave it.</summary>
/// <param name="Key">Part it plays in task templates: <c>van-phong</c>, <c>kinh-te</c>, <c>van-hoa-xa-hoi</c>, <c>hcc</c>, … ; empty for others.</param>
public sealed record OfficeCopy(Guid Id, string Name, string Key);
