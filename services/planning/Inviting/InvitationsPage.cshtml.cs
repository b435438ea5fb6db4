using System.ComponentModel.DataAnnotations;
using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Works;
using Dialogue.Kernel;
using Dialogue.Planning.Businesses;
using Dialogue.Planning.Businesses.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Inviting;

/// <summary>Who is invited, what was sent, who answered.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader), RequireCapability(Capability.HoldsDialogues)]
internal sealed class InvitationsPageModel(PlanningDb db, Invite invite, PlanningPapers papers, WorkDesk works, FindBusinesses directory) : ConferencePage(db)
{
    private readonly PlanningDb db = db;

    [BindProperty]
    public Form Input { get; set; } = new();

    public sealed class Form
    {
        [Required] public InviteeKind? Kind { get; set; }
        [Required, StringLength(300)] public string Name { get; set; } = "";
        [StringLength(200)] public string? Addressee { get; set; }
    }

    [BindProperty]
    public SendForm Send { get; set; } = new();

    public sealed class SendForm
    {
        [StringLength(40)] public string? Number { get; set; }
        [Required, StringLength(200)] public string Signer { get; set; } = "";
        [Required, StringLength(200)] public string SignerTitle { get; set; } = "";
    }

    public IReadOnlyList<Invitation> Rows { get; private set; } = [];
    public int NotYetListed { get; private set; }

    /// <summary>What is looked for in the directory, and of which kind; null until somebody looks.</summary>
    [BindProperty(SupportsGet = true, Name = "danh-ba")]
    public string? Wanted { get; set; }

    [BindProperty(SupportsGet = true, Name = "loai")]
    public UnitKind? WantedKind { get; set; }

    public bool Looks => Request.Query.ContainsKey("danh-ba");
    public int InDirectory { get; private set; }
    public int Matching { get; private set; }
    public IReadOnlyList<(Business Business, bool Invited)> Found { get; private set; } = [];

    protected override async Task<IActionResult?> Show(CancellationToken cancellationToken)
    {
        Rows = await db.Invitations.AsNoTracking().Where(i => i.ConferenceId == Id).OrderBy(i => i.Kind).ThenBy(i => i.Id).ToListAsync(cancellationToken);
        NotYetListed = await db.Registrations.CountAsync(r => r.ConferenceId == Id && r.CancelledOn == null, cancellationToken) - Rows.Count(r => r.RegistrationId is not null);
        InDirectory = await db.Businesses.CountAsync(cancellationToken);
        if (Looks)
        {
            var invited = Rows.Select(r => r.BusinessId).ToHashSet();
            Matching = await directory.Filtered(Wanted, WantedKind).CountAsync(cancellationToken);
            Found = [.. (await directory.Page(Wanted, WantedKind, null, cancellationToken, size: 100)).Rows.Select(b => (b, invited.Contains(b.Id)))];
        }
        if (Send.Signer is null or "")
        {
            var signer = await papers.LastSigner(cancellationToken);
            Send = new() { Number = Send.Number, Signer = signer.Name, SignerTitle = signer.Title };
        }
        return null;
    }

    /// <summary>A business is named only in the internal file, unless it has agreed to be named.</summary>
    protected override async Task<IActionResult?> File(WantedFile wanted, CancellationToken cancellationToken)
    {
        var inside = wanted.Internal;
        var named = inside ? [] : await db.Registrations.AsNoTracking().Where(r => r.ConferenceId == Id).ToDictionaryAsync(r => r.Id, r => r.PublicName, cancellationToken);
        if (inside) await db.NoteExport(HttpContext, nameof(Invitation), Id, "danh sách mời", cancellationToken);
        return wanted.Of(HttpContext, $"giay-moi-{Conference.Day:yyyy-MM-dd}", new Sheet<Invitation>("Danh sách mời")
            .Text("Thành phần", i => KindName(i.Kind), 26)
            .Text("Được mời", i => inside || i.Kind != InviteeKind.Business ? i.Name : i.RegistrationId is { } r ? named.GetValueOrDefault(r) : "Một đơn vị kinh doanh", 44)
            .When(inside, more => more.Text("Chức danh, họ tên", i => i.Addressee, 32)).Date("Đã gửi ngày", i => i.SentOn)
            .Text("Trả lời", i => i.Reply switch { InvitationReply.Accepts => "Sẽ dự", InvitationReply.Declines => "Không dự", _ => "Chưa trả lời" }, 14), Rows);
    }

    public static string KindName(InviteeKind kind) => kind switch
    {
        InviteeKind.Leader => "Lãnh đạo", InviteeKind.Department => "Sở, ban, ngành", InviteeKind.Office => "Phòng, ban, đơn vị", InviteeKind.Association => "Hiệp hội, đoàn thể", _ => "Doanh nghiệp, HTX, hộ kinh doanh",
    };

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        await invite.Add(Id, new(Input.Kind, Input.Name, Input.Addressee), cancellationToken) is { } i ? Done($"Đã thêm {i.Name}.") : NotFound();

    [WithoutForm]
    public async Task<IActionResult> OnPostGenerateAsync(CancellationToken cancellationToken) =>
        Done($"Đã thêm {await invite.FromRegistrations(Id, cancellationToken)} đơn vị từ danh sách đăng ký.");

    /// <summary>Those that were ticked, or with <paramref name="all"/> everything that the search finds.</summary>
    [WithoutForm]
    public async Task<IActionResult> OnPostDirectoryAsync(List<Guid> business, bool all, CancellationToken cancellationToken) =>
        Done($"Đã thêm {await invite.FromDirectory(Id, all ? directory.Filtered(Wanted, WantedKind) : db.Businesses.Where(b => business.Contains(b.Id)), cancellationToken)} đơn vị từ danh bạ.");

    public async Task<IActionResult> OnPostSentAsync(CancellationToken cancellationToken)
    {
        var (count, number) = await invite.SendAll(Id, new(Send.Number, Send.Signer, Send.SignerTitle), cancellationToken);
        return Done(count == 0 ? "Không còn giấy mời nào chưa gửi." : $"Đã ban hành giấy mời số {number}, ghi nhận gửi {count} giấy mời.");
    }

    /// <summary>All letters in one file: made in the queue, since they are many.</summary>
    [WithoutForm]
    public async Task<IActionResult> OnPostWordAsync(CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is { } other) return other;
        var work = await works.Queue<InvitationBatch>(db, InvitationBatch.TitleOf(Conference, Rows.Count), new InvitationBatch.Order(Id, PublicSite.Of(Request)), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return Redirect(works.PageOf(db, work));
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostReplyAsync(Guid invitation, InvitationReply reply, CancellationToken cancellationToken) =>
        await invite.Reply(Id, invitation, reply, cancellationToken) ? Done("Đã ghi trả lời.") : NotFound();
}
