namespace Dialogue.Documents;

public enum FindingSeverity
{
    /// <summary>Against the decree's letter.</summary>
    Departure,

    /// <summary>Unusual, or something that the program cannot be sure of.</summary>
    Advice,
}

/// <summary>One departure from Nghị định 30/2020/NĐ-CP, Phụ lục I.</summary>
/// <param name="Code">Stable, such as <c>margin-left</c>.</param>
/// <param name="Message">A sentence in Vietnamese for the officer.</param>
/// <param name="Found">What was measured or read; empty when a part is missing.</param>
/// <param name="Required">What the decree asks for.</param>
/// <param name="Article">Where in Phụ lục I.</param>
/// <param name="Quote">The beginning of the text it was found at; empty for the page itself.</param>
/// <param name="Times">At how many places; the quote is the first one's.</param>
public sealed record Finding(string Code, FindingSeverity Severity, string Message, string Found, string Required, string Article, string Quote, int Times = 1);

/// <param name="PlaceName">The place of this issuer's date line, as "Phường Lê Chân": units named after persons, numerals and historic events are written in full. Empty: not compared.</param>
/// <param name="Draft">Number and day may be left open.</param>
public sealed record CheckOptions(string PlaceName = "", bool Draft = true);
