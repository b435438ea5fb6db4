namespace Dialogue.Documents;

/// <summary>A file that cannot be taken: not a Word document, unsafe, or too large. <see cref="Exception.Message"/> is a sentence in Vietnamese for the person who sent it.</summary>
/// <param name="code">Stable: <c>not-docx</c>, <c>docx-macros</c>, <c>docx-external</c>, <c>docx-too-large</c>, <c>docx-broken</c>, <c>docx-protected</c>.</param>
public sealed class PaperFileException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
