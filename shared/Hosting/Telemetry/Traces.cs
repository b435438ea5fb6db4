using System.Diagnostics;
using Dialogue.Data.Messaging;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry.Logs;

namespace Dialogue.Hosting.Telemetry;

/// <summary>Traces, measures and log lines of a process. Without an OTLP endpoint nothing is gathered but the times of routes.</summary>
public static class Traces
{
    /// <summary>Tag of an activity: slug of the organisation whose work it is, or its id while its slug is not known.</summary>
    public const string Tenant = "dialogue.tenant";

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton<RouteTimes>();
        services.TryAddSingleton<Outboxes>();
        services.TryAddSingleton<ParkedMessages>();
        services.TryAddSingleton<Installation>();
        services.AddHostedService<Heartbeat>();
        if (OtlpExport.WantsTraces || OtlpExport.WantsMeasures) services.AddHostedService<OtlpExport>();
        var production = builder.Environment.IsProduction();
        if (production)
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddConsole(console => console.FormatterName = JsonLines.Name);
            services.AddSingleton<ConsoleFormatter, JsonLines>();
        }
        if (OtlpExport.WantsLogs)
            builder.Logging.AddOpenTelemetry(logs =>
            {
                logs.SetResourceBuilder(OtlpExport.Resource);
                logs.IncludeFormattedMessage = true;
                logs.AddProcessor(new NothingPersonalInLogs());
                logs.AddOtlpExporter();
            });
        if (!production && !OtlpExport.WantsLogs) return;
        services.AddHostedService<DeliveriesInLogs>();
        services.PostConfigure<LoggerFilterOptions>(filter =>
        {
            SayNothingPersonal(filter, typeof(OpenTelemetryLoggerProvider));
            if (production) SayNothingPersonal(filter, typeof(ConsoleLoggerProvider));
        });
    }

    /// <summary>Names each request by its route and takes its time. Comes first, so that it sees all of it; the route is known once it is done.</summary>
    public static void UseTelemetry(this WebApplication app)
    {
        var times = app.Services.GetRequiredService<RouteTimes>();
        app.Use(async (http, next) =>
        {
            // Asked for every few seconds by whoever keeps us running: neither its time nor what is done for it is told.
            if (http.Request.Path.StartsWithSegments("/health"))
            {
                if (Activity.Current is { } probe)
                {
                    probe.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
                    probe.IsAllDataRequested = false;
                }
                await next(http);
                return;
            }
            var began = Stopwatch.GetTimestamp();
            try { await next(http); }
            finally { Done(http, times, Stopwatch.GetElapsedTime(began)); }
        });
    }

    /// <summary>Says whose work the current activity is, for its span and for every log line below it.</summary>
    public static void Entered(CurrentTenant tenant) => Activity.Current?.SetTag(Tenant, tenant.Slug.Length > 0 ? tenant.Slug : tenant.Id.ToString());

    internal static string? TenantOf(Activity? activity)
    {
        for (; activity is not null; activity = activity.Parent)
            if (activity.GetTagItem(Tenant) is string tenant) return tenant;
        return null;
    }

    /// <summary>
    /// However much was asked for: libraries tell the values they work with in their lines for debugging, and some tell whole addresses, with
    /// what was searched for, in those for information. Ours do not.
    /// </summary>
    private static void SayNothingPersonal(LoggerFilterOptions filter, Type provider)
    {
        var asked = filter.MinLevel;
        void AtLeast(string? category, LogLevel level) => filter.Rules.Add(new(provider.FullName, category, asked > level ? asked : level, null));

        AtLeast(null, LogLevel.Information);
        AtLeast("Dialogue", asked);
        foreach (var category in new[] { "Microsoft.AspNetCore.Hosting.Diagnostics", "Yarp", "System.Net.Http" }) AtLeast(category, LogLevel.Warning);
    }

    private static void Done(HttpContext http, RouteTimes times, TimeSpan took)
    {
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        if (route is not null) times.Add(http.Request.Method, route, took);
        if (Activity.Current is not { IsAllDataRequested: true } activity) return;
        activity.DisplayName = route is null ? http.Request.Method : $"{http.Request.Method} /{route.TrimStart('/')}";
        activity.SetTag("http.request.method", http.Request.Method).SetTag("http.response.status_code", http.Response.StatusCode);
        if (route is not null) activity.SetTag("http.route", "/" + route.TrimStart('/'));
        if (http.Response.StatusCode >= 500) activity.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>Without an exporter a delivery would be no activity, and its log lines would belong to no trace and no organisation.</summary>
    private sealed class DeliveriesInLogs : IHostedService, IDisposable
    {
        private readonly ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == MessageTracing.Name, Sample = (ref _) => ActivitySamplingResult.PropagationData,
        };

        public Task StartAsync(CancellationToken cancellationToken)
        {
            ActivitySource.AddActivityListener(listener);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => listener.Dispose();
    }
}
