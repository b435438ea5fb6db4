using System.ComponentModel.DataAnnotations;
using Dialogue.Data.Files;
using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Announcing;

/// <summary>The announcement, drafted, issued and posted.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader, Role.PortalEditor), RequireCapability(Capability.HoldsDialogues)]
[RequestSizeLimit(FileStore.MaxFile + 64 * 1024)]
internal sealed class AnnouncementPageModel(
    PlanningDb db, IssueAnnouncement issue, PostAnnouncement post, PlanningPapers papers, ConferenceTerms terms, CurrentTenant tenant, CurrentUser user, LegalClock clock) : ConferencePage(db)
{
    private readonly PlanningDb db = db;

    [BindProperty]
    public TextForm Text { get; set; } = new();

    [BindProperty]
    public IssueForm Issue { get; set; } = new();

    [BindProperty]
    public PostForm Post { get; set; } = new();

    public Announcement? Issued { get; private set; }
    public IReadOnlyList<Posting> Postings { get; private set; } = [];
    public IReadOnlyList<string> Missing { get; private set; } = [];
    public WorkingCalendar Calendar { get; private set; } = null!;
    public bool MayIssue { get; private set; }
    public IEnumerable<SelectListItem> ChannelItems => ConferenceWords.Channels.Select(c => new SelectListItem(c.Value, c.Key));

    public sealed class TextForm
    {
        [Required, StringLength(10_000)] public string Body { get; set; } = "";
        [StringLength(5_000)] public string? Guide { get; set; }
        [StringLength(5_000)] public string? PetitionForm { get; set; }
        [StringLength(2_000)] public string? CutOffText { get; set; }
    }

    public sealed class IssueForm
    {
        [StringLength(40)] public string? Number { get; set; }
        [Required] public DateOnly? IssuedOn { get; set; }
        [Required, StringLength(200)] public string Signer { get; set; } = "";
        [Required, StringLength(200)] public string SignerTitle { get; set; } = "";
        [StringLength(1000)] public string? LateReason { get; set; }
    }

    public sealed class PostForm
    {
        [Required] public string Channel { get; set; } = "";
        [Required] public DateOnly? PostedOn { get; set; }
        [StringLength(300)] public string? Place { get; set; }
        [StringLength(200)] public string? By { get; set; }
        [Url, StringLength(500)] public string? Link { get; set; }
        public IFormFile? Evidence { get; set; }
    }

    protected override async Task<IActionResult?> Show(CancellationToken cancellationToken)
    {
        Calendar = await terms.Calendar(cancellationToken);
        Issued = await db.Announcements.AsNoTracking().Where(a => a.ConferenceId == Id && a.IssuedOn != null && !a.Superseded).FirstOrDefaultAsync(cancellationToken);
        Postings = await db.Postings.AsNoTracking().Where(p => p.ConferenceId == Id && !p.Superseded).OrderBy(p => p.PostedOn).ThenBy(p => p.Id).ToListAsync(cancellationToken);
        Missing = await post.Missing(Conference, cancellationToken);
        MayIssue = Conference.State is ConferenceState.Planned or ConferenceState.Postponed;
        if (HttpMethods.IsGet(Request.Method))
        {
            var draft = await issue.Text(Conference, PublicSite.Of(Request), cancellationToken);
            Text = new() { Body = draft.Body, Guide = draft.Guide, PetitionForm = draft.PetitionForm, CutOffText = draft.CutOffText };
            var signer = await papers.LastSigner(cancellationToken);
            Issue = new() { IssuedOn = clock.Today, Signer = signer.Name, SignerTitle = signer.Title };
            Post = new() { Channel = Missing.Count > 0 ? Missing[0] : "", PostedOn = clock.Today, By = user.Name };
        }
        return null;
    }

    /// <summary>Where it was posted: what the report and an inspection ask for.</summary>
    protected override Task<IActionResult?> File(WantedFile wanted, CancellationToken cancellationToken) => System.Threading.Tasks.Task.FromResult<IActionResult?>(
        (wanted with { Internal = false }).Of(HttpContext, $"niem-yet-{Conference.Day:yyyy-MM-dd}", new Sheet<Posting>("Niêm yết, đăng tải")
            .Text("Kênh", p => ConferenceWords.Channel(p.Channel), 30).Date("Ngày", p => p.PostedOn).Text("Nơi", p => p.Place, 36).Text("Người thực hiện", p => p.By, 26).Link("Địa chỉ trang", p => p.Link, 40)
            .Flag("Có tệp minh chứng", p => p.EvidenceId is not null), Postings));

    public async Task<IActionResult> OnPostTextAsync(CancellationToken cancellationToken)
    {
        if (await db.Conferences.FindAsync([Id], cancellationToken) is not { } conference) return NotFound();
        await issue.SaveDraft(conference, new(Text.Body, Text.Guide ?? "", Text.PetitionForm ?? "", Text.CutOffText ?? ""), cancellationToken);
        return Done("Đã lưu dự thảo.");
    }

    public async Task<IActionResult> OnPostIssueAsync(CancellationToken cancellationToken)
    {
        if (!user.Has(tenant.Id, Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader)) return Forbid();
        var request = new IssueAnnouncement.Request(Issue.Number, Issue.IssuedOn, Issue.Signer, Issue.LateReason, SignerTitle: Issue.SignerTitle);
        return await issue.Handle(Id, request, PublicSite.Of(Request), cancellationToken) is { } a ? Done($"Đã ban hành thông báo {a.Number}. Hãy niêm yết, đăng tải trên các kênh.") : NotFound();
    }

    public async Task<IActionResult> OnPostPostAsync(CancellationToken cancellationToken)
    {
        await using var content = Post.Evidence?.OpenReadStream();
        var evidence = content is null ? null : new PostAnnouncement.Evidence(Post.Evidence!.FileName, content);
        return await post.Handle(Id, new(Post.Channel, Post.PostedOn, Post.Place, Post.By, Post.Link), evidence, cancellationToken) is { } p
            ? Done($"Đã ghi nhận: {ConferenceWords.Channel(p.Channel)}.") : NotFound();
    }

    public async Task<IActionResult> OnGetTepAsync(Guid file, CancellationToken cancellationToken)
    {
        if (await db.Postings.AnyAsync(p => p.ConferenceId == Id && p.EvidenceId == file, cancellationToken)
            && await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == file, cancellationToken) is { } stored)
        {
            Response.ContentType = stored.ContentType;
            Response.ContentLength = stored.Size;
            Response.Headers["X-Content-Type-Options"] = "nosniff";
            Response.Headers.ContentDisposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue("inline") { FileNameStar = stored.Name }.ToString();
            await db.CopyFile(file, Response.Body, cancellationToken);
            return new EmptyResult();
        }
        return NotFound();
    }
}
