using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dialogue.Records.Numbers;

/// <summary>A year's numbers: how the series are kept and who decided it, last numbers, what is missing and why, what was given by hand.</summary>
[RequireRole(Role.Clerk, Role.Leader, Role.OfficeHead, Role.Specialist, Role.DepartmentOfficer, Role.DepartmentLeader, Role.CityCoordinator, Role.FinanceOfficer, Role.TenantAdministrator)]
internal sealed class NumbersPageModel(RecordsDb db, SeriesDesk desk, CurrentTenant tenant, CurrentUser user, LegalClock clock) : PageModel, IFormPage
{
    [BindProperty(SupportsGet = true, Name = "nam")] public int? Year { get; set; }
    [BindProperty] public DecideInput Decide { get; set; } = new();
    [BindProperty] public ExplainInput Explain { get; set; } = new();

    public string Root => $"/{tenant.Slug}/can-bo/van-ban";
    public string Here => $"{Root}/so";
    public NumberYear Book { get; private set; } = null!;

    /// <summary>The next year too: how its series are kept is decided before its first day.</summary>
    public IReadOnlyList<int> Years => [clock.Today.Year + 1, clock.Today.Year, clock.Today.Year - 1];
    public IReadOnlyList<NumberGap> Gaps => [.. Book.Series.SelectMany(s => s.Gaps)];
    public int Unexplained => Gaps.Count(g => g.Reason.Length == 0);
    public IReadOnlyList<SelectListItem> GapItems => [.. Gaps.OrderBy(g => g.Reason.Length > 0).Select(g => new SelectListItem($"{g.Number:00} – {RecordsWords.Series(g.Series)}{(g.Reason.Length > 0 ? " (đã giải trình)" : "")}", $"{g.Series}/{g.Number}"))];
    public IReadOnlyList<SelectListItem> Ways { get; } = [new("Mỗi loại văn bản một sổ", "false"), new("Một sổ chung cho mọi loại văn bản", "true")];
    public bool MayDecide => user.Has(tenant.Id, Role.Leader, Role.DepartmentLeader, Role.TenantAdministrator);
    public bool MayExplain => user.Has(tenant.Id, Role.Clerk, Role.DepartmentOfficer, Role.CityCoordinator);

    private int Chosen => Year is { } y && Years.Contains(y) ? y : clock.Today.Year;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        Book = await db.ReadNumbers(Chosen, cancellationToken);
        Decide.Single ??= Book.Single;
        return null;
    }

    public async Task<IActionResult> OnPostDecideAsync(CancellationToken cancellationToken)
    {
        if (!MayDecide) return Forbid();
        await desk.Decide(Chosen, Decide.Single!.Value, cancellationToken);
        return Done($"Đã quyết định cách lập sổ năm {Chosen}.");
    }

    public async Task<IActionResult> OnPostExplainAsync(CancellationToken cancellationToken)
    {
        if (!MayExplain) return Forbid();
        var at = Explain.Gap.LastIndexOf('/');
        if (at < 0 || !int.TryParse(Explain.Gap[(at + 1)..], CultureInfo.InvariantCulture, out var number)) throw NumberRules.NotAGap(0);
        await desk.Explain(Chosen, Explain.Gap[..at], number, Explain.Reason, cancellationToken);
        return Done($"Đã lưu giải trình số {number:00}.");
    }

    private RedirectResult Done(string sentence)
    {
        this.SayDone(sentence);
        return Redirect($"{Here}?nam={Chosen}");
    }

    internal sealed class DecideInput
    {
        [Display(Name = "Cách lập sổ"), Required(ErrorMessage = "Hãy chọn cách lập sổ.")] public bool? Single { get; set; }
    }

    internal sealed class ExplainInput
    {
        [Display(Name = "Số khuyết"), Required(ErrorMessage = "Hãy chọn số khuyết.")] public string Gap { get; set; } = "";
        [Display(Name = "Lý do"), Required, StringLength(500)] public string Reason { get; set; } = "";
    }
}
