using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dialogue.Web.TagHelpers;

/// <summary>
/// The box that lists what must be mended, each line a link to its field. It stands first in main, whatever the place of this tag: the
/// layout writes it, once the fields of the page are known. A page may leave the tag out.
/// </summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    [HtmlAttributeNotBound, ViewContext] public ViewContext ViewContext { get; set; } = null!;

    /// <summary>True in the layout alone.</summary>
    public bool Here { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (!Here || !FormErrors.Any(ViewContext.ViewData.ModelState)) return;

        var errors = FormErrors.Of(ViewContext.HttpContext).All(ViewContext.ViewData.ModelState);
        output.Content.AppendHtml("<div class=\"error-summary\" role=\"alert\" tabindex=\"-1\" autofocus id=\"can-sua\"><h2>");
        output.Content.Append(errors.Count == 1 ? "Có một chỗ cần xem lại" : $"Có {errors.Count} chỗ cần xem lại");
        output.Content.AppendHtml("</h2><ul>");
        foreach (var (id, message) in errors)
        {
            output.Content.AppendHtml("<li>");
            if (id is null) output.Content.Append(message);
            else output.Content.AppendHtml($"<a href=\"#{id}\">").Append(message).AppendHtml("</a>");
            output.Content.AppendHtml("</li>");
        }
        output.Content.AppendHtml("</ul></div>");
    }
}
