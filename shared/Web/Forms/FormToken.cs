using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Dialogue.Web;

/// <summary>
/// Stands in for the framework's check of the antiforgery token on pages. A form without a good token never reaches its handler; it is shown
/// again, filled, with a fresh token, instead of an empty 400. The same holds for a form that a sign-in interrupted: its token is of the
/// session before.
/// </summary>
internal sealed class FormToken(IAntiforgery antiforgery) : IAsyncAuthorizationFilter, IAntiforgeryPolicy
{
    /// <summary>Order of this filter: the framework's own has 1000, and the last policy is the one in force.</summary>
    public const int AfterTheFrameworks = 1001;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method) || context.Filters.OfType<IgnoreAntiforgeryTokenAttribute>().Any()) return;

        if (http.Request.HasFormContentType)
        {
            // Read here, where a body that is too large is still told from a token that is missing.
            try { await http.Request.ReadFormAsync(http.RequestAborted); }
            catch (InvalidDataException)
            {
                context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
                return;
            }
        }
        if (http.Request.Headers.ContainsKey(FormPageFilter.RestoreHeader)) FormNote.Restored.Set(http);
        else if (!await antiforgery.IsRequestValidAsync(http)) FormNote.Expired.Set(http);
    }
}
