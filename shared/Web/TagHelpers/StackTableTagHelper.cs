using System.Text;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dialogue.Web.TagHelpers;

/// <summary>
/// <c>&lt;table class="stack"&gt;</c> becomes cards on a phone. Its rows are then no table to a screen reader, so every part gets its role
/// here; each cell gets the heading of its column as <c>data-label</c>, unless it has one.
/// </summary>
[HtmlTargetElement("table", Attributes = "class")]
public sealed class StackTableTagHelper : TagHelper
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (output.Attributes["class"]?.Value?.ToString()?.Split(' ').Contains("stack") != true) return;
        output.Attributes.SetAttribute("role", "table");
        output.Content.SetHtmlContent(WithRoles((await output.GetChildContentAsync()).GetContent()));
    }

    /// <summary>Reads the markup that Razor wrote (well formed, tables not nested), once, from left to right.</summary>
    internal static string WithRoles(string html)
    {
        var result = new StringBuilder(html.Length + html.Length / 4);
        var headings = new List<string>();
        var (column, inHead, at) = (0, false, 0);
        while (at < html.Length)
        {
            var open = html.IndexOf('<', at);
            if (open < 0) break;
            result.Append(html, at, open - at);
            var end = html.IndexOf('>', open);
            if (end < 0) { at = open; break; }
            var tag = html.AsSpan(open + 1, end - open - 1);
            var name = Name(tag);
            var attributes = tag[name.Length..];
            at = end + 1;
            switch (name)
            {
                case "thead":
                    inHead = true;
                    Write("rowgroup", null);
                    break;
                case "/thead":
                    inHead = false;
                    Write(null, null);
                    break;
                case "tbody" or "tfoot":
                    Write("rowgroup", null);
                    break;
                case "tr":
                    column = 0;
                    Write("row", null);
                    break;
                case "th" when inHead:
                    var close = html.IndexOf("</th", at, StringComparison.OrdinalIgnoreCase);
                    headings.Add(close < 0 ? "" : Plain(html.AsSpan(at, close - at)));
                    Write("columnheader", null);
                    break;
                case "th" or "td":
                    Write(name is "th" ? "rowheader" : "cell", column < headings.Count ? headings[column] : null);
                    column += Span(attributes);
                    break;
                default:
                    Write(null, null);
                    break;
            }

            void Write(string? role, string? label)
            {
                result.Append(html, open, end - open);
                if (role is not null && !html.AsSpan(open, end - open).Contains(" role=", StringComparison.Ordinal)) result.Append(" role=\"").Append(role).Append('"');
                if (label is { Length: > 0 } && !html.AsSpan(open, end - open).Contains(" data-label=", StringComparison.Ordinal)) result.Append(" data-label=\"").Append(label).Append('"');
                result.Append('>');
            }
        }
        return result.Append(html, at, html.Length - at).ToString();
    }

    private static string Name(ReadOnlySpan<char> tag)
    {
        var end = tag.IndexOfAny(" \t\r\n/");
        if (end == 0 && tag[0] == '/') end = tag[1..].IndexOfAny(" \t\r\n") is var n and >= 0 ? n + 1 : tag.Length;
        return (end < 0 ? tag : tag[..end]).ToString();
    }

    private static int Span(ReadOnlySpan<char> attributes)
    {
        var at = attributes.IndexOf("colspan=\"");
        if (at < 0) return 1;
        var rest = attributes[(at + 9)..];
        return rest.IndexOf('"') is var end and > 0 && int.TryParse(rest[..end], out var columns) ? columns : 1;
    }

    /// <summary>The text of a heading, fit for an attribute: without tags, entities left as they are.</summary>
    private static string Plain(ReadOnlySpan<char> html)
    {
        var text = new StringBuilder();
        var inTag = false;
        foreach (var c in html)
        {
            if (c == '<') inTag = true;
            else if (c == '>') inTag = false;
            else if (!inTag) text.Append(c == '"' ? '\'' : c);
        }
        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
