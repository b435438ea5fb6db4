using Microsoft.AspNetCore.Mvc;

namespace Dialogue.Web;

/// <summary>
/// A page with a form. <see cref="FormPageFilter"/> shows it again, filled as it was sent, after input that is not valid (422), a broken rule
/// (422), an edit of something that changed meanwhile (409), and a sign-in that came between.
/// </summary>
public interface IFormPage
{
    /// <summary>Loads what the page shows besides what was typed. Called by OnGet too: <c>await Load(ct) ?? Page()</c>.</summary>
    /// <returns>Another answer (not found), or null to show the page.</returns>
    Task<IActionResult?> Load(CancellationToken cancellationToken);
}

/// <summary>
/// On a named handler that takes nothing of the page's forms, such as that of a confirm button: what the page's bound properties lack is no
/// reason to refuse it.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WithoutFormAttribute : Attribute;
