using Dialogue.Contracts.Identity;
using Dialogue.Kernel;

namespace Dialogue.Identity.Model;

/// <summary>
/// An organisation of the city: its names, what it may do, and its offices. It is a tenant, addressed by its slug, which never changes.
/// Identity owns the truth; every service, this one too, keeps a copy fed by <see cref="OrganisationChanged"/>.
/// </summary>
public sealed class Organisation
{
    private Organisation() { }

    public Organisation(string slug, string name, string kind, IEnumerable<string> capabilities)
    {
        if (!Dialogue.Kernel.Slug.IsValid(slug)) throw OrganisationRules.SlugNotUsable(slug);
        (Id, Slug, Name, Kind) = (StableId.Of("organisation", slug), slug, name, kind);
        Capabilities = [.. capabilities];
    }

    public Guid Id { get; private set; }

    /// <summary>Grows by one with every change; receivers of snapshots keep the highest.</summary>
    public long Version { get; private set; } = 1;
    public string Slug { get; private set; } = "";

    /// <summary>With its kind: "Xã Đại Sơn", "Sở Xây dựng".</summary>
    public string Name { get; private set; } = "";

    /// <summary>commune, department, city-office or vertical.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>phuong, xa or dac-khu for a commune; empty otherwise.</summary>
    public string UnitType { get; init; } = "";

    /// <summary>Official code of a commune; empty otherwise.</summary>
    public string Code { get; init; } = "";

    /// <summary>As written in the date line of documents.</summary>
    public string PlaceName { get; private set; } = "Hải Phòng";

    /// <summary>The units of before 1/7/2025 that it was made of, for finding it by an old name.</summary>
    public string FormerUnits { get; init; } = "";
    public List<string> Capabilities { get; private set; } = [];
    public List<Office> Offices { get; private set; } = [];
    public bool Active { get; private set; } = true;

    public TenantId Tenant => new(Id);

    public void Describe(string name, string placeName, IReadOnlyCollection<string> capabilities, bool active)
    {
        if (capabilities.FirstOrDefault(c => !OrganisationRules.Capabilities.ContainsKey(c)) is { } unknown) throw OrganisationRules.CapabilityUnknown(unknown);
        (Name, PlaceName, Active) = (name.Trim(), placeName.Trim(), active);
        Capabilities = [.. OrganisationRules.Capabilities.Keys.Where(capabilities.Contains)];
        Version++;
    }

    /// <param name="key">Part in task templates, for an office that comes with every organisation of its kind.</param>
    public Office AddOffice(string name, string key = "")
    {
        name = NameOfOffice(name, except: null);
        var office = new Office(key.Length > 0 ? StableId.Of("office", Slug, key) : Guid.CreateVersion7(), name, key);
        Offices = [.. Offices, office];
        Version++;
        return office;
    }

    /// <returns>False when there is no such office.</returns>
    public bool RenameOffice(Guid id, string name)
    {
        if (Offices.Find(o => o.Id == id) is not { } office) return false;
        name = NameOfOffice(name, except: id);
        Offices = [.. Offices.Select(o => o == office ? office with { Name = name } : o)];
        Version++;
        return true;
    }

    /// <summary>An office with a part in the work stays: tasks are given to it by that part. Rename it instead.</summary>
    /// <returns>False when there is no such office.</returns>
    public bool RemoveOffice(Guid id, int members)
    {
        if (Offices.Find(o => o.Id == id) is not { } office) return false;
        if (office.Key.Length > 0) throw OrganisationRules.OfficeHasPart(office.Name);
        if (members > 0) throw OrganisationRules.OfficeHasMembers(office.Name, members);
        Offices = [.. Offices.Where(o => o != office)];
        Version++;
        return true;
    }

    public OrganisationChanged Snapshot() => new(
        Id, Version, Slug, Name, Kind, UnitType, Code, PlaceName, FormerUnits, [.. Capabilities], [.. Offices.Select(o => new OfficeFacts(o.Id, o.Name, o.Key))], Active);

    /// <summary>As it stands before it is published for the first time.</summary>
    internal Organisation Founded(string placeName, IEnumerable<(string Key, string Name)> offices)
    {
        PlaceName = placeName;
        foreach (var (key, name) in offices) AddOffice(name, key);
        Version = 1;
        return this;
    }

    private string NameOfOffice(string name, Guid? except)
    {
        name = name.Trim();
        if (Offices.Exists(o => o.Id != except && string.Equals(o.Name, name, StringComparison.OrdinalIgnoreCase))) throw OrganisationRules.OfficeNameTaken(name);
        return name;
    }
}

/// <param name="Key">Part the office plays in task templates (<c>van-phong</c>, <c>kinh-te</c>, …); empty for others.</param>
public sealed record Office(Guid Id, string Name, string Key);
