using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Notifications.Model;

/// <summary>How a member wants to be told, or how the organisation does it where nobody has chosen.</summary>
public sealed class Choices : ITenantOwned
{
    /// <summary>Stands in <see cref="UserId"/> for the organisation's own defaults.</summary>
    public static readonly Guid Organisation = Guid.Empty;

    public TenantId TenantId { get; private set; }
    public Guid UserId { get; init; }

    /// <summary>Channels by event; an event that is not named follows the defaults, and these the catalogue.</summary>
    public Dictionary<string, MessageChannel[]> Channels { get; set; } = [];

    /// <summary>What is not urgent comes in one message each working morning.</summary>
    public bool Digest { get; set; }

    /// <summary>Local time in Asia/Ho_Chi_Minh from which nothing is sent that is not urgent; the same as <see cref="QuietTo"/>: at any hour of a working day.</summary>
    public TimeOnly QuietFrom { get; set; } = new(18, 0);

    /// <summary>When the working morning begins.</summary>
    public TimeOnly QuietTo { get; set; } = new(7, 0);

    public DateTimeOffset At { get; set; }
}

internal sealed class ChoicesConfiguration : IEntityTypeConfiguration<Choices>
{
    public void Configure(EntityTypeBuilder<Choices> choices)
    {
        choices.ToTable("choices");
        choices.HasKey(c => new { c.TenantId, c.UserId });
        choices.Property(c => c.Channels).HasColumnType("jsonb").HasConversion(
            new JsonConverter<Dictionary<string, MessageChannel[]>>(),
            new ValueComparer<Dictionary<string, MessageChannel[]>>((a, b) => ReferenceEquals(a, b), c => c.Count, c => c)); // replaced whole
    }
}
