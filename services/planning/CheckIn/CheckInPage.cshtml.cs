using System.ComponentModel.DataAnnotations;
using Dialogue.Contracts.Planning;
using Dialogue.Data;
using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.CheckIn;

/// <summary>The day itself: who is there, and the opening.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader), RequireCapability(Capability.HoldsDialogues)]
internal sealed class CheckInPageModel(
    PlanningDb db, CheckInUnit checkIn, OpenConference open, ConferenceNews news, ConferenceTerms terms, LegalClock clock, CurrentTenant tenant, CurrentUser user) : ConferencePage(db)
{
    private readonly PlanningDb db = db;

    [BindProperty(SupportsGet = true, Name = "tim")]
    public string? Search { get; set; }

    [BindProperty]
    public WalkInForm WalkIn { get; set; } = new();

    [BindProperty]
    public OpenForm Open { get; set; } = new();

    public sealed class WalkInForm
    {
        public Guid Key { get; set; }
        [Required(ErrorMessage = "Hãy chọn loại hình.")] public UnitKind? Kind { get; set; }
        [Required, StringLength(300)] public string Name { get; set; } = "";
    }

    public sealed class OpenForm
    {
        [StringLength(1000)] public string? Reason { get; set; }
    }

    public UnitCounts Present { get; private set; } = new(0, 0, 0);
    public IReadOnlyList<(Registration Registration, bool Present)> Rows { get; private set; } = [];
    public IReadOnlyList<Attendance> WalkIns { get; private set; } = [];
    public RuleSet Rules { get; private set; } = null!;
    public bool CanTick { get; private set; }
    public bool CanOpen { get; private set; }
    public bool Late => clock.Today > Conference.Day;

    protected override async Task<IActionResult?> Show(CancellationToken cancellationToken)
    {
        Rules = await terms.Rules(Conference.Year, cancellationToken);
        Present = await news.Attended(Id, cancellationToken);
        var present = (await db.Attendances.AsNoTracking().Where(a => a.ConferenceId == Id).OrderBy(a => a.At).ToListAsync(cancellationToken));
        var here = present.Where(a => a.RegistrationId is not null).Select(a => a.Id).ToHashSet();
        WalkIns = [.. present.Where(a => a.RegistrationId is null)];
        var registrations = db.Registrations.AsNoTracking().Where(r => r.ConferenceId == Id && r.CancelledOn == null);
        if (Search?.Trim() is { Length: > 0 } text) registrations = registrations.Where(r => EF.Functions.ILike(r.Name, Like.Contains(text), Like.Escape) || r.Code == text.ToUpper());
        Rows = [.. (await registrations.OrderBy(r => r.Name).Take(500).ToListAsync(cancellationToken)).Select(r => (r, here.Contains(r.Id)))];
        CanTick = Conference.ClosedAt is null && Conference.State is ConferenceState.Announced or ConferenceState.Confirmed or ConferenceState.Held && clock.Today >= Conference.Day;
        CanOpen = CanTick && Conference.OpenedAt is null && user.Has(tenant.Id, Role.Specialist, Role.OfficeHead, Role.Leader)
            && (Conference.State == ConferenceState.Confirmed || ConditionsCheck.JudgedByAttendance(Rules));
        if (HttpMethods.IsGet(Request.Method)) WalkIn = new() { Key = Guid.CreateVersion7() };
        return null;
    }

    private sealed record Line(UnitKind Kind, string Name, string Open, Registration? Registration, DateTimeOffset? At);

    /// <summary>Who has registered and whether they came, then who came without.</summary>
    protected override async Task<IActionResult?> File(WantedFile wanted, CancellationToken cancellationToken)
    {
        var inside = wanted.Internal;
        var came = await db.Attendances.AsNoTracking().Where(a => a.ConferenceId == Id).OrderBy(a => a.At).ToListAsync(cancellationToken);
        var at = came.ToDictionary(a => a.Id, a => a.At);
        var registrations = await db.Registrations.AsNoTracking().Where(r => r.ConferenceId == Id && r.CancelledOn == null).OrderBy(r => r.Name).ToListAsync(cancellationToken);
        if (inside) await db.NoteExport(HttpContext, nameof(Attendance), Id, "danh sách điểm danh", cancellationToken);
        IEnumerable<Line> lines =
        [
            .. registrations.Select(r => new Line(r.Kind, r.Name, r.PublicName, r, at.TryGetValue(r.Id, out var when) ? when : null)),
            .. came.Where(a => a.RegistrationId is null).Select(a => new Line(a.Kind, a.Name, a.Kind.Unnamed(), null, a.At)),
        ];
        return wanted.Of(HttpContext, $"diem-danh-{Conference.Day:yyyy-MM-dd}", new Sheet<Line>("Điểm danh")
            .When(inside, more => more.Text("Mã", l => l.Registration?.Code, 12)).Text("Loại hình", l => l.Kind.Name(), 16).Text("Đơn vị", l => inside ? l.Name : l.Open, 40)
            .When(inside, more => more.Text("Người đại diện", l => l.Registration?.Representative, 24).Text("Chức danh", l => l.Registration?.RepresentativeTitle, 18).Text("Điện thoại", l => l.Registration?.Phone, 14))
            .Flag("Đã đăng ký", l => l.Registration is not null).Flag("Phát biểu", l => l.Registration?.WantsToSpeak).Flag("Có mặt", l => l.At is not null).Moment("Lúc", l => l.At), lines);
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostTickAsync(Guid registration, CancellationToken cancellationToken) =>
        await checkIn.Handle(Id, new(registration), cancellationToken) ? Back(registration) : NotFound();

    [WithoutForm]
    public async Task<IActionResult> OnPostUndoAsync(Guid attendance, CancellationToken cancellationToken) =>
        await checkIn.Undo(Id, attendance, cancellationToken) ? Back(attendance) : NotFound();

    public async Task<IActionResult> OnPostWalkInAsync(CancellationToken cancellationToken) =>
        await checkIn.Handle(Id, new(null, WalkIn.Kind, WalkIn.Name, WalkIn.Key), cancellationToken) ? Done($"{WalkIn.Name} có mặt.") : NotFound();

    public async Task<IActionResult> OnPostOpenAsync(CancellationToken cancellationToken)
    {
        if (!user.Has(tenant.Id, Role.Specialist, Role.OfficeHead, Role.Leader)) return Forbid();
        return await open.Handle(Id, new(Open.Reason), cancellationToken) is { } c ? Done($"Đã khai mạc; có {c.PresentAtOpening} đơn vị dự khi khai mạc.") : NotFound();
    }

    /// <summary>Back to the row that was tapped, with the search kept.</summary>
    private RedirectResult Back(Guid row) =>
        Redirect($"{Request.Path}{(string.IsNullOrEmpty(Search) ? "" : $"?tim={Uri.EscapeDataString(Search)}")}#d-{row}");
}
