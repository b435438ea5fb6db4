using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Notifications.Events;
using Dialogue.Notifications.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Notifications.Texts;

/// <summary>One text: written, looked at with sample data, saved as a new version, or given up for the standard one.</summary>
[RequireRole(Role.TenantAdministrator)]
internal sealed class TextPageModel(NotificationsDb db, EditText edit, CurrentTenant tenant) : PageModel, IFormPage
{
    [FromRoute(Name = "key")] public string Key { get; set; } = "";
    [BindProperty] public EditText.Request Input { get; set; } = new();

    public string Root => $"/{tenant.Slug}/can-bo";
    public EventKind Kind { get; private set; } = null!;
    public bool IsOwn { get; private set; }
    public bool HasShort => Kind.Audience != Audience.Members;
    public IReadOnlyList<MessageText> Versions { get; private set; } = [];
    public (string Subject, string Body, string Short)? Preview { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (EventCatalogue.Find(Key) is not { } kind) return NotFound();
        Kind = kind;
        Versions = await db.MessageTexts.AsNoTracking().Where(t => t.Event == Key).OrderByDescending(t => t.Version).Take(20).ToListAsync(cancellationToken);
        IsOwn = Versions.Count > 0 && !Versions[0].Standard;
        if (HttpMethods.IsGet(Request.Method))
        {
            var words = await edit.Read(kind, cancellationToken);
            Input = new() { Subject = words.Subject, Body = words.Body, Short = words.Short, Version = words.Version };
        }
        return null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (EventCatalogue.Find(Key) is not { } kind) return NotFound();
        await edit.Save(kind, Input, cancellationToken);
        this.SayDone("Đã lưu mẫu tin. Tin kế tiếp dùng mẫu này.");
        return Redirect($"{Root}/mau-tin/{Key}");
    }

    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is { } other) return other;
        Preview = EditText.Check(Kind, Input).Fill(Kind.Placeholders.ToDictionary(p => p.Name, p => p.Name == "don_vi" && tenant.Name.Length > 0 ? tenant.Name : p.Sample));
        return Page();
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostResetAsync(CancellationToken cancellationToken)
    {
        if (EventCatalogue.Find(Key) is not { } kind) return NotFound();
        await edit.Reset(kind, cancellationToken);
        this.SayDone("Mẫu tin đã trở về bản chuẩn.");
        return Redirect($"{Root}/mau-tin/{Key}");
    }
}
