using System.Collections.Concurrent;
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

    private readonly string sql, newest;
    private readonly (Func<object, object?> Value, RelationalTypeMapping Mapping, bool Nullable)[] columns;

    private InsertPlan(IEntityType entity)
    {
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table) ?? throw new InvalidOperationException($"{entity.DisplayName()} has no table.");
        if (entity.GetNavigations().Any(n => n.TargetEntityType.IsOwned()) || entity.GetComplexProperties().Any())
            throw new NotSupportedException($"{entity.DisplayName()} has parts of its own; save it with SaveChangesAsync.");
        var properties = entity.GetProperties().Where(p => p.GetBeforeSaveBehavior() != PropertySaveBehavior.Ignore && p.GetComputedColumnSql() is null).ToList();
        columns = [.. properties.Select(p => ((Func<object, object?>)p.GetGetter().GetClrValue, p.GetRelationalTypeMapping(), p.IsNullable))];
        sql = $"insert into {table.Schema}.{table.Name} ({string.Join(", ", properties.Select(p => p.GetColumnName(table)))}) values ({string.Join(", ", properties.Select((_, i) => $"${i + 1}"))})";
        var key = entity.FindPrimaryKey()?.Properties ?? [];
        newest = $"{sql} on conflict ({string.Join(", ", key.Select(p => p.GetColumnName(table)))}) do update set "
            + string.Join(", ", properties.Except(key).Select(p => p.GetColumnName(table)).Select(c => $"{c} = excluded.{c}")) + $" where {table.Name}.version < excluded.version returning 1";
    }

    public static InsertPlan Of(IEntityType entity) => Plans.GetOrAdd(entity, static e => new(e));

    public NpgsqlBatchCommand Command(object row) => Fill(new(sql), row);

    /// <summary>Inserts the row, or puts it in the place of an older version; one row comes back when it did.</summary>
    /// <param name="tells">What is told to all processes when it did; null: nothing.</param>
    public NpgsqlBatchCommand KeepNewest(object row, string? tells)
    {
        if (tells is null) return Fill(new(newest), row);
        var command = Fill(new($"with kept as ({newest}) select pg_notify('{Changes.Channel}', ${columns.Length + 1}) from kept"), row);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tells });
        return command;
    }

    private NpgsqlBatchCommand Fill(NpgsqlBatchCommand command, object row)
    {
        maker ??= new();
        foreach (var (value, mapping, nullable) in columns)
        {
            var parameter = mapping.CreateParameter(maker, "", value(row), nullable);
            command.Parameters.Add((NpgsqlParameter)parameter);
        }
        return command;
    }
}
