namespace Dialogue.Contracts.Records;

/// <summary>Whoever receives documents of a kind has published a letter template for all communes. Addressed to each of them.</summary>
/// <param name="Docx">Empty: taken back.</param>
/// <param name="Obligatory">Stands before a commune's own template.</param>
/// <param name="From">Name of the organisation that published it.</param>
public sealed record CityTemplatePublished(string Kind, long Version, byte[] Docx, bool Obligatory, string From);
