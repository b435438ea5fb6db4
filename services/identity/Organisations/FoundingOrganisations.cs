using System.Text.Json;
using Dialogue.Identity.Model;

namespace Dialogue.Identity.Organisations;

/// <summary>The organisations that a new installation starts with: 114 communes and the bodies of the city, with the offices usual for their kind.</summary>
/// <remarks>Source: docs/sources.md, "Organisations".</remarks>
internal static class FoundingOrganisations
{
    public static IReadOnlyList<Organisation> All() => [.. Communes(), .. Bodies()];

    private static IEnumerable<Organisation> Communes() => Read<List<Unit>>("units").Select(unit =>
        new Organisation(unit.Slug, $"{UnitTypes[unit.Type]} {unit.Name}", "commune", ["holdsDialogues"]) { UnitType = unit.Type, Code = unit.Code, FormerUnits = unit.FormerUnits }
            .Founded(unit.PlaceName, OfficesOfCommune(unit)));

    private static IEnumerable<Organisation> Bodies() => Read<Departments>("departments").Organisations.Select(body =>
        new Organisation(body.Slug, body.Name, body.Kind, body.Capabilities)
            .Founded("Hải Phòng", [("van-phong", body.Kind == "city-office" ? "Văn phòng Ủy ban nhân dân thành phố" : "Văn phòng")]));

    private static readonly Dictionary<string, string> UnitTypes = new() { ["phuong"] = "Phường", ["xa"] = "Xã", ["dac-khu"] = "Đặc khu" };

    private static IEnumerable<(string Key, string Name)> OfficesOfCommune(Unit unit)
    {
        // As its plan names them: one office for economy and society, and a public service centre of its own.
        if (unit.Slug == "dai-son")
            return [("van-phong", "Văn phòng HĐND và UBND"), ("kinh-te", "Phòng Kinh tế – Xã hội"), ("van-hoa-xa-hoi", "Phòng Văn hóa – Xã hội"),
                ("hcc", "Trung tâm Phục vụ hành chính công"), ("dich-vu", "Trung tâm Dịch vụ sự nghiệp công")];
        return [("van-phong", "Văn phòng HĐND và UBND"), ("kinh-te", unit.Type == "phuong" ? "Phòng Kinh tế, Hạ tầng và Đô thị" : "Phòng Kinh tế"),
            ("van-hoa-xa-hoi", "Phòng Văn hóa – Xã hội"), ("hcc", "Trung tâm Phục vụ hành chính công")];
    }

    private static T Read<T>(string name)
    {
        using var stream = typeof(FoundingOrganisations).Assembly.GetManifestResourceStream($"{name}.json")!;
        return JsonSerializer.Deserialize<T>(stream, JsonSerializerOptions.Web)!;
    }

    private sealed record Unit(string Code, string Name, string Type, string Slug, string PlaceName, string FormerUnits);
    private sealed record Body(string Slug, string Name, string Kind, string[] Capabilities);
    private sealed record Departments(List<Body> Organisations);
}
