using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Data;

/// <summary>One change of one aggregate. Written with the change itself, never edited.</summary>
public sealed class HistoryEntry : ITenantOwned
{
    /// <summary>Grows with every change noted by a process: a history reads in the order in which it happened.</summary>
    public Guid Id { get; private set; } = Messaging.OrderedId.Next(TimeProvider.System.GetUtcNow());

    public TenantId TenantId { get; internal set; }
    public DateTimeOffset At { get; init; }

    /// <summary>The legal day on which it was done.</summary>
    public DateOnly Day { get; init; }
    public Guid? UserId { get; init; }
    public string UserName { get; init; } = "";

    /// <summary>Class name of the aggregate, and its id.</summary>
    public string Subject { get; init; } = "";
    public Guid SubjectId { get; init; }

    /// <summary>Added, Modified or Deleted.</summary>
    public string Action { get; init; } = "";

    /// <summary>JSON: property name to [before, after].</summary>
    public string Changes { get; init; } = "{}";

    internal static void Configure(EntityTypeBuilder<HistoryEntry> history)
    {
        history.ToTable("history");
        history.Property(h => h.UserName).HasMaxLength(200);
        history.Property(h => h.Subject).HasMaxLength(80);
        history.Property(h => h.Action).HasMaxLength(20);
        history.Property(h => h.Changes).HasColumnType("jsonb");
        history.HasIndex(h => new { h.TenantId, h.SubjectId, h.Id });
    }
}
