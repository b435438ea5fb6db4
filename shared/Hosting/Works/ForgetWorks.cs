using Dialogue.Data;
using Dialogue.Data.Files;
using Dialogue.Data.Works;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Dialogue.Hosting.Works;

/// <summary>Every night, takes away the works that ended more than a week ago, and their results. Of all services of this process; repeatable.</summary>
[DisallowConcurrentExecution]
public sealed class ForgetWorks(Databases databases, WorkDirectory directory, IServiceScopeFactory scopes, TimeProvider time) : IJob
{
    public const string Schedule = "0 40 2 * * ?";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await Run(cancellationToken);

    /// <returns>How many works are gone.</returns>
    public async Task<int> Run(CancellationToken cancellationToken = default)
    {
        var before = time.GetUtcNow() - WorkDesk.Kept;
        var gone = 0;
        foreach (var service in directory.Services)
            foreach (var tenant in await TenantsOf(service, before, cancellationToken))
                gone += await Forget(service, tenant, before, cancellationToken);
        return gone;
    }

    /// <summary>Also organisations that are no longer active.</summary>
    private async Task<List<TenantId>> TenantsOf(string service, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var command = databases.Relay.CreateCommand($"select distinct tenant_id from {service}.works where ended_at < $1");
        command.Parameters.Add(new() { Value = before.UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var tenants = new List<TenantId>();
        while (await reader.ReadAsync(cancellationToken)) tenants.Add(new(reader.GetGuid(0)));
        return tenants;
    }

    private async Task<int> Forget(string service, TenantId tenant, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant);
        var db = directory.Context(scope.ServiceProvider, service)!;
        var old = await db.Works.Where(w => w.EndedAt < before).Select(w => new { w.Id, w.FileId }).ToListAsync(cancellationToken);
        foreach (var work in old)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            if (work.FileId is { } file) await db.DeleteFile(file, cancellationToken);
            await db.Works.Where(w => w.Id == work.Id).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        return old.Count;
    }
}
