using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Dialogue.Records.Registers;

internal static class SendFile
{
    /// <summary>A stored file, to be saved and never opened in the page. Answers 404 when it is not there.</summary>
    public static async Task Send(this HttpResponse response, RecordsDb db, Guid id, string? name, CancellationToken cancellationToken)
    {
        if (await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, cancellationToken) is not { } file)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        response.ContentType = file.ContentType;
        response.ContentLength = file.Size;
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = name ?? file.Name }.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        await db.CopyFile(file.Id, response.Body, cancellationToken);
    }
}
