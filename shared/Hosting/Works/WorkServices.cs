using Dialogue.Data;
using Dialogue.Hosting.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Hosting.Works;

/// <summary>One kind of long work of one service.</summary>
public sealed record WorkEntry(string Service, string Kind, Type Work);

/// <summary>How long works are run. The defaults are for people; tests have less patience.</summary>
public sealed record WorkOptions
{
    /// <summary>Works that one process runs at once, whatever its services: 1 to 16.</summary>
    public int AtOnce { get; init; } = 2;

    /// <summary>A work of which nothing was heard for so long is taken over by another process.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Shortest time between two notes of how far a work is.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest wait until a work is found that another process queued or left behind.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A work that took longer also tells its owner in the inbox that it has ended.</summary>
    public TimeSpan Tells { get; init; } = TimeSpan.FromSeconds(20);
}

/// <summary>Which long works this process knows, and where their rows lie. Singleton.</summary>
public sealed class WorkDirectory(IEnumerable<WorkEntry> entries, IEnumerable<ServiceSchema> schemas)
{
    private readonly List<WorkEntry> all = [.. entries];

    /// <summary>Services of this process that have long works.</summary>
    public IReadOnlyList<string> Services => [.. all.Select(e => e.Service).Distinct()];

    public IReadOnlyList<string> KindsOf(string service) => [.. all.Where(e => e.Service == service).Select(e => e.Kind)];

    public WorkEntry? Find(string service, string kind) => all.Find(e => e.Service == service && e.Kind == kind);

    /// <summary>The service's context under the scope's tenant; null when the service does not run here or has no long works.</summary>
    public TenantDbContext? Context(IServiceProvider scope, string service) => all.Exists(e => e.Service == service)
        ? (TenantDbContext)scope.GetRequiredService(schemas.Single(s => s.Name == service).Context) : null;
}

/// <summary>How many works this process may still begin.</summary>
internal sealed class WorkSlots(WorkOptions options) : IDisposable
{
    public SemaphoreSlim Free { get; } = new(options.AtOnce);

    public void Dispose() => Free.Dispose();
}

public static class WorkServices
{
    /// <summary>Lets people ask for a kind of long work, and runs it in this process.</summary>
    /// <param name="service">Name of the service, and so of the schema that holds its works.</param>
    public static void AddLongWork<TWork>(this IServiceCollection services, string service) where TWork : class, ILongWork
    {
        var others = services.Where(s => s.ServiceType == typeof(WorkEntry)).Select(s => (WorkEntry)s.ImplementationInstance!).ToList();
        if (others.Exists(e => e.Service == service && e.Kind == TWork.Kind)) throw new ArgumentException($"{service} has two works of kind {TWork.Kind}.");
        services.AddLongWorks();
        services.TryAddScoped<TWork>();
        services.AddSingleton(new WorkEntry(service, TWork.Kind, typeof(TWork)));
        if (others.Count == 0) services.AddDialogueJob<ForgetWorks>(ForgetWorks.Schedule);
        if (!others.Exists(e => e.Service == service)) services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<WorkRunner>(provider, service));
    }

    /// <summary>What asks for works and shows them, also where there are none.</summary>
    public static void AddLongWorks(this IServiceCollection services)
    {
        services.TryAddSingleton(new WorkOptions());
        services.TryAddSingleton<WorkDirectory>();
        services.TryAddSingleton<WorkSlots>();
        services.TryAddScoped<WorkDesk>();
    }
}
