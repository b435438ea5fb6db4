using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Data.Reference;

/// <summary>This service's copy of the letter template that an organisation uses for a kind of document, fed by records' <c>TemplatePublished</c>.</summary>
public sealed class TemplateCopy : ITenantOwned
{
    public TenantId TenantId { get; private set; }

    /// <summary>Key of the kind of document.</summary>
    public string Kind { get; init; } = "";
    public long Version { get; set; }

    /// <summary>A DOCX with content controls; empty when the organisation went back to the standard layout.</summary>
    public byte[] Docx { get; set; } = [];

    internal static void Configure(EntityTypeBuilder<TemplateCopy> template)
    {
        template.ToTable("template_copies");
        template.HasKey(t => new { t.TenantId, t.Kind });
        template.Property(t => t.Kind).HasMaxLength(40);
    }
}
