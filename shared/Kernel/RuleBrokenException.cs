namespace Dialogue.Kernel;

/// <summary>A rule of the domain says no. Shown as the sentence it carries (409 in the API, urn:dialogue:code), never logged as an error.</summary>
/// <param name="code">Stable, kebab-case, part of the API: <c>petition-already-answered</c>.</param>
/// <param name="message">One Vietnamese sentence that says what is wrong and what to do.</param>
/// <param name="field">Name of the form field it is about, when there is one.</param>
public sealed class RuleBrokenException(string code, string message, string? field = null) : Exception(message)
{
    public string Code { get; } = code;

    public string? Field { get; } = field;
}
