using Dialogue.Data.Messaging;
using Dialogue.Data.Reference;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dialogue.Data;

public static class DataServices
{
    /// <summary>Adds a service's context (pooled, entered for the scope's tenant), its relay and its place in the migrator.</summary>
    public static void AddTenantContext<TDb>(this IServiceCollection services, string schema) where TDb : TenantDbContext
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LegalClock>();
        services.TryAddSingleton<MessageDirectory>();
        services.TryAddSingleton<EachTenant>();
        services.TryAddSingleton<Migrator>();
        services.TryAddScoped<CurrentTenant>();
        services.TryAddScoped<CurrentUser>();
        services.TryAddScoped<DataScope>();
        services.AddPooledDbContextFactory<TDb>((provider, options) => Configure(options, provider.GetRequiredService<Databases>().App, schema));
        services.AddScoped(provider =>
        {
            var db = provider.GetRequiredService<IDbContextFactory<TDb>>().CreateDbContext();
            db.Enter(provider.GetRequiredService<DataScope>());
            return db;
        });
        services.AddSingleton(provider => new CalendarSource<TDb>(schema, provider.GetRequiredService<Databases>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IHearsChanges>(provider => provider.GetRequiredService<CalendarSource<TDb>>());
        services.TryAddSingleton<Changes>();
        services.AddSingleton(new ServiceSchema(schema, typeof(TDb), owner =>
        {
            var options = new DbContextOptionsBuilder<TDb>();
            Configure(options, owner, schema);
            return (TDb)Activator.CreateInstance(typeof(TDb), options.Options)!;
        }));
        services.AddSingleton<IHostedService>(provider => new OutboxRelay(
            schema, provider.GetRequiredService<Databases>(), provider.GetRequiredService<MessageDirectory>(), provider.GetRequiredService<IOutboxDelivery>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<OutboxRelay>>()));
    }

    internal static void Configure(DbContextOptionsBuilder options, Npgsql.NpgsqlDataSource source, string schema) => options
        .UseNpgsql(source, npgsql => npgsql.MigrationsHistoryTable("__migrations", schema))
        // Whoever saves hears of it and says what it means: two that keep the same thing at the same moment are no error of the system.
        .ConfigureWarnings(events => events.Log((CoreEventId.SaveChangesFailed, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug)))
        .AddInterceptors(TenantConnection.Instance);
}

/// <summary>A schema of this process, with its context under the owner's role.</summary>
/// <param name="Context">The context's type: a scope of its service has one, under the scope's tenant.</param>
public sealed record ServiceSchema(string Name, Type Context, Func<Npgsql.NpgsqlDataSource, TenantDbContext> ContextOfOwner);

/// <summary>For <c>dotnet ef</c> only: each service derives a one-line factory, so that migrations are made without starting anything.</summary>
public abstract class DesignTimeFactory<TDb>(string schema) : IDesignTimeDbContextFactory<TDb> where TDb : TenantDbContext
{
    public TDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<TDb>().UseNpgsql("Host=design-time", npgsql => npgsql.MigrationsHistoryTable("__migrations", schema)).Options;
        return (TDb)Activator.CreateInstance(typeof(TDb), options)!;
    }
}
