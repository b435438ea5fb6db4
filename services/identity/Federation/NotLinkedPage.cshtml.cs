using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Identity.Federation;

/// <summary>For somebody whom a provider knows and we do not.</summary>
[AllowAnonymous]
internal sealed class NotLinkedPage(OutsideProviders providers) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "nguon")] public string? Provider { get; set; }

    public string From { get; private set; } = "";

    public void OnGet()
    {
        From = providers.Find(Provider ?? "")?.Name ?? "nơi bạn đăng nhập";
        Response.StatusCode = StatusCodes.Status403Forbidden;
    }
}
