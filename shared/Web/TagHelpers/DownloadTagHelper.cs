using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dialogue.Web.TagHelpers;

/// <summary>
/// "Tải về: Excel · CSV" below a list: the whole list with the filters of the address, whatever page is shown. The page answers through
/// <see cref="ListFiles.WantedFile"/>.
/// </summary>
[HtmlTargetElement("download", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DownloadTagHelper : TagHelper
{
    [HtmlAttributeNotBound, ViewContext] public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Also offers the variant with personal data. For those who may have it.</summary>
    public bool Internal { get; set; }

    /// <summary>What comes down, when a page has several lists: "danh sách đăng ký".</summary>
    public string? What { get; set; }

    /// <summary>Path of the list; the page's own when it is not given. The address' filters go along.</summary>
    public string? Path { get; set; }

    /// <summary>Name of the paging key, which does not go along.</summary>
    public string Param { get; set; } = "sau";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "p";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "downloads no-print");
        var what = What is null ? "" : " " + What;
        output.Content.AppendHtml("<span>").Append($"Tải{(What is null ? " về" : what)}: ").AppendHtml(Link("xlsx", false, "Excel", what)).AppendHtml(" · ").AppendHtml(Link("csv", false, "CSV", what)).AppendHtml("</span>");
        if (Internal)
            output.Content.AppendHtml("<span>").Append("Bản nội bộ, có thông tin liên hệ (việc tải được ghi lại): ").AppendHtml(Link("xlsx", true, "Excel", what)).AppendHtml(" · ")
                .AppendHtml(Link("csv", true, "CSV", what)).AppendHtml("</span>");
    }

    private TagBuilder Link(string format, bool inside, string text, string what)
    {
        var request = ViewContext.HttpContext.Request;
        var query = new QueryBuilder(request.Query.Where(q => q.Key != Param && q.Key is not (ListFiles.Format or ListFiles.Internal or "handler")).SelectMany(q => q.Value, (q, v) => KeyValuePair.Create(q.Key, v ?? "")));
        if (inside) query.Add(ListFiles.Internal, "true");
        query.Add(ListFiles.Format, format);
        var link = new TagBuilder("a");
        link.Attributes["href"] = (Path ?? request.PathBase + request.Path) + query.ToQueryString();
        link.Attributes["aria-label"] = $"Tải{what} dạng {text}{(inside ? ", bản nội bộ" : "")}";
        link.InnerHtml.Append(text);
        return link;
    }
}
