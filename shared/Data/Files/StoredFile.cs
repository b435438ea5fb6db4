using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Data.Files;

/// <summary>A file of a tenant. Its bytes lie in chunk rows, so that they are streamed in and out and share the wall of their tenant.</summary>
public sealed class StoredFile : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public TenantId TenantId { get; private set; }

    /// <summary>What it belongs to: the id of a petition, a posting, …</summary>
    public Guid OwnerId { get; init; }
    public string Name { get; init; } = "";

    /// <summary>Decided by content, never by the name or by what the browser says.</summary>
    public string ContentType { get; init; } = "";
    public long Size { get; set; }
    public string Sha256 { get; set; } = "";
    public DateTimeOffset At { get; init; }

    internal static void Configure(EntityTypeBuilder<StoredFile> file)
    {
        file.ToTable("files");
        file.Property(f => f.Name).HasMaxLength(200);
        file.Property(f => f.ContentType).HasMaxLength(120);
        file.Property(f => f.Sha256).HasMaxLength(64);
        file.HasIndex(f => new { f.TenantId, f.OwnerId });
    }
}

/// <summary>At most 256 kB of a file.</summary>
public sealed class FileChunk : ITenantOwned
{
    public TenantId TenantId { get; private set; }
    public Guid FileId { get; init; }
    public int No { get; init; }
    public byte[] Bytes { get; init; } = [];

    internal static void Configure(EntityTypeBuilder<FileChunk> chunk)
    {
        chunk.ToTable("file_chunks");
        chunk.HasKey(c => new { c.TenantId, c.FileId, c.No });
    }
}
