using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Dialogue.Web;

/// <summary>
/// The fields of the page being rendered, in their order, so that the summary above them can name and link each. The layout, which is
/// rendered after the page, writes the summary.
/// </summary>
internal sealed class FormErrors
{
    private static readonly object Key = new();
    private readonly List<(string Name, string Id, string Label, bool Choice)> fields = [];

    public static FormErrors Of(HttpContext http)
    {
        if (http.Items[Key] is FormErrors existing) return existing;
        var created = new FormErrors();
        http.Items[Key] = created;
        return created;
    }

    public void Add(string name, string id, string label, bool choice) => fields.Add((name, id, label, choice));

    /// <summary>Not <c>ErrorCount</c>: it still counts errors that were taken out.</summary>
    public static bool Any(ModelStateDictionary state) => state.Values.Any(entry => entry.Errors.Count > 0);

    /// <summary>The sentence to show at a field, or null. A general sentence gets the field's own label.</summary>
    public static string? Message(ModelStateDictionary state, string name, string label, bool choice)
    {
        if (!state.TryGetValue(name, out var entry) || entry.Errors.Count == 0) return null;
        return Sentence(entry.Errors[0], label, choice);
    }

    /// <summary>All errors: those of fields in the order of the page, then the rest. The id is null where there is no field to link to.</summary>
    public IReadOnlyList<(string? Id, string Message)> All(ModelStateDictionary state)
    {
        var all = new List<(string?, string)>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, id, label, choice) in fields)
            if (seen.Add(name) && Message(state, name, label, choice) is { } message) all.Add((id, message));
        foreach (var (key, entry) in state)
        {
            if (seen.Contains(key)) continue;
            foreach (var error in entry.Errors) all.Add((null, Sentence(error, "", false)));
        }
        return [.. all.Distinct()];
    }

    private static string Sentence(ModelError error, string label, bool choice)
    {
        var text = error.ErrorMessage.Length > 0 ? error.ErrorMessage : "Nội dung đã nhập chưa đúng.";
        if (label.Length > 0)
            text = text.Replace("Mục này", label, StringComparison.Ordinal).Replace("mục này", Vn.LowerFirst(label), StringComparison.Ordinal);
        return choice && text.StartsWith("Hãy nhập", StringComparison.Ordinal) ? "Hãy chọn" + text["Hãy nhập".Length..] : text;
    }
}
