using Dialogue.Kernel;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dialogue.Web.TagHelpers;

/// <summary>
/// A due date, what is left of it, and one click away why it is that day. Without a value: "Không quy định thời hạn". Works without a
/// script; nothing in it is computed anew, except what is left.
/// </summary>
[HtmlTargetElement("deadline", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DeadlineTagHelper(LegalClock clock) : TagHelper
{
    public Deadline? Value { get; set; }

    /// <summary>Counts the working days that are left. Left out, with no <see cref="Remaining"/> either: the tag says only whether it is late.</summary>
    public WorkingCalendar? Calendar { get; set; }

    /// <summary>Working days left, when the page has counted them.</summary>
    public int? Remaining { get; set; }

    /// <summary>The day on which it was done: shows in time or late instead of what is left.</summary>
    public DateOnly? Done { get; set; }

    /// <summary>For a cell of a list: the date and the tag, without the weekday and the explanation.</summary>
    public bool Compact { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        output.TagName = Compact || Value is null ? "span" : "div"; // a span may stand in a sentence
        output.Attributes.SetAttribute("class", "deadline");
        if (Value is not { } deadline)
        {
            output.Content.SetHtmlContent("<span class=\"soft\">Không quy định thời hạn</span>");
            return;
        }

        var (kind, text) = Done is { } done
            ? DeadlineWords.Kept(deadline.Due, done)
            : DeadlineWords.Left(deadline.Due, clock.Today, Remaining ?? Calendar?.Remaining(clock.Today, deadline.Due));
        var content = output.Content;
        content.AppendHtml($"<time datetime=\"{deadline.Due:yyyy-MM-dd}\">").Append(Compact ? Vn.Date(deadline.Due) : Vn.LongDate(deadline.Due)).AppendHtml("</time> ");
        content.AppendHtml($"<span class=\"tag {kind}\">").Append(text).AppendHtml("</span>");
        if (Done is { } day && !Compact) content.AppendHtml(" <span class=\"soft\">").Append($"xong ngày {Vn.Date(day)}").AppendHtml("</span>");
        if (!deadline.Official) content.AppendHtml(" <span class=\"tag plain\">tạm tính</span>");
        if (Compact) return;

        if (deadline.Inferred) content.AppendHtml(" <span class=\"tag plain\">suy ra</span>");
        content.AppendHtml("<details class=\"why\"><summary>Vì sao là ngày này?</summary><dl>");
        foreach (var line in DeadlineWords.Why(deadline).GroupBy(w => w.Name))
        {
            content.AppendHtml("<div><dt>").Append(line.Key).AppendHtml(":</dt> ");
            foreach (var (_, why) in line) content.AppendHtml("<dd>").Append(why).AppendHtml("</dd> ");
            content.AppendHtml("</div>");
        }
        content.AppendHtml("</dl></details>");
    }
}
