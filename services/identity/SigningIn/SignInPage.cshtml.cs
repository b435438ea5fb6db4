using Dialogue.Identity.Connect;
using Dialogue.Identity.Federation;
using Dialogue.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Identity.SigningIn;

/// <summary>The one page on which a password is asked for.</summary>
[AllowAnonymous]
internal sealed class SignInPage(SignIn signIn, OutsideProviders providers) : PageModel, IFormPage
{
    [BindProperty] public SignIn.Request Input { get; set; } = new();

    [BindProperty(SupportsGet = true)] public string? ReturnUrl { get; set; }

    public IReadOnlyList<OutsideProvider> Providers => providers.All;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public Task<IActionResult?> Load(CancellationToken cancellationToken) => Task.FromResult<IActionResult?>(null);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await signIn.Handle(Input, HttpContext, cancellationToken);
        return LocalRedirect(LocalAddress.AfterSignIn(ReturnUrl));
    }
}
