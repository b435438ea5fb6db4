using System.Globalization;
using Dialogue.Data.Works;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dialogue.Web.Works;

/// <summary>A bar and a sentence that say how far a long work is: "Đã xong 120 trên 500". The script <c>work.js</c> moves it when <see cref="Events"/> is given.</summary>
[HtmlTargetElement("work-progress", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class WorkProgressTagHelper : TagHelper
{
    public Work For { get; set; } = null!;

    /// <summary>Address of the work's events; null: the bar stands as it is.</summary>
    public string? Events { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var progress = WorkProgress.Of(For);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "work");
        if (Events is not null) output.Attributes.SetAttribute("data-work", Events);
        output.Content.AppendHtml("<p>").Append(progress.Text).AppendHtml("</p><progress aria-label=\"").Append(progress.Title).AppendHtml("\"");
        // Without a value it moves to and fro: under way, nobody knows how far.
        if (progress.Total > 0 || For.State == WorkState.Queued)
            output.Content.AppendHtml(string.Create(CultureInfo.InvariantCulture, $" value=\"{progress.Done}\" max=\"{Math.Max(1, progress.Total)}\""));
        output.Content.AppendHtml("></progress>");
    }
}
