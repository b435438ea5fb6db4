using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Dialogue.Data.Files;
using Dialogue.Data.Messaging;
using Dialogue.Data.Reference;
using Dialogue.Data.Works;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;

namespace Dialogue.Data;

/// <summary>
/// The context of one service: one schema, the tenant filter on every table of a tenant, and the tables that every service has (outbox, inbox,
/// history, files, long works, its copies of organisations, calendar, rule sets and letter templates). Pooled: <see cref="Enter"/> is called on every lease.
/// </summary>
public abstract class TenantDbContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>Name of the query filter that hides other tenants' rows. Row level security stands behind it.</summary>
    public const string TenantFilter = "tenant";

    private static readonly JsonSerializerOptions HistoryJson = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private DataScope? scope;
    private Insertion? insertion;
    private bool outgoing, queued;

    /// <summary>Schema of the service, such as <c>petitions</c>.</summary>
    public abstract string Schema { get; }

    /// <summary>Tables without a tenant, each with the reason why it may be read by every tenant. The migrator refuses any other.</summary>
    public virtual IReadOnlyDictionary<string, string> CityWideTables => CommonCityWideTables;

    /// <summary>Tables of all tenants that the city-wide role may read: read models without personal data. Only reporting has any.</summary>
    public virtual IReadOnlyList<string> TablesOpenToCity => [];

    /// <summary>
    /// Columns of all tenants that the relay's role may read, by table: enough to see whose rows have work to be done, never what they say. The work
    /// itself is done under the tenant's own wall.
    /// </summary>
    public virtual IReadOnlyDictionary<string, string[]> ColumnsOpenToRelay => new Dictionary<string, string[]>();

    /// <summary>Tables of which nothing may ever be deleted: what was issued, and who decided. The migrator takes the right to delete away.</summary>
    public virtual IReadOnlyList<string> TablesKeptForGood => [];

    protected static IReadOnlyDictionary<string, string> CommonCityWideTables { get; } = new Dictionary<string, string>
    {
        ["organisations"] = "names and capabilities of public bodies are public",
        ["calendar_years"] = "the working calendar is the same for the whole city",
        ["__migrations"] = "bookkeeping of the migrator",
    };

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
    public DbSet<InboxEntry> Inbox => Set<InboxEntry>();
    public DbSet<HistoryEntry> History => Set<HistoryEntry>();
    public DbSet<StoredFile> Files => Set<StoredFile>();
    public DbSet<FileChunk> FileChunks => Set<FileChunk>();
    public DbSet<OrganisationCopy> Organisations => Set<OrganisationCopy>();
    public DbSet<CalendarYearCopy> CalendarYears => Set<CalendarYearCopy>();
    public DbSet<RuleSetCopy> RuleSetCopies => Set<RuleSetCopy>();
    public DbSet<TemplateCopy> TemplateCopies => Set<TemplateCopy>();
    public DbSet<Work> Works => Set<Work>();

    /// <summary>The tenant of this lease; a member, so that the filter becomes a parameter of the query.</summary>
    public TenantId Tenant => scope?.Tenant.Id ?? default;

    internal DataScope? Scope => scope;

    /// <summary>True while the connection is held open for the rest of the lease (see <see cref="TenantConnection"/>).</summary>
    internal bool HoldsConnection { get; set; }

    public void Enter(DataScope entered) => scope = entered;

    /// <summary>Tells the rest of the system, under this tenant: a row of the same transaction, sent on by the relay.</summary>
    public void Publish<T>(T message) where T : notnull => PublishTo(Tenant, message);

    /// <summary>Hands something over to another organisation: its consumers run under <paramref name="receiver"/>, and keep rows of their own.</summary>
    public void PublishTo<T>(TenantId receiver, T message) where T : notnull
    {
        if (scope is null || Tenant.IsNone) throw new InvalidOperationException($"{typeof(T).Name} was published without a tenant.");
        if (receiver.IsNone) throw new InvalidOperationException($"{typeof(T).Name} was published to no tenant.");
        scope.Hears?.Invoke(message);
        foreach (var row in scope.Messages.Rows(message, Tenant, receiver, scope.Time.GetUtcNow()))
            if (insertion is null) Outbox.Add(row);
            else insertion.Add(row);
    }

    /// <summary>False when this consumer has already had its effect for this message. The mark is saved together with the effect.</summary>
    public async Task<bool> FirstTime(string consumer, Guid messageId, CancellationToken cancellationToken = default)
    {
        if (await Inbox.AnyAsync(i => i.Consumer == consumer && i.MessageId == messageId, cancellationToken)) return false;
        Inbox.Add(new InboxEntry { Consumer = consumer, MessageId = messageId, At = scope!.Time.GetUtcNow() });
        return true;
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Prepare();
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (Database.CurrentTransaction is null) Committed();
        return rows;
    }

    /// <summary>Begins an <see cref="Insertion"/>; dispose it before the next one.</summary>
    public Insertion Insert() => insertion is null ? insertion = new(this) : throw new InvalidOperationException("An insertion is open already.");

    /// <summary>
    /// Keeps a copy of what another service owns, unless the one that is there is as new: in one round trip, so that of two processes that
    /// hear of it at the same moment neither both add it, nor does the older overwrite the newer.
    /// </summary>
    /// <param name="copy">Of an entity with a property Version. Nothing else may wait to be saved.</param>
    /// <param name="tells">What all processes are told once it is committed (see <see cref="Changes"/>); null: nothing.</param>
    /// <returns>False when nothing was written.</returns>
    public async Task<bool> KeepNewestAsync(object copy, string? tells, CancellationToken cancellationToken = default)
    {
        if (ChangeTracker.HasChanges() || Database.CurrentTransaction is not null) throw new InvalidOperationException("A copy is kept by itself.");
        var entry = Add(copy);
        try
        {
            Prepare();
            var plan = InsertPlan.Of(entry.Metadata);
            return await InOneTrip([plan.Turn(copy), plan.KeepNewest(copy, tells)], async batch =>
            {
                await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
                for (var before = 0; before < 2; before++) await reader.NextResultAsync(cancellationToken); // the tenant's, the turn's
                return await reader.ReadAsync(cancellationToken);
            }, cancellationToken);
        }
        finally
        {
            ChangeTracker.Clear();
        }
    }

    /// <summary>Statements under the tenant, in a transaction that is the batch itself: the connection carries nothing over, whoever opened it.</summary>
    internal async Task<T> InOneTrip<T>(IEnumerable<NpgsqlBatchCommand> commands, Func<NpgsqlBatch, Task<T>> run, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)Database.GetDbConnection();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(Scope is { Relayed: true }
            ? "select set_config('dialogue.tenant', $1, true), set_config('synchronous_commit', 'off', true)"
            : "select set_config('dialogue.tenant', $1, true)") { Parameters = { new NpgsqlParameter<string> { TypedValue = Tenant.IsNone ? "" : Tenant.ToString() } } });
        foreach (var command in commands) batch.BatchCommands.Add(command);
        var opens = connection.State == System.Data.ConnectionState.Closed;
        if (opens) await connection.OpenAsync(cancellationToken);
        try
        {
            return await run(batch);
        }
        catch (PostgresException e)
        {
            throw new DbUpdateException("The rows were not written.", e);
        }
        finally
        {
            if (opens) await connection.CloseAsync();
        }
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save with SaveChangesAsync.");

    public override void Dispose()
    {
        if (Leave()) Database.CloseConnection();
        base.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        if (Leave()) await Database.CloseConnectionAsync();
        await base.DisposeAsync();
    }

    /// <summary>Wakes the relay, or who runs long works, once what was published or queued is really committed.</summary>
    internal void Committed()
    {
        if (outgoing) scope?.Messages.Wake(Schema);
        if (queued) scope?.Messages.Wake(Work.SignalOf(Schema));
        (outgoing, queued) = (false, false);
    }

    /// <summary>The same for rows that the change tracker has not seen.</summary>
    internal void Committed(IEnumerable<ITenantOwned> rows)
    {
        foreach (var row in rows) Notice(row);
        Committed();
    }

    internal void Close(Insertion one)
    {
        if (insertion == one) insertion = null;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.Entity<OutboxMessage>(OutboxMessage.Configure);
        modelBuilder.Entity<InboxEntry>(InboxEntry.Configure);
        modelBuilder.Entity<HistoryEntry>(HistoryEntry.Configure);
        modelBuilder.Entity<StoredFile>(StoredFile.Configure);
        modelBuilder.Entity<FileChunk>(FileChunk.Configure);
        modelBuilder.Entity<OrganisationCopy>(OrganisationCopy.Configure);
        modelBuilder.Entity<CalendarYearCopy>(CalendarYearCopy.Configure);
        modelBuilder.Entity<RuleSetCopy>(RuleSetCopy.Configure);
        modelBuilder.Entity<TemplateCopy>(TemplateCopy.Configure);
        modelBuilder.Entity<Work>(Work.Configure);
        modelBuilder.ApplyConfigurationsFromAssembly(GetType().Assembly);

        foreach (var entity in modelBuilder.Model.GetEntityTypes().ToList())
        {
            if (entity.IsOwned()) continue;
            if (typeof(ITenantOwned).IsAssignableFrom(entity.ClrType)) Filter(entity);
            // Two processes may keep two versions of one thing at the same moment: who has read before the other wrote is refused, and tries again.
            if (entity.FindProperty("Version") is { } version && !entity.GetProperties().Any(p => p.IsConcurrencyToken)) version.IsConcurrencyToken = true;
        }
        SnakeCase.Apply(modelBuilder.Model);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration)
    {
        configuration.Properties<TenantId>().HaveConversion<TenantIdConverter>();
        configuration.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configuration.Properties<Deadline>().HaveConversion<JsonConverter<Deadline>>().HaveColumnType("jsonb");
    }

    private void Filter(IMutableEntityType entity)
    {
        // p => p.TenantId == this.Tenant
        var row = Expression.Parameter(entity.ClrType, "row");
        var body = Expression.Equal(
            Expression.Property(row, nameof(ITenantOwned.TenantId)), Expression.Property(Expression.Constant(this), nameof(Tenant)));
        entity.SetQueryFilter(TenantFilter, Expression.Lambda(body, row));
    }

    private bool Leave()
    {
        (scope, insertion, outgoing, queued) = (null, null, false, false);
        var held = HoldsConnection;
        HoldsConnection = false;
        return held;
    }

    private void Prepare()
    {
        if (scope is null) throw new InvalidOperationException("This context was not entered for a scope.");
        List<HistoryEntry>? history = null;
        foreach (var entry in ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached) continue;
            Notice(entry.Entity);
            if (entry.Entity is ITenantOwned && entry.State == EntityState.Added)
            {
                var tenant = entry.Property(nameof(ITenantOwned.TenantId));
                if (tenant.CurrentValue is TenantId { IsNone: true }) tenant.CurrentValue = Tenant;
            }
            if (entry.Entity is IAggregate aggregate) (history ??= []).Add(Note(aggregate, entry.State, Values(entry)));
        }
        if (history is not null) History.AddRange(history);
    }

    private void Notice(object row)
    {
        if (row is OutboxMessage) outgoing = true;
        if (row is Work) queued = true;
    }

    private static IEnumerable<(IProperty Property, object? Before, object? After)> Values(EntityEntry entry) =>
        entry.Properties.Where(p => entry.State != EntityState.Modified || p.IsModified).Select(p => (p.Metadata, entry.State == EntityState.Added ? null : p.OriginalValue, entry.State == EntityState.Deleted ? null : p.CurrentValue));

    internal HistoryEntry Note(IAggregate aggregate, EntityState state, IEnumerable<(IProperty Property, object? Before, object? After)> values)
    {
        var changes = new Dictionary<string, object?[]>();
        foreach (var (property, before, after) in values)
        {
            if (property.IsConcurrencyToken || property.Name is nameof(ITenantOwned.TenantId) or nameof(IAggregate.Id)) continue;
            if (state == EntityState.Added && after is null or "") continue;
            // Remembered in the model: attributes are slow to read, and every change of every aggregate asks.
            var hidden = property.GetOrAddRuntimeAnnotationValue("NotInHistory", static p => p!.PropertyInfo?.GetCustomAttribute<NotInHistoryAttribute>() is not null, property);
            changes[property.Name] = hidden ? ["…"] : [before, after];
        }
        return new HistoryEntry
        {
            TenantId = Tenant,
            At = scope!.Time.GetUtcNow(), Day = scope.Clock.Today, UserId = scope.User.Id, UserName = scope.User.Name, Subject = aggregate.GetType().Name,
            SubjectId = aggregate.Id, Action = state.ToString(), Changes = JsonSerializer.Serialize(changes, HistoryJson),
        };
    }
}

internal sealed class TenantIdConverter() : ValueConverter<TenantId, Guid>(id => id.Value, value => new TenantId(value));

/// <summary>Stores a value as jsonb, read and written whole.</summary>
public sealed class JsonConverter<T>() : ValueConverter<T, string>(v => JsonSerializer.Serialize(v, Options), s => Read(s))
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>As it is read from a column.</summary>
    public static T Read(string json) => JsonSerializer.Deserialize<T>(json, Options)!;
}
