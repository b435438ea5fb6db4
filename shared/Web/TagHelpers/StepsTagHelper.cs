using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dialogue.Web.TagHelpers;

/// <summary>The path of a matter: what is done, where it stands, what follows.</summary>
[HtmlTargetElement("steps")]
public sealed class StepsTagHelper : TagHelper
{
    /// <summary>What the steps are of, for ears: "Các bước của hội nghị".</summary>
    public string Label { get; set; } = "Các bước";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "ol";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "steps");
        output.Attributes.SetAttribute("aria-label", Label);
    }
}
