using System.Collections.Frozen;
using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dialogue.Hosting.Tenancy;

/// <summary>Finds organisations by slug or id for the edge of the process; kept in memory for a minute, read again when one has changed or is not found. Singleton.</summary>
public sealed class OrganisationDirectory(Databases databases, IEnumerable<ServiceSchema> schemas, TimeProvider time) : IHearsChanges
{
    /// <summary>What another process has heard is told at once; this covers a word that was lost.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);
    private readonly string? schema = schemas.Select(s => s.Name).FirstOrDefault(); // every service has its copy: that of the first one here is read
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Snapshot? current;
    private int changes;

    public async ValueTask<OrganisationFacts?> BySlug(string slug, CancellationToken cancellationToken = default) =>
        (await Read(cancellationToken)).BySlug.GetValueOrDefault(slug) ?? (await Again(cancellationToken))?.BySlug.GetValueOrDefault(slug);

    public async ValueTask<OrganisationFacts?> ById(Guid id, CancellationToken cancellationToken = default) =>
        (await Read(cancellationToken)).ById.GetValueOrDefault(id) ?? (await Again(cancellationToken))?.ById.GetValueOrDefault(id);

    /// <summary>All active organisations, communes first, by name.</summary>
    public async ValueTask<IReadOnlyList<OrganisationFacts>> All(CancellationToken cancellationToken = default) => (await Read(cancellationToken)).All;

    /// <summary>Sets the tenant with its name and capabilities when it is known, and by id alone while its copy has not arrived.</summary>
    public async ValueTask Enter(CurrentTenant tenant, TenantId id, CancellationToken cancellationToken = default)
    {
        var facts = await ById(id.Value, cancellationToken);
        tenant.Set(id, facts?.Slug ?? "", facts?.Name ?? "", facts?.Capabilities);
    }

    /// <summary>Forgets what was read: an organisation has changed in this service's copy.</summary>
    public void Refresh(string changed)
    {
        if (changed != schema) return;
        Interlocked.Increment(ref changes);
        current = null;
    }

    public Task Heard(string what, CancellationToken cancellationToken)
    {
        if (schema is not null && (what == Changes.Organisations(schema) || what == Changes.Anything)) Refresh(schema);
        return Task.CompletedTask;
    }

    /// <summary>Reads again after a miss, but not more often than once a second: unknown addresses must cost nothing.</summary>
    private async ValueTask<Snapshot?> Again(CancellationToken cancellationToken)
    {
        if (current is not { } snapshot || time.GetUtcNow() - snapshot.ReadAt < TimeSpan.FromSeconds(1)) return null;
        current = null;
        return await Read(cancellationToken);
    }

    private async ValueTask<Snapshot> Read(CancellationToken cancellationToken)
    {
        if (current is { } snapshot && time.GetUtcNow() - snapshot.ReadAt < Life) return snapshot;
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (current is { } read && time.GetUtcNow() - read.ReadAt < Life) return read;
            var before = Volatile.Read(ref changes);
            if (schema is null) throw new InvalidOperationException("This process has no service.");
            await using var command = databases.Shared.CreateCommand(
                $"select id, slug, name, kind, unit_type, code, place_name, former_units, capabilities from {schema}.organisations where active order by kind, name");
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var all = new List<OrganisationFacts>();
            while (await reader.ReadAsync(cancellationToken))
                all.Add(new(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5),
                    reader.GetString(6), reader.GetString(7), reader.GetFieldValue<string[]>(8).ToFrozenSet()));
            var now = new Snapshot(all, all.ToFrozenDictionary(o => o.Slug), all.ToFrozenDictionary(o => o.Id), time.GetUtcNow());
            current = now;
            // Changed while it was read: what was read may be from before, so it is not kept.
            if (Volatile.Read(ref changes) != before) current = null;
            return now;
        }
        finally
        {
            gate.Release();
        }
    }

    private sealed record Snapshot(
        IReadOnlyList<OrganisationFacts> All, FrozenDictionary<string, OrganisationFacts> BySlug, FrozenDictionary<Guid, OrganisationFacts> ById, DateTimeOffset ReadAt);
}

/// <summary>Public facts of an organisation.</summary>
public sealed record OrganisationFacts(
    Guid Id, string Slug, string Name, string Kind, string UnitType, string Code, string PlaceName, string FormerUnits, IReadOnlySet<string> Capabilities)
{
    public TenantId Tenant => new(Id);
}
