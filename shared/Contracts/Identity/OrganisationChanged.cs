namespace Dialogue.Contracts.Identity;

/// <summary>An organisation as it now is. Published under that organisation. Public facts only.</summary>
/// <param name="Kind">commune, department, city-office or vertical.</param>
/// <param name="UnitType">phuong, xa or dac-khu; empty when it is no commune.</param>
/// <param name="PlaceName">As written in the date line of documents.</param>
public sealed record OrganisationChanged(
    Guid OrganisationId, long Version, string Slug, string Name, string Kind, string UnitType, string Code, string PlaceName, string FormerUnits,
    string[] Capabilities, OfficeFacts[] Offices, bool Active);

/// <param name="Key">Part the office plays in task templates (<c>van-phong</c>, <c>kinh-te</c>, …); empty for others.</param>
public sealed record OfficeFacts(Guid Id, string Name, string Key);
