using System.Collections.Concurrent;
using System.Reflection;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Dialogue.Data;

/// <summary>How a row of one entity type is inserted by hand: EF's own names, converters and types, in one statement that is always the same text.</summary>
internal sealed class InsertPlan
{
    private static readonly ConcurrentDictionary<IEntityType, InsertPlan> Plans = new();

    // Only makes parameters; it is never run.
    [ThreadStatic] private static NpgsqlCommand? maker;

    private readonly string sql, newest, table;
    private readonly (IProperty Property, Func<object, object?> Value, RelationalTypeMapping Mapping, bool Nullable)[] columns;
    private readonly Func<object, object?>[] keys;
    private readonly PropertyInfo owner;

    private InsertPlan(IEntityType entity)
    {
        var place = StoreObjectIdentifier.Create(entity, StoreObjectType.Table) ?? throw new InvalidOperationException($"{entity.DisplayName()} has no table.");
        table = $"{place.Schema}.{place.Name}";
        if (entity.GetNavigations().Any(n => n.TargetEntityType.IsOwned()) || entity.GetComplexProperties().Any())
            throw new NotSupportedException($"{entity.DisplayName()} has parts of its own; save it with SaveChangesAsync.");
        var properties = entity.GetProperties().Where(p => p.GetBeforeSaveBehavior() != PropertySaveBehavior.Ignore && p.GetComputedColumnSql() is null).ToList();
        columns = [.. properties.Select(p => (p, (Func<object, object?>)p.GetGetter().GetClrValue, p.GetRelationalTypeMapping(), p.IsNullable))];
        sql = $"insert into {table} ({string.Join(", ", properties.Select(p => p.GetColumnName(place)))}) values ({string.Join(", ", properties.Select((_, i) => $"${i + 1}"))})";
        owner = entity.FindProperty(nameof(ITenantOwned.TenantId))?.PropertyInfo!;
        var key = entity.FindPrimaryKey()?.Properties ?? [];
        keys = [.. key.Select(p => (Func<object, object?>)p.GetGetter().GetClrValue)];
        newest = $"{sql} on conflict ({string.Join(", ", key.Select(p => p.GetColumnName(place)))}) do update set "
            + string.Join(", ", properties.Except(key).Select(p => p.GetColumnName(place)).Select(c => $"{c} = excluded.{c}")) + $" where {place.Name}.version < excluded.version returning 1";
    }

    public static InsertPlan Of(IEntityType entity) => Plans.GetOrAdd(entity, static e => new(e));

    public NpgsqlBatchCommand Command(object row) => Fill(new(sql), row);

    /// <summary>Makes it this tenant's, unless it is somebody's already.</summary>
    public void Own(ITenantOwned row, TenantId tenant)
    {
        if (row.TenantId.IsNone) owner.SetValue(row, tenant);
    }

    public IEnumerable<(IProperty Property, object? Before, object? After)> Values(object row) => columns.Select(c => (c.Property, (object?)null, c.Value(row)));

    /// <summary>Inserts the row, or puts it in the place of an older version; one row comes back when it did.</summary>
    /// <param name="tells">What is told to all processes when it did; null: nothing.</param>
    public NpgsqlBatchCommand KeepNewest(object row, string? tells)
    {
        if (tells is null) return Fill(new(newest), row);
        var command = Fill(new($"with kept as ({newest}) select pg_notify('{Changes.Channel}', ${columns.Length + 1}) from kept"), row);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tells });
        return command;
    }

    /// <summary>Lets one after the other keep the row: <c>on conflict</c> names its key alone, and two that add it at the same moment may meet at another unique index first.</summary>
    public NpgsqlBatchCommand Turn(object row) =>
        new("select pg_advisory_xact_lock(hashtextextended($1, 0))") { Parameters = { new NpgsqlParameter<string> { TypedValue = $"{table} {string.Join(' ', keys.Select(k => k(row)))}" } } };

    private NpgsqlBatchCommand Fill(NpgsqlBatchCommand command, object row)
    {
        maker ??= new();
        foreach (var (_, value, mapping, nullable) in columns)
        {
            var parameter = mapping.CreateParameter(maker, "", value(row), nullable);
            command.Parameters.Add((NpgsqlParameter)parameter);
        }
        return command;
    }
}
