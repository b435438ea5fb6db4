using System.ComponentModel.DataAnnotations;
using Dialogue.Data.Reference;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Planning.Calendar;

/// <summary>The public calculator. Its forms are GET, so that every result has an address.</summary>
[AllowAnonymous]
public sealed class CalculatorModel(CalendarSource<PlanningDb> calendars, LegalClock clock) : PageModel
{
    /// <summary>after, before, between or roll: which question is asked.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Way { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Ngày bắt đầu")]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Đến ngày")]
    public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Số ngày làm việc"), Range(0, CountWorkingDays.Most, ErrorMessage = "Số ngày làm việc từ 0 đến 1.000.")]
    public int? Days { get; set; }

    internal IReadOnlyList<Result> Results { get; private set; } = [];

    public WorkingCalendar Calendar { get; private set; } = null!;

    public DateOnly Today => clock.Today;

    internal sealed record Result(string Title, string Explained, CountWorkingDays.Answer Answer);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Calendar = await calendars.Get(cancellationToken);
        if (Way is not ("before" or "between" or "roll")) Way = "after";
        if (!Request.Query.ContainsKey(nameof(From))) return; // nothing was asked yet

        if (From is null && Valid(nameof(From))) ModelState.AddModelError(nameof(From), "Hãy chọn ngày bắt đầu.");
        if (Way is "after" or "before" && Days is null && Valid(nameof(Days))) ModelState.AddModelError(nameof(Days), "Hãy nhập số ngày làm việc.");
        if (Way == "between" && To is null && Valid(nameof(To))) ModelState.AddModelError(nameof(To), "Hãy chọn ngày kết thúc.");
        if (ModelState.IsValid)
            try
            {
                Results = Answer(From!.Value);
            }
            catch (ArgumentOutOfRangeException)
            {
                ModelState.AddModelError(nameof(Days), "Kết quả nằm ngoài các năm 2000 đến 2100. Hãy chọn ngày hoặc số ngày khác.");
            }
        if (!ModelState.IsValid) Response.StatusCode = 422;
    }

    private bool Valid(string name) => ModelState[name] is not { Errors.Count: > 0 };

    private Result[] Answer(DateOnly from) => Way switch
    {
        "after" => [new($"Hạn là hết {Vn.LongDate(Calendar.Add(from, Days!.Value))}", $"{Days} ngày làm việc sau {Vn.Date(from)}. Bản thân ngày {Vn.Date(from)} không tính.",
            CountWorkingDays.After(Calendar, from, Days.Value))],
        "before" => [
            new($"Chậm nhất hết {Vn.LongDate(Calendar.Subtract(from, Days!.Value))}",
                $"Cách hiểu thường dùng: đếm lùi {Days} ngày làm việc từ {Vn.Date(from)}; ngày thứ {Days} là ngày cuối cùng còn kịp.", CountWorkingDays.Before(Calendar, from, Days.Value, Reading.Inclusive)),
            new($"Chậm nhất hết {Vn.LongDate(Calendar.Subtract(from, Days.Value, Reading.Clear))}",
                $"Cách hiểu chặt hơn: phải còn trọn {Days} ngày làm việc ở giữa.", CountWorkingDays.Before(Calendar, from, Days.Value, Reading.Clear)),
        ],
        "between" => [new($"{Calendar.Count(from, To!.Value)} ngày làm việc", $"Từ {Vn.LongDate(from <= To ? from : To.Value)} đến hết {Vn.LongDate(from <= To ? To.Value : from)}, tính cả hai đầu.",
            CountWorkingDays.Between(Calendar, from, To.Value))],
        _ => [new($"Hạn là hết {Vn.LongDate(Calendar.RollForward(from))}",
            Calendar.IsWorkingDay(from) ? $"Ngày {Vn.Date(from)} là ngày làm việc nên giữ nguyên." : $"Ngày {Vn.Date(from)} là ngày nghỉ nên hạn chuyển sang ngày làm việc tiếp theo.",
            CountWorkingDays.Roll(Calendar, from))],
    };
}
