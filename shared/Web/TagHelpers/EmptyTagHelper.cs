using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dialogue.Web.TagHelpers;

/// <summary>Stands where a list has nothing: the title says why, the content what to do.</summary>
[HtmlTargetElement("empty", Attributes = "title")]
public sealed class EmptyTagHelper : TagHelper
{
    public string Title { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "empty");
        output.Content.AppendHtml("<p><b>").Append(Title).AppendHtml("</b></p>").AppendHtml(inside);
    }
}
