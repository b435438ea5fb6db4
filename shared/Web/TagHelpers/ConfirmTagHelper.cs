using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dialogue.Web.TagHelpers;

/// <summary>
/// A final act that asks once: a quiet button that opens, the thing and what cannot be undone in words, and the button that does it. Posts to
/// a handler of this page. Content (hidden values, a field for the reason) is part of the form.
/// </summary>
[HtmlTargetElement("confirm", Attributes = "button")]
public sealed class ConfirmTagHelper(IHtmlGenerator generator) : TagHelper
{
    [HtmlAttributeNotBound, ViewContext] public ViewContext ViewContext { get; set; } = null!;

    /// <summary>On the quiet button: "Đóng hội nghị…". Left out: the text of <see cref="Button"/> with an ellipsis.</summary>
    public string? Title { get; set; }

    /// <summary>What happens, to what, and what cannot be undone.</summary>
    public string? Text { get; set; }

    /// <summary>On the button that does it: "Đóng hội nghị".</summary>
    public string Button { get; set; } = "";

    /// <summary>Name of the page handler: <c>Close</c> for <c>OnPostCloseAsync</c>.</summary>
    public string? Handler { get; set; }

    /// <summary>Values for the address: <c>route-id="@Model.Id"</c>. Those of the current address are kept.</summary>
    [HtmlAttributeName("all-route-data", DictionaryAttributePrefix = "route-")]
    public IDictionary<string, string?> RouteValues { get; set; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The act destroys or refuses something: the button is red.</summary>
    public bool Danger { get; set; }

    /// <summary>Open from the start: after the form inside was refused.</summary>
    public bool Open { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        output.TagName = "details";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "confirm");
        // Refused: the reason must be seen where it was asked for.
        var refused = !ViewContext.ViewData.ModelState.IsValid && inside.GetContent().Contains("is-bad", StringComparison.Ordinal);
        if (Open || refused) output.Attributes.SetAttribute(new TagHelperAttribute("open"));

        var form = generator.GeneratePageForm(ViewContext, pageName: null, Handler,
            RouteValues.ToDictionary(r => r.Key, r => (object?)r.Value), fragment: null, method: "post", htmlAttributes: null);
        form.Attributes["novalidate"] = "";
        var button = new TagBuilder("button");
        button.Attributes["type"] = "submit";
        button.AddCssClass(Danger ? "btn danger" : "btn");
        button.InnerHtml.Append(Button);
        if (Text is not null)
        {
            var text = new TagBuilder("p");
            text.InnerHtml.Append(Text);
            form.InnerHtml.AppendHtml(text);
        }
        form.InnerHtml.AppendHtml(inside).AppendHtml(button);
        if (generator.GenerateAntiforgery(ViewContext) is { } antiforgery) form.InnerHtml.AppendHtml(antiforgery);
        output.Content.AppendHtml("<summary>").Append(Title ?? Button + "…").AppendHtml("</summary>").AppendHtml(form);
    }
}
