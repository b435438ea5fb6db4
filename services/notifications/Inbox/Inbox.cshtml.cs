using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Notifications.Duties;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Notifications.Inbox;

[RequireMember]
internal sealed class InboxModel(ReadInbox read, CurrentTenant tenant) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "sau")] public string? After { get; set; }

    public string Root => $"/{tenant.Slug}/can-bo";
    public ReadInbox.Response Inbox { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Request.WantedFile() is { } wanted)
        {
            var site = DutyCalendar.SiteOf(Request);
            return (wanted with { Internal = false }).Of(HttpContext, "tin-nhan", new Sheet<ReadInbox.Row>("Tin nhắn")
                .Moment("Nhận lúc", n => n.At).Text("Nội dung", n => n.Title, 70).Flag("Đã đọc", n => n.Read).Link("Đường dẫn", n => n.Link.Length == 0 ? null : site + n.Link, 40), read.Whole());
        }
        Inbox = await read.Handle(After, ReadInbox.PageSize, cancellationToken);
        return Page();
    }

    /// <summary>Opens a message: it is read from now on, and leads to the page it is about.</summary>
    public async Task<IActionResult> OnPostOpenAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await read.Open(id, cancellationToken) is not { } note) return NotFound();
        return Url.IsLocalUrl(note.Link) ? LocalRedirect(note.Link) : Redirect($"{Root}/hop-thu");
    }

    public async Task<IActionResult> OnPostOpenAllAsync(CancellationToken cancellationToken)
    {
        await read.OpenAll(cancellationToken);
        this.SayDone("Đã đánh dấu tất cả tin là đã đọc.");
        return Redirect($"{Root}/hop-thu");
    }
}
