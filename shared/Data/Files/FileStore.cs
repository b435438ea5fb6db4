using System.Security.Cryptography;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Data.Files;

/// <summary>Streams files into and out of chunk rows of the context's tenant.</summary>
public static class FileStore
{
    /// <summary>Most bytes of one file.</summary>
    public const long MaxFile = 20 * 1024 * 1024;

    /// <summary>Most bytes of all files of one owner.</summary>
    public const long MaxOwner = 50 * 1024 * 1024;

    /// <summary>Most bytes of a file that the product itself has made: a zip of a city's documents, not what somebody sends.</summary>
    public const long MaxResult = 200 * 1024 * 1024;

    private const int ChunkSize = 256 * 1024;

    /// <summary>
    /// Writes the stream chunk by chunk (at most one chunk in memory) and adds the file's row, which the caller saves. Call inside a
    /// transaction when the owner must not be without it.
    /// </summary>
    /// <param name="field">Form field that a refusal is about.</param>
    /// <exception cref="RuleBrokenException"><c>file-too-large</c>, <c>file-empty</c> or <c>file-type</c> (by content).</exception>
    public static async Task<StoredFile> SaveFile(
        this TenantDbContext db, Guid owner, string name, Stream content, DateTimeOffset at, string? field = null, CancellationToken cancellationToken = default)
    {
        var (buffer, read) = await Head(content, cancellationToken);
        if (read == 0) throw new RuleBrokenException("file-empty", $"Tệp “{name}” không có nội dung. Hãy chọn tệp khác.", field);
        var type = FileTypes.Of(buffer.AsSpan(0, read), name)
            ?? throw new RuleBrokenException("file-type", $"Tệp “{name}” không phải PDF, ảnh (JPG, PNG), Word hoặc Excel. Hãy chuyển sang một trong các dạng này rồi gửi lại.", field);
        return await db.Save(owner, name, type, content, buffer, read, at, MaxFile,
            () => new("file-too-large", $"Tệp “{name}” lớn hơn 20 MB. Hãy nén hoặc chia nhỏ rồi gửi lại.", field), cancellationToken);
    }

    /// <summary>As <see cref="SaveFile"/>, for a file that the product itself has made: DOCX, XLSX, CSV, PDF or ZIP, by its name, up to <see cref="MaxResult"/>.</summary>
    /// <exception cref="ArgumentException">The name has none of these endings.</exception>
    /// <exception cref="RuleBrokenException"><c>result-too-large</c>.</exception>
    public static async Task<StoredFile> SaveResult(
        this TenantDbContext db, Guid owner, string name, Stream content, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var type = FileTypes.OfResult(name) ?? throw new ArgumentException($"{name} is no kind of result.", nameof(name));
        var (buffer, read) = await Head(content, cancellationToken);
        return await db.Save(owner, name, type, content, buffer, read, at, MaxResult,
            () => new("result-too-large", "Tệp kết quả lớn hơn 200 MB. Hãy chọn phạm vi nhỏ hơn rồi làm lại."), cancellationToken);
    }

    /// <summary>Takes a file and its bytes away; the caller saves nothing.</summary>
    public static async Task DeleteFile(this TenantDbContext db, Guid file, CancellationToken cancellationToken = default)
    {
        await db.FileChunks.Where(c => c.FileId == file).ExecuteDeleteAsync(cancellationToken);
        await db.Files.Where(f => f.Id == file).ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task<(byte[] Buffer, int Read)> Head(Stream content, CancellationToken cancellationToken)
    {
        var buffer = new byte[ChunkSize];
        return (buffer, await content.ReadAtLeastAsync(buffer, ChunkSize, throwOnEndOfStream: false, cancellationToken));
    }

    private static async Task<StoredFile> Save(
        this TenantDbContext db, Guid owner, string name, string type, Stream content, byte[] buffer, int read, DateTimeOffset at, long most,
        Func<RuleBrokenException> tooLarge, CancellationToken cancellationToken)
    {
        var file = new StoredFile { OwnerId = owner, Name = Clean(name), ContentType = type, At = at };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var no = 0; read > 0; no++)
        {
            file.Size += read;
            if (file.Size > most) throw tooLarge();
            hash.AppendData(buffer, 0, read);
#pragma warning disable EF1002 // the schema is a constant of the context
            await db.Database.ExecuteSqlRawAsync(
                $"insert into {db.Schema}.file_chunks (tenant_id, file_id, no, bytes) values ({{0}}, {{1}}, {{2}}, {{3}})",
                [db.Tenant.Value, file.Id, no, buffer.AsSpan(0, read).ToArray()], cancellationToken);
#pragma warning restore EF1002
            read = await content.ReadAtLeastAsync(buffer, ChunkSize, throwOnEndOfStream: false, cancellationToken);
        }
        file.Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        db.Files.Add(file);
        return file;
    }

    /// <summary>Writes the file's bytes to <paramref name="target"/>, one chunk at a time.</summary>
    public static async Task CopyFile(this TenantDbContext db, Guid file, Stream target, CancellationToken cancellationToken = default)
    {
        for (var no = 0; ; no++)
        {
            var bytes = await db.FileChunks.Where(c => c.FileId == file && c.No == no).Select(c => c.Bytes).FirstOrDefaultAsync(cancellationToken);
            if (bytes is null) return;
            await target.WriteAsync(bytes, cancellationToken);
        }
    }

    private static string Clean(string name)
    {
        var last = name.Replace('\\', '/').Split('/')[^1];
        var clean = string.Concat(last.Where(c => !char.IsControl(c)));
        return clean.Length > 200 ? clean[^200..] : clean.Length == 0 ? "tep" : clean;
    }
}
