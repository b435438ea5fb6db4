using Dialogue.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dialogue.Web;

/// <summary>An error that nobody gave a body becomes a page in plain Vietnamese, or ProblemDetails under <c>/api</c>.</summary>
internal sealed partial class ErrorPages(RequestDelegate next, ILogger<ErrorPages> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        string? text = null;
        try
        {
            await next(http);
        }
        catch (Exception e) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            http.Response.Clear();
            http.Response.StatusCode = e switch
            {
                RuleBrokenException => StatusCodes.Status409Conflict,
                BadHttpRequestException bad => bad.StatusCode,
                _ => StatusCodes.Status500InternalServerError,
            };
            if (e is RuleBrokenException) text = e.Message;
            else if (http.Response.StatusCode >= 500) LogFailed(e, http.Request.Method, RoutePattern(http));
        }

        var response = http.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentLength is not null || !string.IsNullOrEmpty(response.ContentType)) return;

        if (IsApi(http)) await WriteProblem(http, Problem.Of(response.StatusCode, text));
        else await WritePage(http, Problem.Of(response.StatusCode, text));
    }

    /// <summary>Writes the page of a problem as the response, with its status.</summary>
    public static async Task WritePage(HttpContext http, Problem problem)
    {
        http.Response.StatusCode = problem.Status;
        // In the words of antiforgery, whose token stands in the layout: it warns about any others.
        (http.Response.Headers.CacheControl, http.Response.Headers.Pragma) = ("no-cache, no-store", "no-cache");
        if (HttpMethods.IsHead(http.Request.Method)) return;
        var services = http.RequestServices;
        var view = new ViewResult
        {
            ViewName = "/web/Shared/_Problem.cshtml",
            StatusCode = problem.Status,
            ViewData = new ViewDataDictionary<Problem>(services.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary()) { Model = problem },
        };
        await view.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new()));
    }

    private static async Task WriteProblem(HttpContext http, Problem problem)
    {
        if (http.RequestServices.GetService<IProblemDetailsService>() is { } problems)
            await problems.TryWriteAsync(new() { HttpContext = http, ProblemDetails = { Status = problem.Status, Title = problem.Title, Detail = problem.Text, Type = problem.Code is { } code ? $"urn:dialogue:{code}" : null } });
    }

    public static bool IsApi(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || http.Request.Path.StartsWithSegments("/connect", StringComparison.OrdinalIgnoreCase);

    /// <summary>The route, not the address: an address may hold a private link.</summary>
    private static string RoutePattern(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Route} failed")]
    private partial void LogFailed(Exception exception, string method, string route);
}
