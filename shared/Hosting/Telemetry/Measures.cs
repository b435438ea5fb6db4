using System.Diagnostics.Metrics;
using Dialogue.Data.Messaging;

namespace Dialogue.Hosting.Telemetry;

/// <summary>What the product counts of its own, besides what its libraries count (requests, connections, jobs). No value names a person.</summary>
public static class Measures
{
    private static readonly Meter Meter = new(MessageTracing.Name);

    /// <summary>Petitions that were accepted, by organisation and channel.</summary>
    private static readonly Counter<long> Petitions = Meter.CreateCounter<long>("dialogue.petitions.filed", "{petition}");

    /// <summary>Outboxes of this process, as the heartbeat saw them last.</summary>
    private static volatile IReadOnlyList<OutboxState> outboxes = [];

    static Measures()
    {
        Meter.CreateObservableGauge("dialogue.outbox.waiting", () => Of(o => o.Waiting), "{message}", "Messages not yet delivered");
        Meter.CreateObservableGauge("dialogue.outbox.age", () => Of(o => o.OldestSeconds), "s", "Age of the oldest message not yet delivered");
        Meter.CreateObservableGauge("dialogue.outbox.parked", () => Of(o => o.Parked), "{message}", "Messages that wait for an administrator");
    }

    public static void PetitionsFiled(int count, string tenant, string channel) =>
        Petitions.Add(count, new("dialogue.tenant", tenant), new KeyValuePair<string, object?>("dialogue.channel", channel));

    internal static void Saw(IReadOnlyList<OutboxState> states) => outboxes = states;

    private static IEnumerable<Measurement<T>> Of<T>(Func<OutboxState, T> value) where T : struct =>
        outboxes.Select(o => new Measurement<T>(value(o), new KeyValuePair<string, object?>("dialogue.schema", o.Schema)));
}
