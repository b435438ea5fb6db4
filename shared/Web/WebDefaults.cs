using System.Text.Encodings.Web;
using System.Text.Unicode;
using Dialogue.Data.Files;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;

namespace Dialogue.Web;

/// <summary>What every web application here shares: Razor Pages in Vietnamese, forms that lose nothing, error pages.</summary>
public static class WebDefaults
{
    /// <summary>Largest file that a form may bring, in bytes.</summary>
    public const long LargestFile = FileStore.MaxFile;

    /// <summary>What every page is written in, asked for before the style sheet is read.</summary>
    internal static readonly string[] Fonts = [.. new[] { "vietnamese-400", "latin-400", "vietnamese-600", "latin-600" }.Select(f => $"/lib/fonts/5.3.0/{f}.woff2")];

    /// <summary>Adds Razor Pages with all of the below.</summary>
    /// <param name="parts">The assemblies whose pages take part. Without them MVC would load every library that the SDK lists, those of services that do not run here too.</param>
    public static IMvcBuilder AddDialogueWeb(this IServiceCollection services, params IEnumerable<ApplicationPart> parts)
    {
        var manager = new ApplicationPartManager();
        foreach (var part in parts) manager.ApplicationParts.Add(part);
        services.AddSingleton(manager);
        return services.AddRazorPages().AddDialogueWeb();
    }

    public static IMvcBuilder AddDialogueWeb(this IMvcBuilder mvc)
    {
        var services = mvc.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LegalClock>();
        services.TryAddScoped<CurrentTenant>();
        services.TryAddScoped<CurrentUser>();
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All)); // "Đại", not "&#x110;&#x1EA1;i"
        services.Configure<RazorPagesOptions>(o => o.RootDirectory = "/");
        services.Configure<FormOptions>(o => o.MultipartBodyLengthLimit = LargestFile); // of each part; reading stops there, and the answer is 413
        services.AddAntiforgery(o => o.Cookie.Name = "dialogue.form");
        services.Configure<CookieTempDataProviderOptions>(o =>
        {
            o.Cookie.Name = "dialogue.note";
            o.Cookie.IsEssential = true;
        });
        services.Configure<MvcOptions>(o =>
        {
            o.ModelBinderProviders.Insert(0, new VietnameseBinders());
            o.ModelMetadataDetailsProviders.Add(new VietnameseMessages());
            o.Filters.Add<FormToken>(FormToken.AfterTheFrameworks);
            o.Filters.Add<FormPageFilter>();

            var words = o.ModelBindingMessageProvider;
            words.SetAttemptedValueIsInvalidAccessor((value, _) => $"“{value}” chưa đúng. Hãy nhập lại mục này.");
            words.SetMissingBindRequiredValueAccessor(_ => "Hãy nhập mục này.");
            words.SetMissingKeyOrValueAccessor(() => "Hãy nhập mục này.");
            words.SetMissingRequestBodyRequiredValueAccessor(() => "Chưa có nội dung nào được gửi.");
            words.SetNonPropertyAttemptedValueIsInvalidAccessor(value => $"“{value}” chưa đúng. Hãy nhập lại.");
            words.SetNonPropertyUnknownValueIsInvalidAccessor(() => "Nội dung đã nhập chưa đúng.");
            words.SetNonPropertyValueMustBeANumberAccessor(() => "Hãy nhập một số.");
            words.SetUnknownValueIsInvalidAccessor(_ => "Mục này chưa đúng. Hãy nhập lại.");
            words.SetValueIsInvalidAccessor(value => $"“{value}” chưa đúng.");
            words.SetValueMustBeANumberAccessor(_ => "Mục này phải là một số.");
            words.SetValueMustNotBeNullAccessor(_ => "Hãy nhập mục này.");
        });
        mvc.AddViewOptions(o => o.HtmlHelperOptions.ClientValidationEnabled = false); // no script reads data-val
        return mvc;
    }

    /// <summary>
    /// Pages for errors, and ProblemDetails under <c>/api</c>, where the registered exception handlers come first. Goes before routing and
    /// authentication, so that their answers get a page too. Nothing else that answers errors is needed beside it.
    /// </summary>
    public static IApplicationBuilder UseDialogueErrorPages(this IApplicationBuilder app) =>
        app.UseMiddleware<ErrorPages>().UseWhen(ErrorPages.IsApi, api => api.UseExceptionHandler(_ => { }));

    /// <summary>
    /// Lets browsers keep the font for a year: its address holds its version. Asked for anew on every page, it would come after the text, and
    /// the text would jump.
    /// </summary>
    public static IApplicationBuilder UseLastingFonts(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.Path.StartsWithSegments("/lib/fonts"))
            http.Response.OnStarting(() =>
            {
                if (http.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified) http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return Task.CompletedTask;
            });
        return next(http);
    });

    /// <summary>Answers with the page of an error; for code outside of MVC, such as the gateway's.</summary>
    public static Task WriteProblemPage(this HttpContext http, int status, string? text = null) => ErrorPages.WritePage(http, Problem.Of(status, text));

    /// <summary>Shows a sentence on the next page: after a form was done and the browser was sent on.</summary>
    public static void SayDone(this PageModel page, string text) => page.TempData["Done"] = text;
}
