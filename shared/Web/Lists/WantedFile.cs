using System.Text.Json;
using Dialogue.Data;
using Dialogue.Exchange;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Web;

/// <summary>
/// A list as a file: the same address as the list with its filters, and <c>dinh-dang=xlsx</c> or <c>csv</c>. With <c>noi-bo=true</c> the variant that holds
/// personal data, which a page gives only to those who may see it, after it was noted (<see cref="ListFiles.NoteExport"/>).
/// </summary>
public readonly record struct WantedFile(SheetFormat Format, bool Internal)
{
    /// <param name="name">Of the list, as in an address: <c>kien-nghi</c>. The file's name adds the organisation, the variant and the day.</param>
    /// <param name="rows">Read while they are sent; all of the list, whatever page is shown.</param>
    public ListFile<T> Of<T>(HttpContext http, string name, Sheet<T> sheet, IAsyncEnumerable<T> rows)
    {
        var tenant = http.RequestServices.GetRequiredService<CurrentTenant>();
        var day = http.RequestServices.GetRequiredService<LegalClock>().Today;
        return new(Format, $"{name}-{(tenant.Id.IsNone ? "thanh-pho" : tenant.Slug)}{(Internal ? "-noi-bo" : "")}-{day:yyyy-MM-dd}.{Format.Extension()}", sheet, rows);
    }

    /// <summary>Of a list that is in memory as a whole anyway.</summary>
    public ListFile<T> Of<T>(HttpContext http, string name, Sheet<T> sheet, IEnumerable<T> rows) => Of(http, name, sheet, rows.ToAsyncEnumerable());
}

public static class ListFiles
{
    /// <summary>Names in the address.</summary>
    public const string Format = "dinh-dang", Internal = "noi-bo";

    /// <returns>What file is asked for; null when the page itself is.</returns>
    public static WantedFile? WantedFile(this HttpRequest request) =>
        SheetFormats.Parse(request.Query[Format]) is { } format ? new(format, request.Query[Internal] == "true") : null;

    /// <summary>Notes in the history who took a list with personal data out, and saves that: before the first row leaves.</summary>
    /// <param name="subject">Class name of what is listed, and the id of what the list belongs to: a conference, or the organisation itself.</param>
    /// <param name="list">What it is called on the page.</param>
    public static async Task NoteExport(this TenantDbContext db, HttpContext http, string subject, Guid subjectId, string list, CancellationToken cancellationToken)
    {
        var services = http.RequestServices;
        var user = services.GetRequiredService<CurrentUser>();
        db.History.Add(new()
        {
            At = services.GetRequiredService<TimeProvider>().GetUtcNow(), Day = services.GetRequiredService<LegalClock>().Today, UserId = user.Id, UserName = user.Name, Subject = subject,
            SubjectId = subjectId, Action = "Exported", Changes = JsonSerializer.Serialize(new { LastAct = new string?[] { null, $"Tải {list} có thông tin liên hệ" } }),
        });
        await db.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>Sends the file row by row, as the rows are read.</summary>
public sealed class ListFile<T>(SheetFormat format, string name, Sheet<T> sheet, IAsyncEnumerable<T> rows) : IActionResult, IResult
{
    public Task ExecuteResultAsync(ActionContext context) => ExecuteAsync(context.HttpContext);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = format.ContentType();
        response.Headers.ContentDisposition = $"attachment; filename={name}";
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers.Pragma = "no-cache";
        response.Headers.XContentTypeOptions = "nosniff";
        return format.Write(response.Body, sheet, rows, httpContext.RequestAborted);
    }
}
