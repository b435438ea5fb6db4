using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Bus;
using Dialogue.Hosting.Telemetry;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Identity.Operations;

/// <summary>How the installation fares, for its administrator: what every part says of itself in PostgreSQL, and what lies there waiting.</summary>
[RequireSystemAdministrator]
internal sealed class SystemPage(Installation installation, Outboxes outboxes, ParkedMessages parked, IServiceProvider services, TimeProvider time) : PageModel
{
    /// <summary>Messages older than this are late: the relay takes them within a second when all is well.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(30);

    /// <param name="Part">Which part of the installation it is.</param>
    /// <param name="Process">Null when nothing runs it.</param>
    public sealed record PartRow(string Part, RunningPart? Process);

    public sealed record RouteRow(string Part, RouteTime Time);

    /// <summary>Show the page anew every half minute.</summary>
    [BindProperty(SupportsGet = true, Name = "tu-dong")] public bool Refreshes { get; set; }

    public DateTimeOffset Now { get; private set; }
    public IReadOnlyList<PartRow> Parts { get; private set; } = [];
    public IReadOnlyList<OutboxState> Outboxes { get; private set; } = [];
    public IReadOnlyList<ParkedKind> Parked { get; private set; } = [];

    /// <summary>Queues of the broker that have refused something; null while it does not answer.</summary>
    public IReadOnlyList<ErrorQueue>? Refused { get; private set; }

    public bool HasBroker { get; private set; }
    public IReadOnlyList<MessageAct> Acts { get; private set; } = [];
    public IReadOnlyList<ScheduledJob> Jobs { get; private set; } = [];
    public IReadOnlyList<RouteRow> Slow { get; private set; } = [];

    /// <summary>What needs somebody's attention, a sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Concerns { get; private set; } = [];

    public static bool IsLate(OutboxState outbox) => outbox.OldestSeconds > Late.TotalSeconds;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Now = time.GetUtcNow();
        var processes = await installation.Parts(cancellationToken);
        var schemas = await outboxes.Schemas(cancellationToken);
        Outboxes = await outboxes.States(schemas, cancellationToken);
        Parked = await parked.Kinds(cancellationToken);
        if (services.GetService<ErrorQueues>() is { } queues) (HasBroker, Refused) = (true, await queues.All(cancellationToken));
        Acts = await parked.Acts(10, cancellationToken);
        Jobs = await installation.Jobs(cancellationToken);
        Parts = [.. schemas.Prepend("gateway").SelectMany(part =>
            processes.Where(p => p.Parts.Contains(part)).Select(p => new PartRow(part, p)).DefaultIfEmpty(new(part, null)))];
        Slow = [.. processes.Where(p => !p.Silent).SelectMany(p => p.Routes.Select(r => new RouteRow(p.Parts.Count == 1 ? p.Parts[0] : "", r)))
            .GroupBy(r => (r.Part, r.Time.Route)).Select(g => new RouteRow(g.Key.Part, new(g.Key.Route, g.Sum(r => r.Time.Count), g.Max(r => r.Time.P50), g.Max(r => r.Time.P99))))
            .OrderByDescending(r => r.Time.P99).ThenByDescending(r => r.Time.Count).Take(15)];
        Concerns = [.. Concerned()];
    }

    private IEnumerable<string> Concerned()
    {
        foreach (var part in Parts.GroupBy(p => p.Part))
            if (!part.Any(p => p.Process is { Silent: false, Health: "" })) yield return $"{PartNames.Part(part.Key)}: không có tiến trình nào sẵn sàng.";
        foreach (var outbox in Outboxes.Where(IsLate)) yield return $"{PartNames.Part(outbox.Schema)}: tin chờ chuyển đã {PartNames.Span(TimeSpan.FromSeconds(outbox.OldestSeconds))}.";
        if (Parked.Sum(p => p.Count) is > 0 and var count) yield return $"{Web.Vn.Count(count)} tin bị giữ lại, chờ quyết định của quản trị.";
        if (HasBroker && Refused is null) yield return "RabbitMQ không trả lời: tin giữa các phần đang chờ trong cơ sở dữ liệu và sẽ được chuyển khi RabbitMQ trở lại.";
        if (Refused?.Sum(q => q.Count) is > 0 and var refused) yield return $"{Web.Vn.Count(refused)} tin nằm trong hàng đợi lỗi của RabbitMQ, chờ quyết định của quản trị.";
        foreach (var job in Jobs.Where(j => j.Late || j.State == "ERROR")) yield return $"{PartNames.Job(job.Name)}: không chạy đúng giờ.";
    }
}
