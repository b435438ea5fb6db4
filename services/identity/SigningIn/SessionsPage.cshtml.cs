using Dialogue.Identity.Federation;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.SigningIn;

/// <summary>Where a person is signed in, and how to end it.</summary>
[Authorize]
internal sealed class SessionsPage(CurrentUser user, IdentityDb db, BrowserSessions sessions, OutsideProviders providers) : PageModel
{
    public sealed record Row(Guid Id, string Device, DateTimeOffset SignedInAt, DateTimeOffset LastSeenAt, string Way, bool Here);

    public IReadOnlyList<Row> Sessions { get; private set; } = [];

    public sealed record Account(string Issuer, string Subject, string Label, string From, DateTimeOffset LinkedAt);

    /// <summary>Accounts elsewhere that are keys to this one.</summary>
    public IReadOnlyList<Account> Linked { get; private set; } = [];

    public IReadOnlyList<OutsideProvider> Providers => providers.All;

    private Guid UserId => user.Id!.Value;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var here = await Here(cancellationToken);
        Sessions = [.. (await sessions.Of(UserId, cancellationToken)).OrderByDescending(s => s.Id == here)
            .Select(s => new Row(s.Id, s.Device, s.SignedInAt, s.LastSeenAt, s.Provider is null ? "Mật khẩu" : providers.Find(s.Provider)?.Name ?? s.Provider, s.Id == here))];
        Linked = [.. (await db.OutsideAccounts.AsNoTracking().Where(a => a.UserId == UserId).OrderBy(a => a.LinkedAt).ToListAsync(cancellationToken))
            .Select(a => new Account(a.Issuer, a.Subject, a.Label, providers.All.FirstOrDefault(p => p.Issuer == a.Issuer)?.Name ?? a.Issuer, a.LinkedAt))];
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await sessions.End(UserId, id, cancellationToken)) return NotFound();
        this.SayDone("Đã kết thúc phiên.");
        return LocalRedirect("/tai-khoan/phien");
    }

    public async Task<IActionResult> OnPostOthersAsync(CancellationToken cancellationToken)
    {
        if (await Here(cancellationToken) is not { } here) return NotFound();
        await sessions.EndAll(UserId, here, cancellationToken);
        this.SayDone("Đã kết thúc mọi phiên khác.");
        return LocalRedirect("/tai-khoan/phien");
    }

    public async Task<IActionResult> OnPostEverywhereAsync(CancellationToken cancellationToken)
    {
        await sessions.EndAll(UserId, but: null, cancellationToken);
        return LocalRedirect("/");
    }

    public async Task<IActionResult> OnPostUnlinkAsync(string issuer, string subject, CancellationToken cancellationToken)
    {
        if (await db.OutsideAccounts.Where(a => a.UserId == UserId && a.Issuer == issuer && a.Subject == subject).ExecuteDeleteAsync(cancellationToken) == 0) return NotFound();
        this.SayDone("Đã bỏ gắn.");
        return LocalRedirect("/tai-khoan/phien");
    }

    private Task<Guid?> Here(CancellationToken cancellationToken)
    {
        var grant = Guid.TryParse(User.FindFirst("sid")?.Value, out var sid) ? sid : Guid.Empty;
        return db.Grants.Where(g => g.Id == grant && g.UserId == UserId).Select(g => g.BrowserSessionId).FirstOrDefaultAsync(cancellationToken);
    }
}
