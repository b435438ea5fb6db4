using Dialogue.Contracts.Planning;
using Dialogue.Data;
using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Registering;

/// <summary>Who has registered, by kind; search, page by page, cancel, export.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader), RequireCapability(Capability.HoldsDialogues)]
internal sealed class RegistrationsPageModel(PlanningDb db, ConferenceNews news, ChangeRegistration change, LegalClock clock, TimeProvider time, CurrentUser user) : ConferencePage(db)
{
    private const int PageSize = 30;
    private readonly PlanningDb db = db;

    [BindProperty(SupportsGet = true, Name = "tim")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "loai")]
    public UnitKind? Kind { get; set; }

    [BindProperty(SupportsGet = true, Name = "sau")]
    public Guid? After { get; set; }

    public UnitCounts Counts { get; private set; } = new(0, 0, 0);
    public int Associations { get; private set; }
    public int Speakers { get; private set; }
    public IReadOnlyList<Registration> Rows { get; private set; } = [];
    public Guid? Next { get; private set; }

    /// <summary>The one whose contacts are shown, because somebody asked for them.</summary>
    public Guid? Shown { get; private set; }

    protected override async Task<IActionResult?> Show(CancellationToken cancellationToken)
    {
        Counts = await news.Registered(Id, cancellationToken);
        var active = db.Registrations.AsNoTracking().Where(r => r.ConferenceId == Id && r.CancelledOn == null);
        Associations = await active.CountAsync(r => r.Kind == UnitKind.Association, cancellationToken);
        Speakers = await active.CountAsync(r => r.WantsToSpeak, cancellationToken);
        var rows = Filtered();
        if (After is { } after) rows = rows.Where(r => r.Id > after);
        var page = await rows.OrderBy(r => r.Id).Take(PageSize + 1).ToListAsync(cancellationToken);
        (Rows, Next) = page.Count > PageSize ? (page[..PageSize], (Guid?)page[PageSize - 1].Id) : (page, null);
        return null;
    }

    /// <summary>Shows the contacts of one registration, once, and notes who asked.</summary>
    [WithoutForm]
    public async Task<IActionResult> OnPostContactAsync(Guid registration, CancellationToken cancellationToken)
    {
        if (!await db.Registrations.AnyAsync(r => r.Id == registration && r.ConferenceId == Id, cancellationToken)) return NotFound();
        Note(registration, "ContactShown");
        await db.SaveChangesAsync(cancellationToken);
        Shown = registration;
        return await Load(cancellationToken) ?? Page();
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostCancelAsync(Guid registration, CancellationToken cancellationToken) =>
        await change.Cancel(Id, registration, cancellationToken) is { } r ? Done($"Đã hủy đăng ký {r.Code}.") : NotFound();

    /// <summary>All that the filters keep. The internal one carries contacts, and is noted.</summary>
    protected override async Task<IActionResult?> File(WantedFile wanted, CancellationToken cancellationToken)
    {
        var inside = wanted.Internal;
        if (inside) await db.NoteExport(HttpContext, nameof(Registration), Id, "danh sách đăng ký", cancellationToken);
        return wanted.Of(HttpContext, $"dang-ky-{Conference.Day:yyyy-MM-dd}", new Sheet<Registration>("Đăng ký tham dự")
            .When(inside, more => more.Text("Mã", r => r.Code, 12)).Text("Loại hình", r => r.Kind.Name(), 16).Text("Tên đơn vị", r => inside ? r.Name : r.PublicName, 40)
            .When(inside, more => more.Text("Mã số thuế", r => r.TaxCode, 16).Text("Địa chỉ", r => r.Address, 40)).Text("Ngành nghề", r => r.Sector, 24).Number("Số người", r => r.Participants)
            .When(inside, more => more.Text("Người đại diện", r => r.Representative, 24).Text("Chức danh", r => r.RepresentativeTitle, 18).Text("Điện thoại", r => r.Phone, 14).Text("Thư điện tử", r => r.Email, 26))
            .Flag("Phát biểu", r => r.WantsToSpeak).Date("Ngày đăng ký", r => r.RegisteredOn).Date("Đã hủy ngày", r => r.CancelledOn), Filtered().OrderBy(r => r.Id).AsAsyncEnumerable());
    }

    private IQueryable<Registration> Filtered()
    {
        var rows = db.Registrations.AsNoTracking().Where(r => r.ConferenceId == Id);
        if (Kind is { } kind) rows = rows.Where(r => r.Kind == kind);
        if (Search?.Trim() is { Length: > 0 } text) rows = rows.Where(r => EF.Functions.ILike(r.Name, Like.Contains(text), Like.Escape) || r.Code == text.ToUpper());
        return rows;
    }

    private void Note(Guid subject, string action) => db.History.Add(new()
    {
        At = time.GetUtcNow(), Day = clock.Today, UserId = user.Id, UserName = user.Name, Subject = nameof(Registration), SubjectId = subject, Action = action,
    });
}
