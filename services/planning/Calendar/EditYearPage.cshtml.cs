using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Planning.Calendar.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Calendar;

/// <summary>Where the organisation that keeps the calendar changes a year.</summary>
[RequireRole(Role.FinanceOfficer)]
[RequireCapability(Capability.ReceivesReports)]
public sealed class EditYearPageModel(PlanningDb db, EditYear edit) : PageModel, IFormPage
{
    [BindProperty(SupportsGet = true)]
    public int Year { get; set; }

    /// <summary>The version that the person saw when the form was made.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public EditYear.Day Day { get; set; } = new();

    [BindProperty]
    public EditYear.Decision Official { get; set; } = new();

    internal WorkingYear Shown { get; private set; } = null!;

    public IReadOnlyList<int> Years { get; private set; } = [];

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        Years = await db.WorkingYears.OrderBy(y => y.Year).Select(y => y.Year).ToListAsync(cancellationToken);
        if (await db.WorkingYears.AsNoTracking().FirstOrDefaultAsync(y => y.Year == Year, cancellationToken) is not { } found) return NotFound();
        (Shown, Version) = (found, found.Version);
        return null;
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public Task<IActionResult> OnPostDayAsync(CancellationToken cancellationToken) => Change(Day.Kind == "off"
        ? year => year.TakeOff(Day.Date!.Value, Day.Reason, Day.Notice)
        : year => year.Work(Day.Date!.Value, Day.Reason, Day.Notice), $"Đã ghi ngày {Vn.Date(Day.Date)} vào lịch.", cancellationToken);

    [WithoutForm]
    public Task<IActionResult> OnPostRemoveAsync(DateOnly date, CancellationToken cancellationToken) =>
        Change(year => year.Remove(date), $"Đã bỏ ngày {Vn.Date(date)} khỏi lịch.", cancellationToken);

    public Task<IActionResult> OnPostOfficialAsync(CancellationToken cancellationToken) =>
        Change(year => year.MakeOfficial(Official.Notice, Official.About), $"Lịch năm {Year} đã là lịch chính thức.", cancellationToken);

    private async Task<IActionResult> Change(Action<WorkingYear> change, string done, CancellationToken cancellationToken)
    {
        if (await edit.Handle(Year, Version, change, cancellationToken) is null) return NotFound();
        this.SayDone(done);
        return RedirectToPage(new { Year });
    }
}
