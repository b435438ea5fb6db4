using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dialogue.Web.TagHelpers;

/// <summary>One step; its content is its name.</summary>
[HtmlTargetElement("step")]
public sealed class StepTagHelper : TagHelper
{
    /// <summary><c>done</c>, <c>now</c>, <c>todo</c> (the default) or <c>bad</c> (done late, refused).</summary>
    public string State { get; set; } = "todo";

    /// <summary>A date or a person, under the name.</summary>
    public string? Note { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        output.TagName = "li";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", State);
        if (State == "now") output.Attributes.SetAttribute("aria-current", "step");
        output.Content.AppendHtml(inside);
        if (State == "done") output.Content.AppendHtml("<span class=\"sr\"> (xong)</span>");
        if (!string.IsNullOrEmpty(Note)) output.Content.AppendHtml("<small>").Append(Note).AppendHtml("</small>");
    }
}
