using Dialogue.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Identity.Federation;

/// <summary>Asks before an account elsewhere becomes a key to this one: nobody can be brought to link a stranger's by a link on a page.</summary>
[Authorize]
internal sealed class LinkPage(OutsideSignIn outside) : PageModel
{
    public OutsideSignIn.Pending? Waiting { get; private set; }

    public void OnGet() => Waiting = outside.Waiting(HttpContext);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await outside.Link(HttpContext, cancellationToken)) return LocalRedirect("/tai-khoan/lien-ket");
        this.SayDone("Đã gắn tài khoản.");
        return LocalRedirect("/tai-khoan/phien");
    }
}
