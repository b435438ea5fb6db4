using Dialogue.Data;
using Dialogue.Data.Reference;
using Dialogue.Escalations.Fields;
using Dialogue.Escalations.Model;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Escalations.Directing;

[RequireRole(Role.CityCoordinator), RequireCapability(Capability.RoutesCases)]
internal sealed class CityCaseModel(
    EscalationsDb db, CurrentTenant tenant, CalendarSource<EscalationsDb> calendars, DirectCase direct, SendBackCase sendBack, Signers signers) : PageModel, IFormPage
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public DirectCase.Request Direct { get; set; } = new();
    [BindProperty] public SendBackCase.Request SendBack { get; set; } = new();

    public CityCase Case { get; private set; } = null!;
    public string Root => $"/{tenant.Slug}/can-bo/vu-viec";
    public string FieldName { get; private set; } = "";
    public string Slug => tenant.Slug;
    public IReadOnlyList<SelectListItem> SignerTitles { get; private set; } = [];

    /// <summary>Letters of direction that were issued about it, oldest first.</summary>
    public IReadOnlyList<IssuedNote> Issued { get; private set; } = [];
    public string? Proposed { get; private set; }
    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];
    public WorkingCalendar Calendar { get; private set; } = null!;
    public List<HistoryEntry> History { get; private set; } = [];
    public bool IsOpen => Case.State is CityCaseState.Received or CityCaseState.Directed;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult> OnPostDirectAsync(CancellationToken cancellationToken)
    {
        if (await direct.Handle(Id, Direct, cancellationToken) is not { } c) return NotFound();
        this.SayDone($"Đã chuyển {c.Code} đến {c.DepartmentName}, hạn đề xuất {Vn.Date(c.Due)}.");
        return Redirect(Root);
    }

    public async Task<IActionResult> OnPostSendBackAsync(CancellationToken cancellationToken)
    {
        if (await sendBack.Handle(Id, SendBack, cancellationToken) is not { } c) return NotFound();
        this.SayDone($"Đã trả {c.Code} về {c.SenderName}.");
        return Redirect(Root);
    }

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (await db.CityCases.FirstOrDefaultAsync(c => c.Id == Id, cancellationToken) is not { } c) return NotFound();
        Case = c;
        Direct.Version = SendBack.Version = db.Entry(c).Property<uint>("RowVersion").CurrentValue;
        FieldName = await db.FieldNames.Where(f => f.Code == c.FieldCode).Select(f => f.Name).FirstOrDefaultAsync(cancellationToken) ?? c.FieldCode;
        var answering = await db.Answering(cancellationToken);
        Proposed = answering.FirstOrDefault(o => o.Id == c.ProposedDepartmentId)?.Name;
        // The proposal is chosen for a case that comes in; one that moves on, or came back, needs a choice.
        if (c.State == CityCaseState.Received && c.ReasonBy.Length == 0) Direct.Department ??= answering.FirstOrDefault(o => o.Id == c.ProposedDepartmentId)?.Id;
        Departments = [.. answering.Where(o => c.State != CityCaseState.Directed || o.Id != c.DepartmentId).Select(o => new SelectListItem(o.Name, o.Id.ToString()))];
        Issued = [.. (await IssuedNote.Of(db, [Id], cancellationToken))[Id]];
        var signer = await signers.Last(db, cancellationToken);
        (Direct.SignerName, Direct.SignerTitle) = (Direct.SignerName ?? signer.Name, Direct.SignerTitle ?? signer.Title);
        SignerTitles = [.. Titles.Of(tenant.Name).Select(t => new SelectListItem(t, t))];
        Calendar = await calendars.Get(cancellationToken);
        History = await db.History.AsNoTracking().Where(h => h.SubjectId == Id && h.Subject == nameof(CityCase)).OrderBy(h => h.Id).ToListAsync(cancellationToken);
        return null;
    }
}
