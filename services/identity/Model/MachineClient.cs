using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Identity.Model;

/// <summary>An organisation's own system, such as a department's document management, that uses the API without a person: only what its scopes name, only there.</summary>
public sealed class MachineClient
{
    /// <summary>The subject of its tokens, and the actor that histories name.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What it calls itself at the token endpoint.</summary>
    public string ClientId { get; init; } = "";
    public string Name { get; init; } = "";
    public Guid OrganisationId { get; init; }
    public List<string> Scopes { get; set; } = [];
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>One secret of a machine client, of which only the hash is kept. Two are valid while one takes the other's place.</summary>
public sealed class MachineSecret
{
    public const int MostValid = 2;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid MachineClientId { get; init; }
    public byte[] Hash { get; init; } = [];

    /// <summary>Its last four characters, by which people tell two apart.</summary>
    public string Tail { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
}

internal static class MachineRules
{
    public static RuleBrokenException ScopesMissing() => new("scopes-missing", "Hãy chọn ít nhất một quyền.", "Scopes");

    public static RuleBrokenException ScopeUnknown(string scope) => new("scope-unknown", $"Đơn vị này không có việc cho quyền “{scope}”.", "Scopes");

    public static RuleBrokenException OrganisationUnknown() => new("organisation-unknown", "Không có đơn vị này. Hãy chọn trong danh sách.", "Organisation");

    public static RuleBrokenException TwoSecretsAlready() => new("two-secrets", "Đang có hai mã bí mật còn hiệu lực. Hãy bỏ một mã rồi mới tạo mã khác.");

    public static RuleBrokenException Revoked() => new("machine-revoked", "Hệ thống này đã bị thu hồi. Hãy đăng ký hệ thống mới.");
}

internal sealed class MachineClientConfiguration : IEntityTypeConfiguration<MachineClient>, IEntityTypeConfiguration<MachineSecret>
{
    public void Configure(EntityTypeBuilder<MachineClient> client)
    {
        client.ToTable("machine_clients");
        client.Property(c => c.Id).ValueGeneratedNever();
        client.Property(c => c.ClientId).HasMaxLength(80);
        client.Property(c => c.Name).HasMaxLength(200);
        client.HasIndex(c => c.ClientId).IsUnique();
        client.HasOne<Organisation>().WithMany().HasForeignKey(c => c.OrganisationId);
    }

    public void Configure(EntityTypeBuilder<MachineSecret> secret)
    {
        secret.ToTable("machine_secrets");
        secret.Property(s => s.Id).ValueGeneratedNever();
        secret.Property(s => s.Tail).HasMaxLength(8);
        secret.HasIndex(s => s.MachineClientId);
        secret.HasOne<MachineClient>().WithMany().HasForeignKey(s => s.MachineClientId);
    }
}
