using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dialogue.Web.TagHelpers;

/// <summary>Paging by key: a link to what follows, and one back to the start. Filters in the address are kept. Nothing on a single page.</summary>
[HtmlTargetElement("pager", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PagerTagHelper : TagHelper
{
    [HtmlAttributeNotBound, ViewContext] public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Key after which the next page starts; null or empty on the last page.</summary>
    public string? Next { get; set; }

    /// <summary>Name of the key in the address.</summary>
    public string Param { get; set; } = "sau";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var request = ViewContext.HttpContext.Request;
        var inside = await output.GetChildContentAsync();
        var further = request.Query.ContainsKey(Param);
        output.TagMode = TagMode.StartTagAndEndTag;
        if (!further && string.IsNullOrEmpty(Next))
        {
            output.TagName = inside.IsEmptyOrWhiteSpace ? null : "p";
            output.Content.SetHtmlContent(inside);
            return;
        }

        output.TagName = "nav";
        output.Attributes.SetAttribute("class", "pager");
        output.Attributes.SetAttribute("aria-label", "Các trang");
        if (further) WriteLink(output, request, null, "‹ Trang đầu");
        output.Content.AppendHtml("<span>").AppendHtml(inside).AppendHtml("</span>");
        if (!string.IsNullOrEmpty(Next)) WriteLink(output, request, Next, "Xem tiếp ›");
    }

    private void WriteLink(TagHelperOutput output, HttpRequest request, string? key, string text)
    {
        var query = new QueryBuilder(request.Query.Where(q => q.Key != Param).SelectMany(q => q.Value, (q, v) => KeyValuePair.Create(q.Key, v ?? "")));
        if (key is not null) query.Add(Param, key);
        var link = new TagBuilder("a");
        link.Attributes["href"] = request.PathBase + request.Path + query.ToQueryString();
        if (key is not null) link.Attributes["rel"] = "next";
        link.InnerHtml.Append(text);
        output.Content.AppendHtml(link);
    }
}
