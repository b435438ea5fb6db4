using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Records.Model;

/// <summary>One version of an organisation's letter template for a kind of document: a DOCX with content controls. Never changed, never deleted.</summary>
public sealed class LetterTemplate : ITenantOwned
{
    /// <summary>Most bytes of a template; it travels to every service.</summary>
    public const int Most = 1024 * 1024;

    /// <summary>Most bytes of one for all communes; it travels to every service of each of them.</summary>
    public const int MostForCity = 256 * 1024;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public TenantId TenantId { get; private set; }

    /// <summary>Key of the kind of document.</summary>
    public string Kind { get; init; } = "";

    /// <summary>From 1, of this kind.</summary>
    public int No { get; init; }
    public byte[] Docx { get; init; } = [];
    public string FileName { get; init; } = "";
    public string Sha256 { get; init; } = "";
    public string Note { get; init; } = "";
    public string By { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

/// <summary>Which template an organisation uses for a kind of document: its own, the city's, or the standard layout.</summary>
public sealed class TemplateChoice : ITenantOwned
{
    public TenantId TenantId { get; private set; }

    /// <summary>Key of the kind of document.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The version in use; null: none of its own.</summary>
    public Guid? OwnId { get; private set; }

    /// <summary>The city's template for this kind; empty: there is none.</summary>
    public byte[] CityDocx { get; private set; } = [];
    public long CityVersion { get; private set; }
    public string CityFrom { get; private set; } = "";

    /// <summary>The city's template stands before an own one.</summary>
    public bool CityObligatory { get; private set; }
    public string By { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    /// <summary>Grows with every change of what is used; told to the services with it.</summary>
    public long Version { get; private set; }
    public uint RowVersion { get; private set; }

    public bool HasCity => CityDocx.Length > 0;

    public TemplateSource Source => HasCity && CityObligatory ? TemplateSource.City : OwnId is not null ? TemplateSource.Own : HasCity ? TemplateSource.City : TemplateSource.Standard;

    /// <exception cref="RuleBrokenException"><c>template-obligatory</c>: the city's template is to be used.</exception>
    public void Use(LetterTemplate template, string by, DateTimeOffset at)
    {
        if (HasCity && CityObligatory) throw RecordsRules.TemplateObligatory(CityFrom);
        OwnId = template.Id;
        Changed(by, at);
    }

    /// <summary>Back to the city's template where there is one, else to the standard layout.</summary>
    public void UseNone(string by, DateTimeOffset at)
    {
        OwnId = null;
        Changed(by, at);
    }

    /// <summary>The city has published a template, another one, or (with an empty <paramref name="docx"/>) takes it back. False: an older message.</summary>
    public bool Follow(byte[] docx, long version, bool obligatory, string from, DateTimeOffset at)
    {
        if (version <= CityVersion) return false;
        (CityDocx, CityVersion, CityObligatory, CityFrom) = (docx, version, obligatory, from);
        Version = Math.Max(Version + 1, at.ToUnixTimeMilliseconds());
        return true;
    }

    private void Changed(string by, DateTimeOffset at) => (By, At, Version) = (by, at, Math.Max(Version + 1, at.ToUnixTimeMilliseconds()));
}

public enum TemplateSource
{
    Standard, Own, City,
}

/// <summary>A template that this organisation publishes for all communes, as it now stands.</summary>
public sealed class CityTemplate : ITenantOwned
{
    public TenantId TenantId { get; private set; }
    public string Kind { get; init; } = "";

    /// <summary>The version that was published; null: taken back.</summary>
    public Guid? TemplateId { get; set; }
    public bool Obligatory { get; set; }
    public long Version { get; set; }
    public string By { get; set; } = "";
    public DateTimeOffset At { get; set; }
    public uint RowVersion { get; private set; }
}

/// <summary>Who may publish which templates for all communes: whoever receives the documents of that kind.</summary>
internal static class CityKinds
{
    public static IReadOnlyList<PaperKind> Of(IReadOnlySet<string> capabilities)
    {
        var kinds = new List<PaperKind>();
        if (capabilities.Contains(Capability.ReceivesReports)) kinds.AddRange([PaperKinds.ResultReport, PaperKinds.Plan, PaperKinds.PlanLetter, PaperKinds.Postponement]);
        if (capabilities.Contains(Capability.RoutesCases)) kinds.Add(PaperKinds.Escalation);
        return kinds;
    }
}

internal sealed class LetterTemplateConfiguration : IEntityTypeConfiguration<LetterTemplate>
{
    public void Configure(EntityTypeBuilder<LetterTemplate> template)
    {
        template.ToTable("templates");
        template.Property(t => t.Kind).HasMaxLength(40);
        template.Property(t => t.FileName).HasMaxLength(200);
        template.Property(t => t.Sha256).HasMaxLength(64);
        template.Property(t => t.Note).HasMaxLength(500);
        template.Property(t => t.By).HasMaxLength(200);
        template.HasIndex(t => new { t.TenantId, t.Kind, t.No }).IsUnique();
    }
}

internal sealed class TemplateChoiceConfiguration : IEntityTypeConfiguration<TemplateChoice>
{
    public void Configure(EntityTypeBuilder<TemplateChoice> choice)
    {
        choice.ToTable("template_choices");
        choice.HasKey(c => new { c.TenantId, c.Kind });
        choice.Property(c => c.RowVersion).IsRowVersion();
        choice.Property(c => c.Kind).HasMaxLength(40);
        choice.Property(c => c.CityFrom).HasMaxLength(300);
        choice.Property(c => c.By).HasMaxLength(200);
    }
}

internal sealed class CityTemplateConfiguration : IEntityTypeConfiguration<CityTemplate>
{
    public void Configure(EntityTypeBuilder<CityTemplate> template)
    {
        template.ToTable("city_templates");
        template.HasKey(t => new { t.TenantId, t.Kind });
        template.Property(t => t.RowVersion).IsRowVersion();
        template.Property(t => t.Kind).HasMaxLength(40);
        template.Property(t => t.By).HasMaxLength(200);
    }
}
