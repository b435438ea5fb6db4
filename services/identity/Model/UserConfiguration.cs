using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Identity.Model;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>, IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<User> user)
    {
        user.ToTable("users");
        user.Property(u => u.Id).ValueGeneratedNever();
        user.Property(u => u.UserName).HasMaxLength(80);
        user.Property(u => u.NormalizedUserName).HasMaxLength(80);
        user.Property(u => u.Email).HasMaxLength(200);
        user.Property(u => u.NormalizedEmail).HasMaxLength(200);
        user.Property(u => u.PhoneNumber).HasMaxLength(20);
        user.Property(u => u.DisplayName).HasMaxLength(200);
        user.Property(u => u.Title).HasMaxLength(200);
        user.Property(u => u.ConcurrencyStamp).IsConcurrencyToken();
        user.HasIndex(u => u.NormalizedUserName).IsUnique();
        user.HasIndex(u => u.NormalizedEmail).IsUnique(); // it may decide whom an outside provider's word lets in
    }

    public void Configure(EntityTypeBuilder<Member> member)
    {
        member.ToTable("members");
        member.HasKey(m => new { m.UserId, m.OrganisationId, m.Role });
        member.Property(m => m.Role).HasMaxLength(40);
        member.HasIndex(m => m.OrganisationId);
        member.HasOne<User>().WithMany().HasForeignKey(m => m.UserId);
        member.HasOne<Organisation>().WithMany().HasForeignKey(m => m.OrganisationId);
    }
}
