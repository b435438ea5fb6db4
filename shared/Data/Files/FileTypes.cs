using System.Text;

namespace Dialogue.Data.Files;

/// <summary>Recognises the accepted kinds of files by their first bytes.</summary>
public static class FileTypes
{
    /// <returns>The media type of a file that the product itself has made, by the ending of its name; null when it makes none such.</returns>
    public static string? OfResult(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".csv" => "text/csv; charset=utf-8",
        ".pdf" => "application/pdf",
        ".zip" => "application/zip",
        _ => null,
    };

    /// <returns>The media type, or null when the content is none of PDF, PNG, JPEG, DOCX, XLSX.</returns>
    public static string? Of(ReadOnlySpan<byte> head, string name)
    {
        if (head.StartsWith("%PDF-"u8)) return "application/pdf";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return "image/png";
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return "image/jpeg";
        if (!head.StartsWith("PK\u0003\u0004"u8)) return null;
        // An Office file is a zip whose entries name what it holds; a zip renamed to .docx has none of them.
        var window = Encoding.Latin1.GetString(head);
        var word = window.Contains("word/", StringComparison.Ordinal) || name.EndsWith(".docx", StringComparison.OrdinalIgnoreCase);
        if (!window.Contains("[Content_Types].xml", StringComparison.Ordinal)) return null;
        return word
            ? "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            : window.Contains("xl/", StringComparison.Ordinal) || name.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase)
                ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                : null;
    }
}
