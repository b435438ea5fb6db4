using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Planning.Businesses.Model;

/// <summary>A file that was sent and read, and waits for somebody to look at it: the directory does not know of it until it is confirmed. Gone after a day.</summary>
internal sealed class BusinessImport : ITenantOwned
{
    /// <summary>How long it lies there.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Made with the form: the same form sent twice is one upload.</summary>
    public Guid Id { get; init; }
    public TenantId TenantId { get; private set; }
    public string FileName { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public Guid? UserId { get; init; }
    public string UserName { get; init; } = "";

    /// <summary>Set once: a second confirmation finds it, and does nothing.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }
    public int Added { get; private set; }
    public int Changed { get; private set; }

    /// <summary>Good at the preview, and overtaken by somebody's edit before the confirmation.</summary>
    public int Overtaken { get; private set; }

    public void Confirm(DateTimeOffset at, int added, int changed, int overtaken) => (ConfirmedAt, Added, Changed, Overtaken) = (at, added, changed, overtaken);
}

internal enum ImportOutcome
{
    New,
    Changed,
    Unchanged,
    Error,
}

/// <summary>One row of the file, what it would do, and why it cannot.</summary>
internal sealed class BusinessImportRow : ITenantOwned
{
    public Guid ImportId { get; set; }
    public TenantId TenantId { get; private set; }

    /// <summary>As the spreadsheet shows it.</summary>
    public int Number { get; init; }
    public ImportOutcome Outcome { get; set; }

    /// <summary>As it stood in the file, in the order of <see cref="BusinessColumns.All"/>: to be mended and sent again.</summary>
    public List<string> Cells { get; init; } = [];

    /// <summary>What would be stored; null when the row cannot be.</summary>
    public BusinessFacts? Facts { get; set; }

    /// <summary>Whose row it changes, and the version that the preview compared with.</summary>
    public Guid? BusinessId { get; init; }
    public uint? BusinessVersion { get; init; }

    /// <summary>"Địa chỉ: Thôn 1 → Thôn 2".</summary>
    public List<string> Changes { get; init; } = [];

    /// <summary>"Cột C, Mã số thuế: …".</summary>
    public List<string> Errors { get; init; } = [];

    /// <summary>Worth a look, and no reason to refuse it.</summary>
    public List<string> Notes { get; init; } = [];
}

internal sealed class BusinessImportConfiguration : IEntityTypeConfiguration<BusinessImport>, IEntityTypeConfiguration<BusinessImportRow>
{
    public void Configure(EntityTypeBuilder<BusinessImport> import)
    {
        import.ToTable("business_imports");
        import.Property(i => i.Id).ValueGeneratedNever();
        import.Property(i => i.FileName).HasMaxLength(200);
        import.Property(i => i.UserName).HasMaxLength(200);
        import.HasIndex(i => new { i.TenantId, i.At });
    }

    public void Configure(EntityTypeBuilder<BusinessImportRow> row)
    {
        row.ToTable("business_import_rows");
        row.HasKey(r => new { r.ImportId, r.Number });
        row.Property(r => r.Outcome).HasConversion<string>().HasMaxLength(20);
        row.Property(r => r.Facts).HasColumnType("jsonb").HasConversion(new JsonConverter<BusinessFacts?>(), ValueComparer.CreateDefault<BusinessFacts?>(false));
        row.HasOne<BusinessImport>().WithMany().HasForeignKey(r => r.ImportId).OnDelete(DeleteBehavior.Cascade);
        row.HasIndex(r => new { r.TenantId, r.ImportId, r.Outcome, r.Number });
    }
}
