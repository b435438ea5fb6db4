using System.Text;
using Dialogue.Contracts.Planning;
using Dialogue.Data;
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
        var rows = db.Registrations.AsNoTracking().Where(r => r.ConferenceId == Id);
        if (Kind is { } kind) rows = rows.Where(r => r.Kind == kind);
        if (Search?.Trim() is { Length: > 0 } text) rows = rows.Where(r => EF.Functions.ILike(r.Name, "%" + text.Replace("%", "\\%").Replace("_", "\\_") + "%") || r.Code == text.ToUpper());
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

    /// <summary>The list as CSV. The internal one carries contacts, and is noted.</summary>
    public async Task<IActionResult> OnGetCsvAsync(bool noiBo, CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is { } other) return other;
        var rows = await db.Registrations.AsNoTracking().Where(r => r.ConferenceId == Id && r.CancelledOn == null).OrderBy(r => r.Id).ToListAsync(cancellationToken);
        var csv = new StringBuilder("\uFEFF"); // spreadsheets then read it as UTF-8
        string[] header = noiBo
            ? ["STT", "Mã", "Loại hình", "Tên đơn vị", "Mã số thuế", "Địa chỉ", "Ngành nghề", "Số người", "Người đại diện", "Chức danh", "Điện thoại", "Thư điện tử", "Phát biểu", "Ngày đăng ký"]
            : ["STT", "Loại hình", "Tên đơn vị", "Số người", "Phát biểu", "Ngày đăng ký"];
        csv.AppendLine(Csv.Line(header));
        foreach (var (r, i) in rows.Select((r, i) => (r, i + 1)))
            csv.AppendLine(Csv.Line(noiBo
                ? [$"{i}", r.Code, r.Kind.Name(), r.Name, r.TaxCode ?? "", r.Address, r.Sector, $"{r.Participants}", r.Representative, r.RepresentativeTitle, r.Phone, r.Email ?? "", r.WantsToSpeak ? "Có" : "", Vn.Date(r.RegisteredOn)]
                : [$"{i}", r.Kind.Name(), r.PublicName, $"{r.Participants}", r.WantsToSpeak ? "Có" : "", Vn.Date(r.RegisteredOn)]));
        if (noiBo)
        {
            Note(Id, "Exported");
            await db.SaveChangesAsync(cancellationToken);
        }
        return File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8", $"dang-ky-{Conference.Day:yyyy-MM-dd}{(noiBo ? "-noi-bo" : "")}.csv");
    }

    private void Note(Guid subject, string action) => db.History.Add(new()
    {
        At = time.GetUtcNow(), Day = clock.Today, UserId = user.Id, UserName = user.Name, Subject = nameof(Registration), SubjectId = subject, Action = action,
    });
}

/// <summary>Lines of comma-separated values that a spreadsheet cannot mistake for formulas.</summary>
internal static class Csv
{
    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell));

    private static string Cell(string text)
    {
        var safe = text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r') ? "'" + text : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
