using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Notifications.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Notifications.Delivering;

/// <summary>What was sent, for the administrator of the organisation.</summary>
[RequireRole(Role.TenantAdministrator)]
internal sealed class DeliveriesPageModel(ReadDeliveries read, CurrentTenant tenant) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "tim")] public string? Search { get; set; }
    [BindProperty(SupportsGet = true, Name = "tinh-trang")] public DeliveryState? State { get; set; }
    [BindProperty(SupportsGet = true, Name = "kenh")] public MessageChannel? Channel { get; set; }
    [BindProperty(SupportsGet = true, Name = "loai")] public string? Event { get; set; }
    [BindProperty(SupportsGet = true, Name = "sau")] public Guid? After { get; set; }

    public string Root => $"/{tenant.Slug}/can-bo";
    public ReadDeliveries.Response Log { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        // Addresses are masked in the file as they are on the page: who needs one opens that delivery, which is noted.
        if (Request.WantedFile() is { } wanted)
            return (wanted with { Internal = false }).Of(HttpContext, "tin-gui", new Sheet<ReadDeliveries.Row>("Nhật ký gửi tin")
                .Text("Loại tin", d => d.EventName, 30).Text("Tiêu đề", d => d.Subject, 60).Text("Người nhận", d => d.Who, 26).Text("Địa chỉ (đã che)", d => d.To, 24).Text("Kênh", d => d.Channel.Name(), 16)
                .Text("Tình trạng", d => d.State.Name(), 18).Moment("Tạo lúc", d => d.CreatedAt).Moment("Gửi lúc", d => d.SentAt).Number("Số lần thử", d => d.Attempts).Text("Lỗi", d => d.Error, 40),
                await read.Whole(new(State, Channel, Event, Search), cancellationToken));
        Log = await read.Handle(new(State, Channel, Event, Search, After), cancellationToken);
        return Page();
    }
}

/// <summary>One delivery: where it is, what it says; sent again by hand.</summary>
[RequireRole(Role.TenantAdministrator)]
internal sealed class DeliveryPageModel(ReadDeliveries read, NotificationsDb db, CurrentTenant tenant) : PageModel, IFormPage
{
    [FromRoute] public Guid Id { get; set; }

    public string Root => $"/{tenant.Slug}/can-bo";
    public Delivery Delivery { get; private set; } = null!;
    public string? Who { get; private set; }

    /// <summary>Somebody has asked for the address; that is noted.</summary>
    public bool IsShown { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (await read.Find(Id, cancellationToken) is not { } delivery) return NotFound();
        Delivery = delivery;
        Who = delivery.UserId is { } user ? await db.Members.AsNoTracking().Where(m => m.UserId == user).Select(m => m.Name).FirstOrDefaultAsync(cancellationToken) : null;
        return null;
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostShowAsync(CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is { } other) return other;
        await read.NoteShown(Delivery, cancellationToken);
        IsShown = true;
        return Page();
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostResendAsync(CancellationToken cancellationToken)
    {
        if (await read.Resend(Id, cancellationToken) is null) return NotFound();
        this.SayDone("Tin sẽ được gửi lại trong giây lát.");
        return Redirect($"{Root}/tin-gui/{Id}");
    }
}
