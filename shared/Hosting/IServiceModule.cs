using Dialogue.Hosting.Demo;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Hosting;

/// <summary>One service: what it adds, what it maps, what it seeds. The host picks modules by name and knows nothing else of them.</summary>
public interface IServiceModule
{
    /// <summary>Name of the target and of the schema, such as <c>petitions</c>.</summary>
    string Name { get; }

    void Add(IHostApplicationBuilder builder);

    void Map(IEndpointRouteBuilder app);

    /// <summary>Reference data that the service owns (organisations, calendar, fields). Runs at every start; repeatable; quick when there is nothing to do.</summary>
    Task Seed(IServiceProvider services, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The service's slice of the demo data, written through its model's verbs. Runs once, in the order of the modules, each after the messages of the one before have arrived.</summary>
    Task SeedDemo(IServiceProvider services, DemoScript script, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Publishes snapshots of all it owns again, for a new service or a repaired copy.</summary>
    /// <param name="progress">Told the name of each tenant when it is done.</param>
    Task Republish(IServiceProvider services, IProgress<string> progress, CancellationToken cancellationToken) => Task.CompletedTask;
}
