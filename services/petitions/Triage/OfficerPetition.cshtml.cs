using System.Text.Json;
using Dialogue.Data;
using Dialogue.Data.Files;
using Dialogue.Data.Reference;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>One petition on an officer's desk: what it is, until when, what may be done now, what happened.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader, Role.PortalEditor, Role.DepartmentOfficer, Role.DepartmentLeader)]
[RequireCapability(Capability.HoldsDialogues)]
internal sealed class OfficerPetitionModel(
    PetitionsDb db, PetitionDesk desk, CurrentTenant tenant, CurrentUser user, LegalClock clock, TimeProvider time, CalendarSource<PetitionsDb> calendars, TriagePetition triage, SharePetition share,
    AnswerPetition answer, AnswerAtConference atConference, RedirectPetition redirect, ReportPetition report, PublishPetition publish,
    IssueAssignment assign, Signers signers) : PageModel, IFormPage
{
    [BindProperty(SupportsGet = true, Name = "code")]
    public string Code { get; set; } = "";

    /// <summary>The row version that the page showed; every form carries it.</summary>
    [BindProperty]
    public uint? Version { get; set; }

    [BindProperty] public TriagePetition.Request Triage { get; set; } = new();
    [BindProperty] public AnswerPetition.DraftRequest Draft { get; set; } = new();
    [BindProperty] public AnswerPetition.SendBackRequest SendBack { get; set; } = new();
    [BindProperty] public AnswerPetition.ApproveRequest Approve { get; set; } = new();
    [BindProperty] public AnswerAtConference.Request AtConference { get; set; } = new();
    [BindProperty] public RedirectPetition.Request Redirected { get; set; } = new();
    [BindProperty] public ReportPetition.Request Report { get; set; } = new();
    [BindProperty] public SharePetition.Request Share { get; set; } = new();
    [BindProperty] public IssueAssignment.Request Assign { get; set; } = new();

    public CurrentTenant Tenant => tenant;
    public Petition Petition { get; private set; } = null!;
    public ConferenceCopy? Conference { get; private set; }
    public Deadline? Expected { get; private set; }
    public WorkingCalendar Calendar { get; private set; } = null!;
    public IReadOnlyList<StoredFile> Files { get; private set; } = [];
    public IReadOnlyList<(DateTimeOffset At, DateOnly Day, string Who, string What)> Timeline { get; private set; } = [];
    public IReadOnlyList<OfficeCopy> Offices { get; private set; } = [];
    public IReadOnlyList<SelectListItem> FieldItems { get; private set; } = [];
    public IReadOnlyList<SelectListItem> OfficeItems { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Answerers { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Agencies { get; private set; } = [];
    public IReadOnlyList<SelectListItem> SignerTitles { get; private set; } = [];

    /// <summary>Other petitions of the same petitioner that one letter may answer together with this one.</summary>
    public IReadOnlyList<SelectListItem> Companions { get; private set; } = [];

    /// <summary>Documents issued about this petition, oldest first.</summary>
    public IReadOnlyList<IssuedNote> Issued { get; private set; } = [];
    public string FieldName { get; private set; } = "";
    public bool MayRedirect { get; private set; }

    /// <summary>Shown only after it was asked for; the request stands in the history.</summary>
    public bool PhoneShown { get; private set; }

    public bool Works => user.Has(tenant.Id, Role.Specialist, Role.OfficeHead, Role.Clerk, Role.DepartmentOfficer);
    public bool Leads => user.Has(tenant.Id, Role.Leader, Role.DepartmentLeader);
    public bool Assigns => user.Has(tenant.Id, Role.OfficeHead, Role.Clerk, Role.Leader, Role.DepartmentLeader);
    public bool Publishes => user.Has(tenant.Id, Role.PortalEditor, Role.Specialist, Role.OfficeHead, Role.DepartmentOfficer);
    public DateOnly Today => clock.Today;
    public bool Late => Petition.Due is { } due && clock.Today > due;
    public string OfficeName(Guid? id) => Offices.FirstOrDefault(o => o.Id == id)?.Name ?? "Chưa giao";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (await desk.Find(Code, cancellationToken) is not { } petition) return NotFound();
        Petition = petition;
        Version = petition.RowVersion;
        Calendar = await calendars.Get(cancellationToken);
        var terms = await desk.TermsOf(petition, cancellationToken);
        (Conference, Expected) = (terms.Conference, terms.Expected(petition.Authority, petition.ReceivedOn, petition.RestartedOn));
        MayRedirect = terms.Rules[RuleKeys.EscalationRoutes].Words.Contains("redirect");
        Offices = await desk.Offices(cancellationToken);
        Files = await db.Files.AsNoTracking().Where(f => f.OwnerId == petition.Id).OrderBy(f => f.Name).ToListAsync(cancellationToken);

        var fields = await db.Fields.AsNoTracking().OrderBy(f => f.Position).ToListAsync(cancellationToken);
        FieldName = fields.FirstOrDefault(f => f.Code == petition.FieldCode)?.Name ?? petition.FieldCode;
        FieldItems = [.. fields.Where(f => f.Active || f.Code == petition.FieldCode).Select(f => new SelectListItem(f.Name, f.Code))];
        OfficeItems = [.. Offices.Select(o => new SelectListItem(o.Name, o.Id.ToString()))];
        var departments = await db.Organisations.AsNoTracking().Where(o => o.Active && o.Capabilities.Contains(Capability.AnswersCases) && !o.Capabilities.Contains(Capability.RoutesCases))
            .OrderBy(o => o.Name).Select(o => new { o.Id, o.Name }).ToListAsync(cancellationToken);
        var (own, city) = (new SelectListGroup { Name = tenant.Name }, new SelectListGroup { Name = "Đại diện sở, ngành dự hội nghị" });
        Answerers = [.. Offices.Select(o => new SelectListItem(o.Name, o.Id.ToString()) { Group = own }), .. departments.Select(d => new SelectListItem(d.Name, d.Id.ToString()) { Group = city })];
        Agencies = [.. RedirectPetition.Targets.Concat(departments.Select(d => d.Name)).Select(a => new SelectListItem(a, a))];

        Issued = [.. (await IssuedNote.Of(db, [petition.Id], cancellationToken))[petition.Id]];
        if (petition.Status == PetitionStatus.AwaitingApproval && Leads)
            Companions = [.. (await answer.Companions(petition).AsNoTracking().OrderBy(p => p.Id).Take(20).ToListAsync(cancellationToken)).Select(p => new SelectListItem($"{p.Code}: {p.Title}", p.Code))];
        SignerTitles = [.. Titles.Of(tenant.Name).Select(t => new SelectListItem(t, t))];
        Timeline = [.. (await db.History.AsNoTracking().Where(h => h.SubjectId == petition.Id && h.Subject == nameof(Petition)).OrderBy(h => h.Day).ThenBy(h => h.At).ToListAsync(cancellationToken)).Select(Line)];
        Triage = Request.Method == "POST" ? Triage : new() { Field = petition.FieldCode, Authority = petition.Authority, Office = petition.OfficeId, Title = petition.Title };
        Draft.Text ??= petition.Draft;
        Approve.Date ??= clock.Today;
        Redirected.Date ??= clock.Today;
        Report.Date ??= clock.Today;
        Assign.Date ??= clock.Today;
        var signer = await signers.Last(db, cancellationToken);
        foreach (var form in (IssueRequest[])[Approve, Redirected, Report, Assign])
        {
            form.SignerName ??= signer.Name;
            form.SignerTitle ??= signer.Title;
        }
        return null;
    }

    public Task<IActionResult> OnPostTriageAsync(CancellationToken cancellationToken)
    {
        Triage.Version = Version;
        return Done(Works, () => triage.Handle(Code, Triage, cancellationToken), "Đã phân loại; thời hạn được ấn định.");
    }

    public Task<IActionResult> OnPostShareAsync(CancellationToken cancellationToken)
    {
        Share.Version = Version;
        return Done(Works, () => share.Handle(Code, Share, cancellationToken), "Đã lưu phần việc của các đơn vị.");
    }

    public Task<IActionResult> OnPostDraftAsync(CancellationToken cancellationToken)
    {
        Draft.Version = Version;
        return Done(Works, () => answer.Draft(Code, Draft, cancellationToken), "Đã lưu dự thảo.");
    }

    [WithoutForm]
    public Task<IActionResult> OnPostSubmitAsync(CancellationToken cancellationToken) =>
        Done(Works, () => answer.Submit(Code, new() { Version = Version }, cancellationToken), "Đã trình lãnh đạo ký.");

    public Task<IActionResult> OnPostSendBackAsync(CancellationToken cancellationToken)
    {
        SendBack.Version = Version;
        return Done(Leads, () => answer.SendBack(Code, SendBack, cancellationToken), "Đã trả lại dự thảo để sửa.");
    }

    public Task<IActionResult> OnPostApproveAsync(CancellationToken cancellationToken)
    {
        Approve.Version = Version;
        return Done(Leads, () => answer.Approve(Code, Approve, cancellationToken), "Đã ban hành văn bản trả lời.");
    }

    public Task<IActionResult> OnPostAssignAsync(CancellationToken cancellationToken)
    {
        Assign.Version = Version;
        return Done(Assigns, () => assign.Handle(Code, Assign, cancellationToken), "Đã ban hành phiếu chuyển.");
    }

    public Task<IActionResult> OnPostAtConferenceAsync(CancellationToken cancellationToken)
    {
        AtConference.Version = Version;
        return Done(Works || Leads, () => atConference.Handle(Code, AtConference, cancellationToken), "Đã ghi câu trả lời tại hội nghị.");
    }

    public Task<IActionResult> OnPostRedirectedAsync(CancellationToken cancellationToken)
    {
        Redirected.Version = Version;
        return Done(Works, () => redirect.Handle(Code, Redirected, cancellationToken), "Đã hướng dẫn doanh nghiệp gửi đúng cơ quan.");
    }

    public Task<IActionResult> OnPostReportAsync(CancellationToken cancellationToken)
    {
        Report.Version = Version;
        return Done(Works || Leads, () => report.Handle(Code, Report, cancellationToken), "Đã báo cáo UBND thành phố.");
    }

    [WithoutForm]
    public Task<IActionResult> OnPostPublishAsync(CancellationToken cancellationToken) =>
        Done(Publishes, () => publish.Handle(Code, new() { Version = Version }, cancellationToken), "Đã công khai kiến nghị và câu trả lời.");

    [WithoutForm]
    public Task<IActionResult> OnPostUnpublishAsync(CancellationToken cancellationToken) =>
        Done(Publishes, () => publish.Handle(Code, new() { Published = false, Version = Version }, cancellationToken), "Đã gỡ khỏi trang công khai.");

    [WithoutForm]
    public async Task<IActionResult> OnPostPhoneAsync(CancellationToken cancellationToken)
    {
        if (await desk.Find(Code, cancellationToken) is not { } petition) return NotFound();
        db.History.Add(new()
        {
            At = time.GetUtcNow(), Day = clock.Today, UserId = user.Id, UserName = user.Name, Subject = nameof(Petition), SubjectId = petition.Id, Action = "Viewed",
            Changes = JsonSerializer.Serialize(new { LastAct = new string?[] { null, "Xem số điện thoại của người đại diện" } }),
        });
        await db.SaveChangesAsync(cancellationToken);
        PhoneShown = true;
        return await Load(cancellationToken) ?? Page();
    }

    /// <summary>An attachment, to be saved and never opened in the page: its content is a stranger's.</summary>
    public async Task<IActionResult> OnGetFileAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await desk.Find(Code, cancellationToken) is not { } petition) return NotFound();
        if (await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id && f.OwnerId == petition.Id, cancellationToken) is not { } file) return NotFound();
        Response.ContentType = file.ContentType;
        Response.ContentLength = file.Size;
        Response.Headers.ContentDisposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue("attachment") { FileNameStar = file.Name }.ToString();
        Response.Headers.XContentTypeOptions = "nosniff";
        await db.CopyFile(file.Id, Response.Body, cancellationToken);
        return new EmptyResult();
    }

    /// <summary>Back to the page by GET; 404 when there is no such petition, 403 when the role does not carry it.</summary>
    private async Task<IActionResult> Done(bool allowed, Func<Task<Petition?>> act, string sentence)
    {
        if (!allowed) return Forbid();
        if (await act() is not { } petition) return NotFound();
        this.SayDone(sentence);
        return Redirect($"/{tenant.Slug}/can-bo/kien-nghi/{petition.Code}");
    }

    private static (DateTimeOffset, DateOnly, string, string) Line(HistoryEntry entry)
    {
        using var changes = JsonDocument.Parse(entry.Changes);
        var act = changes.RootElement.TryGetProperty("LastAct", out var values) && values.GetArrayLength() == 2 ? values[1].GetString() : null;
        return (entry.At, entry.Day, entry.UserName, act ?? (changes.RootElement.TryGetProperty("Draft", out _) ? "Sửa dự thảo trả lời" : "Cập nhật"));
    }
}
