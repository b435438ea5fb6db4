using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dialogue.Web.TagHelpers;

/// <summary>
/// One question of a form: label, hint, error and control, tied together for eyes and ears. Shows what was typed, also when it was refused.
/// Attributes that are not listed here go to the control itself; <c>class</c> goes around the whole. Content stands after the control.
/// </summary>
[HtmlTargetElement("field", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper : TagHelper
{
    [HtmlAttributeNotBound, ViewContext] public ViewContext ViewContext { get; set; } = null!;

    public ModelExpression For { get; set; } = null!;

    /// <summary>The question. Left out: the property's display name.</summary>
    public string? Label { get; set; }

    public string? Hint { get; set; }

    /// <summary>
    /// text, textarea, select, date (typed, 13/10/2026), time, tel, email, password, number, url, search, checkbox (one box), checkboxes, radios, file.
    /// Left out: what fits the property.
    /// </summary>
    public string? Type { get; set; }

    /// <summary>Choices of select, radios and checkboxes; for an enum they may be left out. A choice's <c>Group.Name</c> is an optgroup of a select.</summary>
    public IEnumerable<SelectListItem>? Items { get; set; }

    /// <summary>Adds "(không bắt buộc)" to the label. What is not marked is needed.</summary>
    public bool Optional { get; set; }

    public string? Autocomplete { get; set; }

    /// <summary>Lines of a textarea; 5 when left out.</summary>
    public int Rows { get; set; } = 5;

    /// <summary>xs (4 characters), s (10), m (20), l (40); full width when left out. Dates, numbers and phones have their own.</summary>
    public string? Width { get; set; }

    /// <summary>Shown after the control: "đ", "ngày làm việc".</summary>
    public string? Suffix { get; set; }

    /// <summary>Radios and checkboxes beside each other.</summary>
    public bool Inline { get; set; }

    /// <summary>First line of a select that chooses nothing; "" for an empty one. Left out: "Chọn…" where nothing is chosen yet.</summary>
    public string? Empty { get; set; }

    /// <summary>The label is for ears only: a search box beside its button.</summary>
    public bool LabelHidden { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var name = ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        var id = TagBuilder.CreateSanitizedId(name, "_");
        var type = Type ?? Fitting();
        var label = Label ?? For.Metadata.GetDisplayName();
        var choice = type is "radios" or "checkboxes" or "select" or "file" or "date";
        var error = FormErrors.Message(ViewContext.ViewData.ModelState, name, label, choice);
        FormErrors.Of(ViewContext.HttpContext).Add(name, id, label, choice);

        var length = MaxLength();
        var hint = Hint;
        if (type == "textarea" && length is { } most) hint = $"{hint} Tối đa {Vn.Count(most)} ký tự.".TrimStart();
        if (type == "date") hint ??= "Ngày/tháng/năm, ví dụ 13/10/2026";

        var described = string.Join(' ', new[] { hint is null ? null : id + "-hint", error is null ? null : id + "-error" }.Where(d => d is not null));
        var inside = await output.GetChildContentAsync();
        var own = output.Attributes.Where(a => a.Name != "class").ToList();
        var outer = output.Attributes["class"]?.Value?.ToString();
        output.Attributes.Clear();

        var group = type is "radios" or "checkboxes";
        output.TagName = group ? "fieldset" : "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"field{(error is null ? "" : " is-bad")}{(outer is null ? "" : " " + outer)}");
        if (group && described.Length > 0) output.Attributes.SetAttribute("aria-describedby", described);

        var content = output.Content;
        if (type == "checkbox")
        {
            WriteHint(content, id, hint);
            WriteError(content, id, error);
            var box = Control("input", name, id, type: "checkbox", described, error, own);
            box.Attributes["value"] = "true";
            if (Values(name).FirstOrDefault() is { } v && bool.TryParse(v, out var on) && on) box.Attributes["checked"] = "checked";
            content.AppendHtml("<div class=\"choice\">").AppendHtml(box);
            WriteLabel(content, "label", id, label);
            content.AppendHtml("</div>").AppendHtml(Hidden(name, "false"));
        }
        else
        {
            WriteLabel(content, group ? "legend" : "label", id, label);
            WriteHint(content, id, hint);
            WriteError(content, id, error);
            if (group) WriteChoices(content, type, name, id, error, own);
            else WriteControl(content, type, name, id, described, error, length, own);
        }
        content.AppendHtml(inside);
    }

    private void WriteControl(TagHelperContent content, string type, string name, string id, string described, string? error, int? length, List<TagHelperAttribute> own)
    {
        TagBuilder control;
        if (type == "select")
        {
            control = Control("select", name, id, null, described, error, own);
            var chosen = Values(name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var many = For.Metadata.IsEnumerableType;
            if (many) control.Attributes["multiple"] = "multiple";
            var items = (Items ?? EnumItems()).ToList();
            if (!many && Empty is null && !items.Any(i => IsChosen(i, chosen))) WriteOption(control, "", "Chọn…", false);
            if (Empty is not null) WriteOption(control, "", Empty, false);
            string? open = null;
            foreach (var item in items)
            {
                if (item.Group?.Name != open)
                {
                    if (open is not null) control.InnerHtml.AppendHtml("</optgroup>");
                    open = item.Group?.Name;
                    if (open is not null) control.InnerHtml.AppendHtml("<optgroup label=\"").Append(open).AppendHtml("\">");
                }
                WriteOption(control, item.Value ?? item.Text, item.Text, IsChosen(item, chosen), item.Disabled);
            }
            if (open is not null) control.InnerHtml.AppendHtml("</optgroup>");
        }
        else if (type == "textarea")
        {
            control = Control("textarea", name, id, null, described, error, own);
            control.Attributes["rows"] = Rows.ToString(CultureInfo.InvariantCulture);
            // A browser drops the first newline inside a textarea; ours keeps the text's own.
            control.InnerHtml.AppendHtml("\n").Append(Values(name).FirstOrDefault() ?? "");
        }
        else
        {
            var value = type is "password" or "file" ? null : Values(name).FirstOrDefault();
            // A browser's own date box shows 10/13/2026 to whoever has it in English; a number box changes under the wheel unseen.
            var shown = type is "date" or "number" ? "text" : type;
            if (type == "date" && value is not null && VietnameseBinders.TryDate(value, out var date)) value = Vn.Date(date);
            control = Control("input", name, id, shown, described, error, own);
            if (type == "date") control.Attributes.TryAdd("autocomplete", "off");
            if (type == "number") control.Attributes.TryAdd("inputmode", For.Metadata.UnderlyingOrModelType == typeof(decimal) ? "decimal" : "numeric");
            if (value is not null) control.Attributes["value"] = value;
            if (type == "file" && For.Metadata.IsEnumerableType) control.Attributes["multiple"] = "multiple";
            if (type is "password" or "email" or "tel" or "url") control.Attributes.TryAdd("spellcheck", "false");
        }
        if (length is { } most && type is not ("select" or "file" or "date" or "time")) control.Attributes.TryAdd("maxlength", most.ToString(CultureInfo.InvariantCulture));
        if ((Autocomplete ?? (type is "tel" or "email" ? type : null)) is { } auto) control.Attributes["autocomplete"] = auto;
        var width = Width ?? type switch { "date" or "time" or "number" => "s", "tel" => "m", _ => null };
        if (width is not null) control.AddCssClass("w-" + width);

        if (Suffix is null) content.AppendHtml(control);
        else content.AppendHtml("<div class=\"with-suffix\">").AppendHtml(control).AppendHtml("<span>").Append(Suffix).AppendHtml("</span></div>");
    }

    private void WriteChoices(TagHelperContent content, string type, string name, string id, string? error, List<TagHelperAttribute> own)
    {
        var chosen = Values(name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        content.AppendHtml(Inline ? "<div class=\"choices inline\">" : "<div class=\"choices\">");
        var n = 0;
        foreach (var item in Items ?? EnumItems())
        {
            var itemId = n++ == 0 ? id : $"{id}-{n}"; // the summary links to the first
            var box = Control("input", name, itemId, type == "radios" ? "radio" : "checkbox", "", error, own);
            box.Attributes["value"] = item.Value ?? item.Text;
            if (IsChosen(item, chosen)) box.Attributes["checked"] = "checked";
            if (item.Disabled) box.Attributes["disabled"] = "disabled";
            content.AppendHtml("<div class=\"choice\">").AppendHtml(box).AppendHtml($"<label for=\"{itemId}\">").Append(item.Text).AppendHtml("</label></div>");
        }
        // Sent also when nothing is chosen, so that the server sees the question was asked. Radios: the first value counts.
        content.AppendHtml("</div>").AppendHtml(type == "radios" ? Hidden(name, "") : Hidden(name + "-asked", "1"));
    }

    private static bool IsChosen(SelectListItem item, HashSet<string> chosen) => chosen.Count > 0 ? chosen.Contains(item.Value ?? item.Text) : item.Selected;

    private static void WriteOption(TagBuilder select, string value, string text, bool chosen, bool disabled = false)
    {
        var option = new TagBuilder("option");
        option.Attributes["value"] = value;
        if (chosen) option.Attributes["selected"] = "selected";
        if (disabled) option.Attributes["disabled"] = "disabled";
        option.InnerHtml.Append(text);
        select.InnerHtml.AppendHtml(option);
    }

    private TagBuilder Control(string tag, string name, string id, string? type, string described, string? error, List<TagHelperAttribute> own)
    {
        var control = new TagBuilder(tag) { TagRenderMode = tag == "input" ? TagRenderMode.SelfClosing : TagRenderMode.Normal };
        foreach (var attribute in own) control.Attributes[attribute.Name] = attribute.Value?.ToString() ?? "";
        if (type is not null) control.Attributes["type"] = type;
        control.Attributes["id"] = id;
        control.Attributes["name"] = name;
        if (described.Length > 0) control.Attributes["aria-describedby"] = described;
        if (error is not null && type != "radio") control.Attributes["aria-invalid"] = "true";
        return control;
    }

    private static TagBuilder Hidden(string name, string value)
    {
        var hidden = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        hidden.Attributes["type"] = "hidden";
        hidden.Attributes["name"] = name;
        hidden.Attributes["value"] = value;
        return hidden;
    }

    private void WriteLabel(TagHelperContent content, string tag, string id, string label)
    {
        var css = LabelHidden ? " class=\"sr\"" : "";
        content.AppendHtml(tag == "legend" ? $"<legend{css}>" : $"<label{css} for=\"{id}\">").Append(label);
        if (Optional) content.AppendHtml(" <span class=\"optional\">(không bắt buộc)</span>");
        content.AppendHtml($"</{tag}>");
    }

    private static void WriteHint(TagHelperContent content, string id, string? hint)
    {
        if (hint is not null) content.AppendHtml($"<p class=\"hint\" id=\"{id}-hint\">").Append(hint).AppendHtml("</p>");
    }

    private static void WriteError(TagHelperContent content, string id, string? error)
    {
        if (error is not null) content.AppendHtml($"<p class=\"error\" id=\"{id}-error\"><span class=\"sr\">Lỗi: </span>").Append(error).AppendHtml("</p>");
    }

    /// <summary>What was sent, if this page answers a form; else the property's value.</summary>
    private IReadOnlyList<string> Values(string name)
    {
        if (ViewContext.ViewData.ModelState.TryGetValue(name, out var entry) && entry.RawValue is not null)
            return entry.RawValue is string[] many ? many : [entry.AttemptedValue ?? ""];
        return For.Model switch
        {
            null => [],
            string text => [text],
            IEnumerable list => [.. list.Cast<object?>().Select(Text)],
            var one => [Text(one)],
        };
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        bool b => b ? "true" : "false",
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly t => t.ToString("HH:mm", CultureInfo.InvariantCulture),
        DateTime t => t.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
        int or long => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        decimal d => Vn.Number(d, 6),
        Enum e => e.ToString(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private string Fitting()
    {
        var type = For.Metadata.UnderlyingOrModelType;
        if (typeof(IFormFile).IsAssignableFrom(type) || typeof(IEnumerable<IFormFile>).IsAssignableFrom(type)) return "file";
        if (For.Metadata.IsEnumerableType) return "checkboxes";
        if (Items is not null || type.IsEnum) return "select";
        if (type == typeof(bool)) return "checkbox";
        if (type == typeof(DateOnly)) return "date";
        if (type == typeof(TimeOnly)) return "time";
        if (type == typeof(DateTime)) return "datetime-local";
        if (type == typeof(int) || type == typeof(long) || type == typeof(decimal)) return "number";
        if (Has<VietnamPhoneAttribute>()) return "tel";
        return For.Metadata.DataTypeName switch
        {
            nameof(DataType.MultilineText) => "textarea",
            nameof(DataType.Password) => "password",
            nameof(DataType.EmailAddress) => "email",
            nameof(DataType.PhoneNumber) => "tel",
            _ => Has<EmailAddressAttribute>() ? "email" : "text",
        };
    }

    private bool Has<T>() => For.Metadata.ValidatorMetadata.OfType<T>().Any();

    private int? MaxLength() => For.Metadata.ValidatorMetadata.OfType<StringLengthAttribute>().Select(a => (int?)a.MaximumLength)
        .Concat(For.Metadata.ValidatorMetadata.OfType<MaxLengthAttribute>().Select(a => (int?)a.Length)).FirstOrDefault(n => n is > 0);

    private IEnumerable<SelectListItem> EnumItems() => For.Metadata.EnumGroupedDisplayNamesAndValues is { } names
        ? names.Select(n => new SelectListItem(n.Key.Name, Enum.Parse(For.Metadata.UnderlyingOrModelType, n.Value).ToString()))
        : throw new InvalidOperationException($"The field {For.Name} needs its choices: items=\"…\".");
}
