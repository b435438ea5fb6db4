using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Data.Works;

/// <summary>Long work that somebody has asked for: waits, runs with progress, leaves a file that is kept for a week.</summary>
public sealed class Work : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public TenantId TenantId { get; private set; }

    /// <summary>Who asked, and alone may see and cancel it.</summary>
    public Guid OwnerId { get; init; }

    /// <summary>Which work of its service: the key under which it was registered.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What people see: "Giấy mời hội nghị 13/10/2026 (500 bản)".</summary>
    public string Title { get; init; } = "";

    /// <summary>JSON: what the work is asked to do, and as whom (see WorkDesk in Dialogue.Hosting).</summary>
    public string Arguments { get; init; } = "{}";
    public WorkState State { get; set; }
    public int Done { get; set; }

    /// <summary>0 while it is not known.</summary>
    public int Total { get; set; }
    public DateTimeOffset RequestedAt { get; init; }
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>The last sign of life of who runs it; another may take it over when it is old.</summary>
    public DateTimeOffset? SeenAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public bool CancelAsked { get; set; }
    public int Attempts { get; set; }

    /// <summary>The result, in the files of the service.</summary>
    public Guid? FileId { get; set; }

    /// <summary>What went wrong, in words for the one who asked.</summary>
    public string Error { get; set; } = "";

    public bool Ended => State is WorkState.Done or WorkState.Failed or WorkState.Cancelled;

    /// <summary>The signal of <see cref="Messaging.MessageDirectory"/> that something was queued in a schema.</summary>
    public static string SignalOf(string schema) => schema + "/works";

    internal static void Configure(EntityTypeBuilder<Work> work)
    {
        work.ToTable("works");
        work.Property(w => w.Kind).HasMaxLength(60);
        work.Property(w => w.Title).HasMaxLength(300);
        work.Property(w => w.Arguments).HasColumnType("jsonb");
        work.Property(w => w.Error).HasMaxLength(2000);
        work.HasIndex(w => new { w.TenantId, w.OwnerId, w.Id });
        work.HasIndex(w => new { w.State, w.Id });
    }
}

public enum WorkState
{
    Queued, Running, Done, Failed, Cancelled,
}
