using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dialogue.Web.TagHelpers;

/// <summary>How far a number is toward what is asked for, in words and as a bar: "9 trên 15".</summary>
[HtmlTargetElement("gauge", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class GaugeTagHelper : TagHelper
{
    public int Value { get; set; }

    /// <summary>What is asked for. 0: nothing is, and the bar is full.</summary>
    public int Of { get; set; }

    public string Label { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var reached = Value >= Of;
        var share = Of <= 0 ? 100 : Math.Clamp(100.0 * Value / Of, 0, 100);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", reached ? "gauge is-reached" : "gauge");
        output.Content.AppendHtml("<p><span>").Append(Label).AppendHtml("</span> <b>").Append($"{Vn.Count(Value)} trên {Vn.Count(Of)}").AppendHtml("</b> <span class=\"soft\">")
            .Append(reached ? "đã đủ" : $"còn thiếu {Vn.Count(Of - Value)}").AppendHtml("</span></p>")
            // An attribute, not a style: the page's policy forbids inline styles.
            .AppendHtml(string.Create(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"{share:0.#}\" height=\"1\"/></svg>"));
    }
}
