using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dialogue.Web.TagHelpers;

/// <summary>A state in one or two words, in the colour of its kind; the words alone must say it.</summary>
[HtmlTargetElement("status")]
public sealed class StatusTagHelper : TagHelper
{
    /// <summary><c>ok</c>, <c>warn</c>, <c>bad</c>, <c>calm</c> (the default) or <c>plain</c>.</summary>
    public string Kind { get; set; } = "calm";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"tag {Kind}");
    }
}
