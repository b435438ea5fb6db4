using Dialogue.Hosting.Authentication;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Identity.Connect;

/// <summary>The issuer's keys, for the administrator of the system: changed by hand before a journey, withdrawn when lost.</summary>
[RequireSystemAdministrator]
internal sealed class KeysPage(SigningKeys keys, TimeProvider time) : PageModel
{
    public sealed record Row(string Id, DateTimeOffset From, DateTimeOffset? Until, string State, string Kind);

    public IReadOnlyList<Row> Keys { get; private set; } = [];

    /// <summary>When the present key began to sign.</summary>
    public DateTimeOffset Since { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var all = await keys.All(cancellationToken);
        Since = (all.FirstOrDefault(k => k.From <= now) ?? all[^1]).From;
        Keys = [.. all.Where(k => k.Until is null || k.Until > now).Select(k => k.From > now ? Of(k, "Sắp ký", "calm") : k.From == Since ? Of(k, "Đang ký", "ok") : Of(k, "Còn được tin", "plain"))];

        static Row Of(SigningKeys.Entry key, string state, string kind) => new(key.Key.KeyId, key.From, key.Until, state, kind);
    }

    public async Task<IActionResult> OnPostRotateAsync(CancellationToken cancellationToken)
    {
        this.SayDone($"Khóa mới ký từ {Vn.DateTime(await keys.Rotate(TimeSpan.Zero, cancellationToken))}.");
        return LocalRedirect("/quan-tri/khoa-ky");
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string key, CancellationToken cancellationToken)
    {
        if (!await keys.Withdraw(key, cancellationToken)) return NotFound();
        this.SayDone("Đã thu hồi khóa.");
        return LocalRedirect("/quan-tri/khoa-ky");
    }
}
