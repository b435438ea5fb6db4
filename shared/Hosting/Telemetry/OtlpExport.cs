using System.Diagnostics;
using System.Reflection;
using Dialogue.Data.Messaging;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Dialogue.Hosting.Telemetry;

/// <summary>
/// Sends traces, measures and log lines to the OTLP endpoint named in the environment (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its kin, read by the SDK).
/// Activities belong to the process, whatever the number of web applications in it: the first to start exports, the last to stop ends it.
/// </summary>
internal sealed class OtlpExport : IHostedService
{
    private static readonly Lock One = new();
    private static int users;
    private static readonly List<IDisposable> running = [];

    public static bool WantsTraces => Given("TRACES_");
    public static bool WantsMeasures => Given("METRICS_");
    public static bool WantsLogs => Given("LOGS_");

    /// <summary>Who sends. The name in <c>OTEL_SERVICE_NAME</c> comes last and wins.</summary>
    public static ResourceBuilder Resource => ResourceBuilder.CreateDefault()
        .AddService("dialogue", serviceVersion: Version, serviceInstanceId: $"{Environment.MachineName}:{Environment.ProcessId}")
        .AddEnvironmentVariableDetector();

    /// <summary>Whose activities and measures are sent: the libraries' own, and ours.</summary>
    public static readonly string[] Sources = [MessageTracing.Name, "Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "MassTransit", "Yarp.ReverseProxy", "Quartz"];

    private static readonly string[] Meters =
    [
        MessageTracing.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Diagnostics",
        "System.Net.Http", "System.Runtime", "Npgsql", "MassTransit", "Quartz",
    ];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lock (One)
        {
            if (users++ > 0) return Task.CompletedTask;
            if (WantsTraces) running.Add(Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Resource).AddSource(Sources).AddProcessor(new NothingPersonal()).AddOtlpExporter().Build());
            if (WantsMeasures) running.Add(Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Resource).AddMeter(Meters).AddOtlpExporter().Build());
        }
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (One)
        {
            if (--users > 0) return Task.CompletedTask;
            foreach (var provider in running) provider.Dispose();
            running.Clear();
        }
        return Task.CompletedTask;
    }

    private static string? Version => Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    private static bool Given(string kind) =>
        new[] { "", kind }.Any(of => Environment.GetEnvironmentVariable($"OTEL_EXPORTER_OTLP_{of}ENDPOINT") is { Length: > 0 });
}

/// <summary>
/// Takes out of each activity whatever may be of a person, before it is sent: addresses with what was asked for, who asked from where, the words
/// of exceptions, values in statements. What a library adds in a later release is not known here, so only known tags stay.
/// </summary>
internal sealed class NothingPersonal : BaseProcessor<Activity>
{
    private static readonly FieldInfo? Events = typeof(Activity).GetField("_events", BindingFlags.Instance | BindingFlags.NonPublic);

    private static readonly HashSet<string> Kept =
    [
        "http.request.method", "http.response.status_code", "http.route", "error.type", "server.address", "server.port", "url.scheme", "network.protocol.version",
        "db.system.name", "db.system", "db.namespace", "db.name", "db.operation.name", "db.query.summary", "db.response.status_code",
        "quartz.job.name", "quartz.trigger.name", "proxy.cluster_id",
    ];

    public override void OnEnd(Activity data)
    {
        // A query or a call within no request, no delivery and no job: a relay's look at its outbox, a heartbeat, Quartz. Several a second, and nobody's.
        if (data.Kind == ActivityKind.Client && data.ParentSpanId == default) data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        if (!data.Recorded) return;
        List<KeyValuePair<string, object?>>? changed = null;
        foreach (var tag in data.EnumerateTagObjects())
        {
            if (Kept.Contains(tag.Key) || tag.Key.StartsWith("dialogue.", StringComparison.Ordinal) || tag.Key.StartsWith("messaging.", StringComparison.Ordinal)) continue;
            var now = tag.Key switch
            {
                "url.full" when tag.Value is string url => url.Split('?')[0] is var bare && Uri.TryCreate(bare, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : null,
                "db.query.text" or "db.statement" when tag.Value is string sql => Words.OfSql(sql),
                _ => null,
            };
            (changed ??= []).Add(new(tag.Key, now));
        }
        foreach (var (key, value) in changed ?? []) data.SetTag(key, value);
        if (data.StatusDescription is not null) data.SetStatus(data.Status);
        if (data.Events.Any()) Forget(data);
    }

    /// <summary>Events hold exceptions with their words. There is no public way to take one back; without the private one, the span is not sent.</summary>
    private static void Forget(Activity data)
    {
        if (data.Events.SelectMany(e => e.Tags).FirstOrDefault(t => t.Key == "exception.type").Value is { } type) data.SetTag("error.type", type);
        if (Events is not null) Events.SetValue(data, null);
        if (data.Events.Any()) data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}

/// <summary>Gives a log record its organisation, and tells its exception as the console does (see <see cref="Words"/>).</summary>
internal sealed class NothingPersonalInLogs : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        var added = new List<KeyValuePair<string, object?>>(data.Attributes ?? []);
        if (Traces.TenantOf(Activity.Current) is { } tenant) added.Add(new(Traces.Tenant, tenant));
        if (data.Exception is { } exception)
        {
            added.Add(new("exception.type", exception.GetType().FullName));
            added.Add(new("exception.message", Words.Of(exception)));
            added.Add(new("exception.stacktrace", exception.StackTrace));
            data.Exception = null;
        }
        data.Attributes = added;
    }
}
