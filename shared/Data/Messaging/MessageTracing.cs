using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Dialogue.Data.Messaging;

/// <summary>A message carries the trace in which it was published, so that one trace leads from a request to everything that came of it.</summary>
public static class MessageTracing
{
    /// <summary>Name of our own activities and meters.</summary>
    public const string Name = "Dialogue";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Age = Meter.CreateHistogram<double>("dialogue.messages.delivered", "s", "From publishing a message to the end of its delivery");
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("dialogue.messages.failed", "{attempt}", "Attempts at delivery that failed");

    /// <summary>What a message published now takes with it; null when nobody traces.</summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } now ? now.Id : null;

    /// <summary>Begins a consumer's work on one message, as a part of the trace in which it was published. Null when nobody listens.</summary>
    public static Activity? Deliver(string type, string consumer, Guid messageId, Kernel.TenantId tenant, string? trace)
    {
        if (!Source.HasListeners()) return null;
        ActivityContext.TryParse(trace, null, isRemote: true, out var publisher);
        var activity = Source.StartActivity($"deliver {type}", ActivityKind.Consumer, publisher);
        if (activity is null) return null;
        activity.SetTag("messaging.system", "dialogue").SetTag("messaging.operation.type", "process");
        activity.SetTag("messaging.destination.name", type).SetTag("messaging.message.id", messageId.ToString()).SetTag("messaging.consumer.group.name", consumer);
        return activity.SetTag("dialogue.tenant", tenant.ToString());
    }

    /// <summary>Says that the work failed, by the kind of the exception alone: its words may hold what people have typed.</summary>
    public static void Fails(this Activity activity, Exception exception) =>
        activity.SetStatus(ActivityStatusCode.Error).SetTag("error.type", exception.GetType().FullName);

    /// <summary>Counts one attempt of a consumer, and how long the message was on its way when it succeeded.</summary>
    public static void Delivered(string type, string consumer, bool succeeded, TimeSpan age)
    {
        var tags = new TagList { { "messaging.destination.name", type }, { "messaging.consumer.group.name", consumer } };
        if (succeeded) Age.Record(Math.Max(0, age.TotalSeconds), tags);
        else Failures.Add(1, tags);
    }
}
