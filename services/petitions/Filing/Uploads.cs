using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Dialogue.Data.Files;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Dialogue.Petitions;

/// <summary>
/// On a page whose form carries files: reads the body part by part, texts into the form, files straight into chunk rows of a transaction that
/// the page commits when it has filed the petition; anything else rolls them back. A file over its limit is never held whole.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class StreamsUploadsAttribute : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
{
    /// <summary>Most bytes of a request: the files of one submission and its texts. The gateway lets no more through.</summary>
    private const long MostBody = 60 * 1024 * 1024;

    /// <summary>Before the antiforgery check, which would read the form whole.</summary>
    public int Order => -1000;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var request = context.HttpContext.Request;
        if (!HttpMethods.IsPost(request.Method) || request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) != true) return;
        if (request.ContentLength > MostBody)
        {
            context.Result = new Microsoft.AspNetCore.Mvc.StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
            return;
        }
        if (context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MostBody;
        var uploads = context.HttpContext.RequestServices.GetRequiredService<Uploads>();
        try
        {
            request.Form = await uploads.Read(request, context.HttpContext.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            context.Result = new Microsoft.AspNetCore.Mvc.StatusCodeResult(StatusCodes.Status400BadRequest);
            return;
        }
        foreach (var (field, message) in uploads.Refused) context.ModelState.AddModelError(field, message);
    }
}

/// <summary>The files of one request, stored but not yet committed. Scoped.</summary>
internal sealed partial class Uploads(PetitionsDb db, TimeProvider time) : IAsyncDisposable
{
    private const int MostParts = 400, MostText = 1024 * 1024;
    private readonly Dictionary<int, Guid> owners = [];
    private readonly Dictionary<int, long> sizes = [];
    private IDbContextTransaction? transaction;

    /// <summary>Form field and sentence of each file that was not taken.</summary>
    public List<(string Field, string Message)> Refused { get; } = [];

    /// <summary>True when a file or all of them are over their limit: the answer is 413.</summary>
    public bool TooLarge { get; private set; }

    /// <summary>Names of the files that were chosen; they must be chosen again when the form comes back.</summary>
    public List<string> Names { get; } = [];

    /// <summary>The id of the petition that stands at <paramref name="index"/> in the form, and owns the files sent with it.</summary>
    public Guid PetitionAt(int index) => owners.TryGetValue(index, out var id) ? id : owners[index] = Guid.CreateVersion7();

    public async Task Commit(CancellationToken cancellationToken)
    {
        if (transaction is not null && db.Database.CurrentTransaction is not null) await transaction.CommitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null) await transaction.DisposeAsync();
    }

    internal async Task<FormCollection> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 100) throw new InvalidDataException("The form has no boundary.");
        var reader = new MultipartReader(boundary, request.Body);
        var fields = new KeyValueAccumulator();
        for (var parts = 0; await reader.ReadNextSectionAsync(cancellationToken) is { } section; parts++)
        {
            if (parts == MostParts) throw new InvalidDataException("The form has too many parts.");
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) continue;
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
            if (!disposition.FileName.HasValue && !disposition.FileNameStar.HasValue) fields.Append(name, await Text(section.Body, cancellationToken));
            else if (HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value is { Length: > 0 } file)
                await Store(name, file, section.Body, cancellationToken);
        }
        return new FormCollection(fields.GetResults());
    }

    private async Task Store(string field, string name, Stream content, CancellationToken cancellationToken)
    {
        Names.Add(name);
        if (TooLarge) return; // what follows is passed over unread
        var index = Index().Match(field) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        try
        {
            transaction ??= await db.Database.BeginTransactionAsync(cancellationToken);
            var file = await db.SaveFile(PetitionAt(index), name, content, time.GetUtcNow(), field, cancellationToken);
            sizes[index] = sizes.GetValueOrDefault(index) + file.Size;
            if (sizes[index] > FileStore.MaxOwner)
                throw new RuleBrokenException("file-too-large", "Các tệp của một kiến nghị cộng lại lớn hơn 50 MB. Hãy bớt hoặc nén lại rồi gửi.", field);
        }
        catch (RuleBrokenException refusal)
        {
            Refused.Add((field, refusal.Message));
            TooLarge |= refusal.Code == "file-too-large";
        }
    }

    private static async Task<string> Text(Stream body, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        var buffer = new byte[8192];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (text.Length + read > MostText) throw new InvalidDataException("A text of the form is too long.");
            text.Write(buffer, 0, read);
        }
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    [GeneratedRegex(@"\[(\d)\]")]
    private static partial Regex Index();
}
