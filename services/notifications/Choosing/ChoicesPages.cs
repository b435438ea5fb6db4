using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Notifications.Delivering;
using Dialogue.Notifications.Events;
using Dialogue.Notifications.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Notifications.Choosing;

/// <summary>The form of a person's choices and of the organisation's defaults.</summary>
internal abstract class ChoicesPageBase : PageModel, IFormPage
{
    [BindProperty]
    public EditChoices.Request Input { get; set; } = new();

    public abstract IReadOnlyList<EventKind> Kinds { get; }

    /// <summary>Channels that the table of an audience shows.</summary>
    public abstract bool Offers(MessageChannel channel);

    public abstract Task<IActionResult?> Load(CancellationToken cancellationToken);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public bool IsTicked(EventKind kind, MessageChannel channel) => (kind.Obliged && channel == MessageChannel.InApp) || Input.Ticked.Contains($"{kind.Key}/{channel}");

    protected void Show(Effective now)
    {
        if (!HttpMethods.IsGet(Request.Method)) return;
        Input = new()
        {
            Digest = now.Digest, QuietFrom = now.QuietFrom, QuietTo = now.QuietTo,
            Ticked = [.. Kinds.SelectMany(k => k.Possible.Where(c => now.Takes(k, c)).Select(c => $"{k.Key}/{c}"))],
        };
    }
}

/// <summary>How I am told, at this organisation.</summary>
[RequireMember]
internal sealed class ChoicesPageModel(NotificationsDb db, EditChoices edit, Channels channels, CurrentTenant tenant, CurrentUser user) : ChoicesPageBase
{
    public string Root => $"/{tenant.Slug}/can-bo";
    public bool IsAdministrator => user.Has(tenant.Id, Role.TenantAdministrator);

    /// <summary>As identity has told it; null: none is known.</summary>
    public string? Email { get; private set; }

    /// <summary>The address was refused by its server.</summary>
    public bool IsBad { get; private set; }
    public bool HasOwn { get; private set; }
    public override IReadOnlyList<EventKind> Kinds { get; } = [.. EventCatalogue.All.Where(e => e.Audience == Audience.Members && e.Key != EventCatalogue.Digest)];

    public override bool Offers(MessageChannel channel) => channel is MessageChannel.InApp || channels.Has(channel);

    public override async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (user.Id is not { } me) return Forbid();
        Email = await db.Members.AsNoTracking().Where(m => m.UserId == me).Select(m => m.Email).FirstOrDefaultAsync(cancellationToken);
        var small = Email?.ToLowerInvariant();
        IsBad = small is not null && await db.BadAddresses.AnyAsync(b => b.Address == small, cancellationToken);
        var now = await edit.Read(me, cancellationToken);
        HasOwn = now.Own is not null;
        Show(now);
        return null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await edit.Save(user.Id!.Value, Kinds, Input, cancellationToken);
        this.SayDone("Đã lưu cách nhận tin của bạn.");
        return Redirect($"{Root}/nhan-tin");
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostForgetAsync(CancellationToken cancellationToken)
    {
        await edit.Forget(user.Id!.Value, cancellationToken);
        this.SayDone("Bạn nhận tin theo mặc định của đơn vị.");
        return Redirect($"{Root}/nhan-tin");
    }
}

/// <summary>How the organisation tells those who have not chosen, and those outside.</summary>
[RequireRole(Role.TenantAdministrator)]
internal sealed class DefaultsPageModel(EditChoices edit, Channels channels, CurrentTenant tenant) : ChoicesPageBase
{
    public string Root => $"/{tenant.Slug}/can-bo";
    public override IReadOnlyList<EventKind> Kinds { get; } = [.. EventCatalogue.All.Where(e => e.Key != EventCatalogue.Digest)];

    public override bool Offers(MessageChannel channel) => channel is MessageChannel.InApp || channels.Has(channel);

    public override async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        Show(await edit.Read(Choices.Organisation, cancellationToken));
        return null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await edit.Save(Choices.Organisation, Kinds, Input, cancellationToken);
        this.SayDone("Đã lưu mặc định nhận tin của đơn vị.");
        return Redirect($"{Root}/nhan-tin/mac-dinh");
    }
}
