using System.Collections.Concurrent;
using System.Reflection;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Web;

/// <summary>Nothing that a person typed is lost: every "no" to a form is the same page, filled, with the reason at its place.</summary>
internal sealed class FormPageFilter : IAsyncPageFilter
{
    /// <summary>Set by the gateway alone, on the form that a sign-in interrupted.</summary>
    public const string RestoreHeader = "X-Dialogue-Restore";

    private static readonly ConcurrentDictionary<Assembly, Type[]> Contexts = new();

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (context.HandlerInstance is not IFormPage form || !HttpMethods.IsPost(context.HttpContext.Request.Method))
        {
            if (FormNote.Of(context.HttpContext) is null) await next();
            else context.Result = new StatusCodeResult(StatusCodes.Status400BadRequest); // sent from another site, or too old
            return;
        }

        var state = context.ModelState;
        var cancelled = context.HttpContext.RequestAborted;
        if (FormNote.Of(context.HttpContext) is { } note)
        {
            foreach (var entry in state.Values)
            {
                entry.Errors.Clear();
                entry.ValidationState = ModelValidationState.Skipped;
            }
            context.Result = await Show(form, context.HandlerInstance, note.Status, cancelled);
            return;
        }

        ForgetOtherForms(context);
        if (!state.IsValid)
        {
            context.Result = await Show(form, context.HandlerInstance, StatusCodes.Status422UnprocessableEntity, cancelled);
            return;
        }

        var done = await next();
        if (done.Exception is null || done.ExceptionHandled) return;

        int status;
        if (done.Exception is RuleBrokenException rule)
        {
            state.AddModelError(Key(state, rule.Field), rule.Message);
            status = rule.Code == "file-too-large" ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status422UnprocessableEntity;
        }
        else if (done.Exception is DbUpdateConcurrencyException)
        {
            FormNote.Changed.Set(context.HttpContext);
            // The page shows the version that is stored now; sent again, the form stands upon that one.
            foreach (var key in state.Keys.Where(k => k.Equals("Version", StringComparison.OrdinalIgnoreCase) || k.EndsWith(".Version", StringComparison.OrdinalIgnoreCase)).ToList())
                state.Remove(key);
            status = StatusCodes.Status409Conflict;
        }
        else return;

        ForgetUnsaved(context);
        done.Result = await Show(form, context.HandlerInstance, status, cancelled);
        done.ExceptionHandled = true;
    }

    private static async Task<IActionResult> Show(IFormPage form, object handler, int status, CancellationToken cancellationToken)
    {
        if (await form.Load(cancellationToken) is { } other) return other;
        var page = (PageModel)handler;
        page.Response.StatusCode = status;
        return page.Page();
    }

    /// <summary>
    /// A page may hold several forms, each bound to a property or to parameters of its handler. What belongs to a form that was not sent is
    /// not asked for. A form made with the field tag helper always sends the name of its property.
    /// </summary>
    private static void ForgetOtherForms(PageHandlerExecutingContext context)
    {
        if (context.ModelState.IsValid || !context.HttpContext.Request.HasFormContentType) return;

        var sent = context.HttpContext.Request.Form.Keys.Concat(context.HttpContext.Request.Form.Files.Select(f => f.Name))
            .Select(First).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var without = context.HandlerMethod?.MethodInfo.IsDefined(typeof(WithoutFormAttribute), false) == true;
        if (!without)
        {
            var groups = context.ActionDescriptor.BoundProperties.Concat(context.HandlerMethod?.Parameters.Cast<ParameterDescriptor>() ?? [])
                .Where(p => p.ParameterType.IsClass && p.ParameterType != typeof(string)).Select(p => p.Name).ToList();
            var unsentOwn = groups.Any(g => !sent.Contains(g) && g.Equals(context.HandlerMethod?.Name, StringComparison.OrdinalIgnoreCase));
            if (unsentOwn || !groups.Any(sent.Contains)) return;
        }
        foreach (var key in context.ModelState.Where(e => e.Value is { Errors.Count: > 0 } && !sent.Contains(First(e.Key))).Select(e => e.Key).ToList())
            context.ModelState.Remove(key);
    }

    private static string First(string key) => key.IndexOfAny(['.', '[']) is var end and >= 0 ? key[..end] : key;

    /// <summary>A rule names a property; the form may hold it under a prefix.</summary>
    private static string Key(ModelStateDictionary state, string? field) =>
        field is null ? "" : state.ContainsKey(field) ? field
        : state.Keys.FirstOrDefault(k => k.EndsWith("." + field, StringComparison.OrdinalIgnoreCase)) ?? field;

    /// <summary>What the handler changed in memory before it failed must not be shown as if it were stored.</summary>
    private static void ForgetUnsaved(PageHandlerExecutingContext context)
    {
        var types = Contexts.GetOrAdd(context.HandlerInstance.GetType().Assembly,
            assembly => [.. assembly.GetTypes().Where(t => !t.IsAbstract && typeof(DbContext).IsAssignableFrom(t))]);
        foreach (var type in types)
            (context.HttpContext.RequestServices.GetService(type) as DbContext)?.ChangeTracker.Clear();
    }
}
