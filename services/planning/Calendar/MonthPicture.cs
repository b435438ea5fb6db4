using System.Globalization;
using System.Text;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Html;

namespace Dialogue.Planning.Calendar;

/// <summary>
/// Draws a month as a grid, days off and marked days in colour and in shape. A picture for eyes alone: what it says also stands as text or in
/// a table beside it. Colours are attributes, since the pages' policy forbids inline styles.
/// </summary>
internal static class MonthPicture
{
    private const int Cell = 40, Row = 36, Top = 62;
    private static readonly string[] Heads = ["T2", "T3", "T4", "T5", "T6", "T7", "CN"];

    /// <param name="first">Any day of the month.</param>
    /// <param name="mark">Kind of a day: <c>start</c>, <c>due</c>, <c>count</c> or nothing.</param>
    public static IHtmlContent Draw(WorkingCalendar calendar, DateOnly first, Func<DateOnly, string?>? mark = null)
    {
        first = new DateOnly(first.Year, first.Month, 1);
        var lead = ((int)first.DayOfWeek + 6) % 7;
        var days = DateTime.DaysInMonth(first.Year, first.Month);
        var height = Top + Row * ((lead + days + 6) / 7) + 4;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"month\" viewBox=\"0 0 {7 * Cell} {height}\" width=\"{7 * Cell}\" height=\"{height}\" aria-hidden=\"true\" font-size=\"15\" text-anchor=\"middle\">");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"6\" y=\"20\" text-anchor=\"start\" font-size=\"17\" font-weight=\"600\" fill=\"#1b2430\">Tháng {first.Month}/{first.Year}</text>");
        for (var i = 0; i < 7; i++)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{i * Cell + Cell / 2}\" y=\"50\" font-size=\"13\" fill=\"#4f5b69\">{Heads[i]}</text>");
        for (var day = 0; day < days; day++)
        {
            var date = first.AddDays(day);
            var (x, y) = ((lead + day) % 7 * Cell, Top + (lead + day) / 7 * Row);
            var weekend = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            var worked = calendar.IsWorkingDay(date);
            var marked = mark?.Invoke(date);
            // A day off by notice is red and has a bar; a worked weekend day is green and ringed; weekends are grey.
            var (box, ink) = marked switch
            {
                "due" => ("#0b3d6e", "#fff"),
                "start" => ("#ffb81c", "#1b2430"),
                _ when !worked && !weekend => ("#fdeaea", "#a3171f"),
                _ when worked && weekend => ("#e5f4ea", "#17663a"),
                "count" => ("#e8f0f8", "#0b3d6e"),
                _ when weekend => ("#eef1f4", "#4f5b69"),
                _ => ("none", "#1b2430"),
            };
            if (box != "none") svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x + 2}\" y=\"{y}\" width=\"{Cell - 4}\" height=\"{Row - 4}\" rx=\"5\" fill=\"{box}\"/>");
            if (!worked && !weekend && marked is null or "count") svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x + 12} {y + Row - 8}h16\" stroke=\"{(worked || weekend ? "none" : "#a3171f")}\" stroke-width=\"2\"/>");
            if (worked && weekend) svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x + 3}\" y=\"{y + 1}\" width=\"{Cell - 6}\" height=\"{Row - 6}\" rx=\"5\" fill=\"none\" stroke=\"#17663a\" stroke-width=\"2\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + Cell / 2}\" y=\"{y + 21}\" fill=\"{ink}\"{(marked is "due" or "start" ? " font-weight=\"700\"" : "")}>{date.Day}</text>");
        }
        return new HtmlString(svg.Append("</svg>").ToString());
    }
}
