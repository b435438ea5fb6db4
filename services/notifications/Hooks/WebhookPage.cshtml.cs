using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Notifications.Delivering;
using Dialogue.Notifications.Events;
using Dialogue.Notifications.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Options;

namespace Dialogue.Notifications.Hooks;

/// <summary>Where the organisation's own system hears of events.</summary>
[RequireRole(Role.TenantAdministrator)]
internal sealed class WebhookPageModel(EditWebhook edit, CurrentTenant tenant, IOptions<MessagesOptions> options) : PageModel, IFormPage
{
    /// <summary>Under which a new secret waits, encrypted and in this browser only, for the one page that shows it.</summary>
    private const string NewSecret = "NewWebhookSecret";

    [BindProperty] public EditWebhook.Request Input { get; set; } = new();

    public string Root => $"/{tenant.Slug}/can-bo";
    public int Seconds => options.Value.SendSeconds;
    public Webhook? Hook { get; private set; }
    public string? Shown { get; private set; }
    public IEnumerable<SelectListItem> EventItems => EventCatalogue.All.Where(e => e.Key != EventCatalogue.Digest).Select(e => new SelectListItem(e.Name, e.Key));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Shown = TempData[NewSecret] as string;
        if (Shown is not null) Response.Headers.CacheControl = "no-store";
        return await Load(cancellationToken) ?? Page();
    }

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        Hook = await edit.Read(cancellationToken);
        if (HttpMethods.IsGet(Request.Method) && Hook is { } h) Input = new() { Url = h.Url, Events = h.Events, Active = h.Active };
        return null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await edit.Save(Input, cancellationToken) is { } secret) TempData[NewSecret] = secret;
        return Done("Đã lưu webhook.");
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostTestAsync(CancellationToken cancellationToken) => Done(await edit.Test(cancellationToken) switch
    {
        Outcome.Taken => "Hệ thống nhận đã trả lời: gọi thử thành công.",
        Outcome.Later(var why) => $"Gọi thử không thành công. {why}",
        Outcome.Never(var why) => $"Gọi thử không thành công. {why}",
        _ => "Gọi thử không thành công.",
    });

    [WithoutForm]
    public async Task<IActionResult> OnPostSecretAsync(CancellationToken cancellationToken)
    {
        TempData[NewSecret] = await edit.NewSecret(cancellationToken);
        return Done("Đã đổi mã bí mật.");
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken)
    {
        await edit.Remove(cancellationToken);
        return Done("Đã bỏ webhook.");
    }

    private RedirectResult Done(string text)
    {
        this.SayDone(text);
        return Redirect($"{Root}/webhook");
    }
}
