using Dialogue.Hosting.Authentication;
using Dialogue.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.SigningIn;

/// <summary>With a token as on every page, or, for somebody who must change the password before getting one, with the session of the sign-in page.</summary>
[Authorize(AuthenticationSchemes = BearerHandler.Name + "," + SignInSession.Scheme)]
internal sealed class PasswordPage(ChangePassword change, IdentityDb db) : PageModel, IFormPage
{
    [BindProperty] public ChangePassword.Request Input { get; set; } = new();

    [BindProperty(SupportsGet = true)] public string? ReturnUrl { get; set; }

    /// <summary>The present password was chosen by somebody else.</summary>
    public bool First { get; private set; }

    private Guid UserId => Guid.Parse(User.FindFirst("sub")!.Value);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        First = await db.Users.AnyAsync(u => u.Id == UserId && u.MustChangePassword, cancellationToken);
        return null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await change.Handle(UserId, Guid.TryParse(User.FindFirst("sid")?.Value, out var sid) ? sid : null, Input, HttpContext, cancellationToken);
        if (ReturnUrl?.StartsWith("/connect/authorize?", StringComparison.Ordinal) == true) return LocalRedirect(ReturnUrl);
        this.SayDone("Đã đổi mật khẩu.");
        return LocalRedirect("/tai-khoan");
    }
}
