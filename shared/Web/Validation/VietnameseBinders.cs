using System.Globalization;
using System.Text.RegularExpressions;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Dialogue.Web;

/// <summary>
/// Reads dates and numbers of forms and addresses as browsers send them (2026-10-13) and as people type them (13/10/2026, 1.250.000),
/// whatever the culture of the process.
/// </summary>
internal sealed partial class VietnameseBinders : IModelBinderProvider
{
    private static readonly DateBinder Dates = new();
    private static readonly NumberBinder Numbers = new();

    public IModelBinder? GetBinder(ModelBinderProviderContext context)
    {
        var type = context.Metadata.UnderlyingOrModelType;
        if (type == typeof(DateOnly)) return Dates;
        return type == typeof(int) || type == typeof(long) || type == typeof(decimal) ? Numbers : null;
    }

    /// <summary>2026-10-13, 13/10/2026, 3-9-2026, 3.9.2026, 3 9 2026 or 13102026, within the dates that can be counted.</summary>
    internal static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text.Trim(), ["yyyy-MM-dd", "d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "d M yyyy", "ddMMyyyy"],
            CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
        && date >= WorkingCalendar.First && date <= WorkingCalendar.Last;

    private abstract class Binder : IModelBinder
    {
        public Task BindModelAsync(ModelBindingContext context)
        {
            var sent = context.ValueProvider.GetValue(context.ModelName);
            if (sent == ValueProviderResult.None) return Task.CompletedTask;

            context.ModelState.SetModelValue(context.ModelName, sent);
            var text = sent.FirstValue?.Trim() ?? "";
            if (text.Length == 0)
            {
                if (context.ModelMetadata.IsReferenceOrNullableType) context.Result = ModelBindingResult.Success(null);
                else context.ModelState.TryAddModelError(context.ModelName, context.ModelMetadata.ModelBindingMessageProvider.ValueMustNotBeNullAccessor(text));
            }
            else if (Read(text, context.ModelMetadata.UnderlyingOrModelType) is { } value) context.Result = ModelBindingResult.Success(value);
            else context.ModelState.TryAddModelError(context.ModelName, No);
            return Task.CompletedTask;
        }

        protected abstract string No { get; }

        protected abstract object? Read(string text, Type type);
    }

    private sealed class DateBinder : Binder
    {
        protected override string No => "Ngày chưa đúng. Hãy nhập ngày có thật từ năm 2000 đến 2100, ví dụ 13/10/2026.";

        protected override object? Read(string text, Type type) => TryDate(text, out var date) ? date : null;
    }

    private sealed partial class NumberBinder : Binder
    {
        protected override string No => "Hãy nhập một số, ví dụ 15 hoặc 1.250.000.";

        protected override object? Read(string text, Type type)
        {
            text = text.Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal);
            if (Grouped().IsMatch(text)) text = text.Replace(".", "", StringComparison.Ordinal);
            text = text.Replace(',', '.');
            const NumberStyles Whole = NumberStyles.AllowLeadingSign;
            if (type == typeof(int)) return int.TryParse(text, Whole, CultureInfo.InvariantCulture, out var i) ? i : null;
            if (type == typeof(long)) return long.TryParse(text, Whole, CultureInfo.InvariantCulture, out var l) ? l : null;
            return decimal.TryParse(text, Whole | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var d) ? d : null;
        }

        [GeneratedRegex(@"^-?\d{1,3}(\.\d{3})+(,\d+)?$")]
        private static partial Regex Grouped();
    }
}
