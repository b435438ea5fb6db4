using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Notifications.Model;

/// <summary>A member of the organisation, as far as telling them something needs it: roles and office. Fed by identity's <c>MemberChanged</c>.</summary>
public sealed class Member : ITenantOwned
{
    public TenantId TenantId { get; private set; }
    public Guid UserId { get; init; }
    public long Version { get; set; }
    public string Name { get; set; } = "";
    public List<string> Roles { get; set; } = [];
    public Guid? OfficeId { get; set; }

    /// <summary>Where messages about the work go; null: none is known.</summary>
    public string? Email { get; set; }
}

internal sealed class MemberConfiguration : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> member)
    {
        member.ToTable("members");
        member.HasKey(m => new { m.TenantId, m.UserId });
        member.Property(m => m.Name).HasMaxLength(200);
        member.Property(m => m.Email).HasMaxLength(320);
    }
}
