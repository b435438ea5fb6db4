using System.Collections.Concurrent;
using System.Text.Json;
using Dialogue.Contracts.Escalations;
using Dialogue.Contracts.Identity;
using Dialogue.Data.Reference;
using Dialogue.Escalations.Model;
using Dialogue.Hosting.Tenancy;
using Dialogue.Kernel;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dialogue.Escalations.Fields;

/// <summary>
/// Gives the city office its list of fields once the organisations that the routing names are known here. Asked at every start and whenever an
/// organisation arrives; does nothing once there is a list. Singleton.
/// </summary>
internal sealed class PlantFields(IServiceScopeFactory scopes)
{
    private readonly SemaphoreSlim one = new(1, 1); // organisations arrive side by side
    private readonly ConcurrentDictionary<string, OrganisationCopy> heard = []; // this service's copy of it may be written a moment later
    private volatile bool planted;

    /// <summary>An organisation became known: it may be the one the list waits for.</summary>
    public Task Hear(OrganisationChanged organisation, CancellationToken cancellationToken)
    {
        if (!planted) heard[organisation.Slug] = new() { Id = organisation.OrganisationId, Slug = organisation.Slug, Name = organisation.Name, Capabilities = [.. organisation.Capabilities] };
        return Try(cancellationToken);
    }

    /// <returns>True when there is a list now.</returns>
    public async Task<bool> Try(CancellationToken cancellationToken)
    {
        if (planted) return true;
        await one.WaitAsync(cancellationToken);
        try
        {
            return planted || await Plant(cancellationToken);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<bool> Plant(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EscalationsDb>();
        var organisations = await Organisations(cancellationToken);
        if (organisations.Values.SingleOrDefault(o => o.Capabilities.Contains(Capability.RoutesCases)) is not { } office) return false;

        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(office.Tenant, office.Slug, office.Name, office.Capabilities);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('escalations.field_lists', 0))", cancellationToken); // another replica may be at it
        if (!await db.FieldLists.AnyAsync(cancellationToken))
        {
            var seeds = Read<Seeds>("fields.json").Fields;
            if (seeds.Any(s => s.Department is not null && !organisations.ContainsKey(s.Department))) return false;
            var list = FieldList.Planted(
                seeds.Select(s => new CityField(s.Code, s.Name, s.Department is null ? null : organisations[s.Department].Id, Active: true, FromPlans: s.Source == "plans")),
                Read<Targets>("redirect-targets.json").RedirectTargets);
            db.FieldLists.Add(list);
            db.Publish(list.Snapshot());
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        return planted = true;

        async Task<Dictionary<string, OrganisationCopy>> Organisations(CancellationToken token)
        {
            // A scope of its own: a connection that opens before the tenant is set sees no tenant's rows for as long as it is held.
            await using var outside = scopes.CreateAsyncScope();
            var known = await outside.ServiceProvider.GetRequiredService<EscalationsDb>().Organisations.AsNoTracking().ToDictionaryAsync(o => o.Slug, token);
            foreach (var (slug, organisation) in heard) known.TryAdd(slug, organisation);
            return known;
        }
    }

    private static T Read<T>(string file)
    {
        using var stream = typeof(PlantFields).Assembly.GetManifestResourceStream($"Dialogue.Escalations.Data.{file}")!;
        return JsonSerializer.Deserialize<T>(stream, JsonSerializerOptions.Web)!;
    }

    private sealed record Seeds(FieldSeed[] Fields);

    private sealed record FieldSeed(string Code, string Name, string? Department, string Source);

    private sealed record Targets(string[] RedirectTargets);
}

/// <summary>
/// Asks again until there is a list: with two replicas each may have heard of one of the last two organisations, and neither yet seen the other's.
/// </summary>
internal sealed partial class PlantFieldsInTheEnd(PlantFields plant, ILogger<PlantFieldsInTheEnd> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                if (await plant.Try(stoppingToken)) return;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotYet(e.GetType().Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The list of fields could not be looked for ({Kind}); it is tried again")]
    private partial void LogNotYet(string kind);
}

/// <summary>Each organisation that becomes known may be the one the list waits for.</summary>
internal sealed class PlantFieldsWhenOrganisationsAreKnown(PlantFields plant) : IConsumer<OrganisationChanged>
{
    public Task Consume(ConsumeContext<OrganisationChanged> context) => plant.Hear(context.Message, context.CancellationToken);
}

/// <summary>Keeps the names that departments' pages show for a field's code.</summary>
internal sealed class KeepFieldNames(EscalationsDb db) : IConsumer<FieldsPublished>
{
    public async Task Consume(ConsumeContext<FieldsPublished> context)
    {
        var known = await db.FieldNames.ToDictionaryAsync(f => f.Code, context.CancellationToken);
        foreach (var field in context.Message.Fields)
        {
            if (!known.TryGetValue(field.Code, out var name)) db.FieldNames.Add(name = new() { Code = field.Code });
            if (name.Version < context.Message.Version) (name.Name, name.Version) = (field.Name, context.Message.Version);
        }
        await db.SaveChangesAsync(context.CancellationToken);
    }
}

/// <summary>Finds the city office, whose list of fields is read on every public page of the API.</summary>
internal sealed class CityOffice(OrganisationDirectory organisations)
{
    public async Task<OrganisationFacts?> Find(CancellationToken cancellationToken) =>
        (await organisations.All(cancellationToken)).FirstOrDefault(o => o.Capabilities.Contains(Capability.RoutesCases));
}
