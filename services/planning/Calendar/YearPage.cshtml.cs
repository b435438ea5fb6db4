using Dialogue.Exchange;
using Dialogue.Kernel;
using Dialogue.Planning.Calendar.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Calendar;

/// <summary>The working calendar of a year, for everybody.</summary>
[AllowAnonymous]
public sealed class YearPageModel(PlanningDb db, LegalClock clock) : PageModel
{
    /// <summary>This year when left out.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Nam { get; set; }

    internal WorkingYear Shown { get; private set; } = null!;

    public IReadOnlyList<int> Years { get; private set; } = [];

    public WorkingCalendar Calendar { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Years = await db.WorkingYears.OrderBy(y => y.Year).Select(y => y.Year).ToListAsync(cancellationToken);
        var year = Nam ?? clock.Today.Year;
        if (!ModelState.IsValid || await db.WorkingYears.AsNoTracking().FirstOrDefaultAsync(y => y.Year == year, cancellationToken) is not { } found) return NotFound();
        Shown = found;
        if (Request.WantedFile() is { } wanted)
            return (wanted with { Internal = false }).Of(HttpContext, $"lich-lam-viec-{year}", new Sheet<(string Kind, YearDay Day)>($"Lịch làm việc {year}")
                .Date("Ngày", d => d.Day.Date).Text("Loại", d => d.Kind, 14).Text("Lý do", d => d.Day.Reason, 40).Text("Căn cứ", d => d.Day.Notice, 50).Text("Lịch", _ => found.Official ? "Chính thức" : "Tạm tính", 14),
                found.DaysOff.Select(d => ("Ngày nghỉ", d)).Concat(found.WorkedDays.Select(d => ("Ngày làm bù", d))).OrderBy(d => d.d.Date));
        Calendar = new WorkingCalendar([found.Days()]);
        return Page();
    }
}
