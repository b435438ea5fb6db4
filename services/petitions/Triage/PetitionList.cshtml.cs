using Dialogue.Data.Reference;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>The officers' list: what must be done first, and every petition by filters that stand in the address.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader, Role.PortalEditor, Role.DepartmentOfficer, Role.DepartmentLeader)]
[RequireCapability(Capability.HoldsDialogues)]
internal sealed class PetitionListModel(
    PetitionsDb db, PetitionDesk desk, CurrentTenant tenant, CurrentUser user, LegalClock clock, CalendarSource<PetitionsDb> calendars, ExportPetitions export) : PageModel
{
    private const int PageSize = 20;

    [BindProperty(SupportsGet = true, Name = "")]
    public PetitionFilter Filter { get; set; } = new();

    public CurrentTenant Tenant => tenant;
    public IReadOnlyList<PetitionRow> Rows { get; private set; } = [];
    public string? Next { get; private set; }
    public WorkingCalendar Calendar { get; private set; } = null!;
    public int Overdue { get; private set; }
    public int Fresh { get; private set; }
    public int ToSign { get; private set; }
    public int Soon { get; private set; }
    public IReadOnlyDictionary<string, string> FieldNames { get; private set; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<Guid, string> OfficeNames { get; private set; } = new Dictionary<Guid, string>();
    public IReadOnlyList<SelectListItem> Conferences { get; private set; } = [];
    public bool Works => user.Has(tenant.Id, Role.Specialist, Role.OfficeHead, Role.Clerk, Role.DepartmentOfficer);

    /// <summary>The internal file holds contacts; who only edits the portal gets the other one.</summary>
    public bool SeesContacts => Works || user.Has(tenant.Id, Role.Leader, Role.DepartmentLeader);

    public async Task<IActionResult> OnGetAsync(string? sau, CancellationToken cancellationToken)
    {
        if (Request.WantedFile() is { } wanted) return wanted.Internal && !SeesContacts ? Forbid() : await export.Handle(HttpContext, wanted, Filter, cancellationToken);
        Calendar = await calendars.Get(cancellationToken);
        var today = clock.Today;
        var soon = Calendar.Add(today, 3);
        FieldNames = await db.Fields.AsNoTracking().OrderBy(f => f.Position).ToDictionaryAsync(f => f.Code, f => f.Name, cancellationToken);
        OfficeNames = (await desk.Offices(cancellationToken)).ToDictionary(o => o.Id, o => o.Name);
        Conferences = [.. (await db.Conferences.AsNoTracking().OrderByDescending(c => c.Day).Take(12).ToListAsync(cancellationToken))
            .Select(c => new SelectListItem($"{c.Title} ({Web.Vn.Date(c.Day)})", c.Id.ToString(), c.Id == Filter.HoiNghi))];

        var counts = await db.Petitions.AsNoTracking().GroupBy(_ => 1).Select(g => new
        {
            Fresh = g.Count(p => p.Status == PetitionStatus.Received), ToSign = g.Count(p => p.Status == PetitionStatus.AwaitingApproval),
            Overdue = g.Count(p => p.Due < today && p.Status != PetitionStatus.Answered && p.Status != PetitionStatus.Redirected && p.Status != PetitionStatus.Escalated),
            Soon = g.Count(p => p.Due >= today && p.Due <= soon && p.Status != PetitionStatus.Answered && p.Status != PetitionStatus.Redirected && p.Status != PetitionStatus.Escalated),
        }).SingleOrDefaultAsync(cancellationToken);
        if (counts is not null) (Fresh, ToSign, Overdue, Soon) = (counts.Fresh, counts.ToSign, counts.Overdue, counts.Soon);

        if (Filter.IsEmpty)
        {
            var page = await ListPetitions.Read(db, sau, PageSize, cancellationToken);
            (Rows, Next) = (page.Items, page.Next);
            return Page();
        }
        var key = PageKey.Parse(sau);
        var rows = await ListPetitions.Rows(Filter.Of(db.Petitions.AsNoTracking(), today, soon, user.OfficeIn(tenant.Id))
            .Where(p => EF.Functions.LessThan(ValueTuple.Create(p.ReceivedOn, p.Id), ValueTuple.Create(key.Day, key.Id)))
            .OrderByDescending(p => p.ReceivedOn).ThenByDescending(p => p.Id).Take(PageSize + 1)).ToListAsync(cancellationToken);
        Next = rows.Count > PageSize ? new PageKey(rows[PageSize - 1].ReceivedOn, rows[PageSize - 1].Id).ToString() : null;
        Rows = [.. rows.Take(PageSize)];
        return Page();
    }

    /// <summary>The title says what is the case.</summary>
    public string Headline => (Overdue, Fresh, ToSign) switch
    {
        (> 0, _, _) => $"{Overdue} kiến nghị quá hạn",
        (_, > 0, _) => $"{Fresh} kiến nghị chờ phân loại",
        (_, _, > 0) => $"{ToSign} trả lời chờ ký",
        _ => "Không có kiến nghị quá hạn",
    };

    public (string Kind, string Text) Left(DateOnly due) => Web.DeadlineWords.Left(due, clock.Today, Calendar.Remaining(clock.Today, due));
}
