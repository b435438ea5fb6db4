using System.Globalization;
using System.Text;
using Npgsql;

namespace Dialogue.Load;

/// <summary>What one petition really leaves in the database: every row that its transaction inserted, seen by triggers while it was filed.</summary>
internal sealed class WrittenRows
{
    private sealed record Cell(long Row, string Table, string Column, string Type, string? Value, bool Unique);

    private const string Watch = """
        drop schema if exists load cascade;
        create schema load;
        create table load.cells (n bigserial primary key, transaction bigint, line bigint, target text, name text, type text, value text, in_unique bool);
        create sequence load.line;
        create function load.note() returns trigger language plpgsql security definer as $note$
        declare c record; v text; line bigint := nextval('load.line');
        begin
            for c in select a.attname, format_type(a.atttypid, a.atttypmod) as type,
                        exists (select from pg_index i where i.indrelid = tg_relid and i.indisunique and a.attnum = any (i.indkey)) as in_unique
                    from pg_attribute a where a.attrelid = tg_relid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum loop
                execute format('select ($1).%I::text', c.attname) using new into v;
                insert into load.cells (transaction, line, target, name, type, value, in_unique)
                values (txid_current(), line, format('%I.%I', tg_table_schema, tg_table_name), c.attname, c.type, v, c.in_unique);
            end loop;
            return null;
        end $note$;
        do $$ declare t record; begin
            for t in select c.oid::regclass as name from pg_class c where c.relnamespace = 'petitions'::regnamespace and c.relkind = 'r' loop
                execute format('create trigger load_note after insert on %s for each row execute function load.note()', t.name);
            end loop;
        end $$;
        """;

    private const string Unwatch = """
        do $$ declare t record; begin
            for t in select tgrelid::regclass as name from pg_trigger where tgname = 'load_note' loop
                execute format('drop trigger load_note on %s', t.name);
            end loop;
        end $$;
        """;

    private readonly List<IGrouping<long, Cell>> rows;

    private WrittenRows(List<Cell> cells) => rows = [.. cells.GroupBy(c => c.Row)];

    /// <summary>Such as "1 petitions, 1 history, 3 outbox rows".</summary>
    public string Summary => string.Join(", ", rows.GroupBy(r => r.First().Table).Select(t => $"{t.Count()} {t.Key.Split('.')[1]}")) + " rows";

    public static async Task<WrittenRows> OfOne(NpgsqlDataSource superuser, Func<Task> file)
    {
        await Execute(superuser, Watch);
        try { await file(); }
        finally { await Execute(superuser, Unwatch); }
        var cells = new List<Cell>();
        await using var command = superuser.CreateCommand("""
            select line, target, name, type, value, in_unique from load.cells
            where transaction = (select transaction from load.cells where target = 'petitions.petitions' limit 1) order by n
            """);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            cells.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetBoolean(5)));
        return cells.Count > 0 ? new(cells) : throw new InvalidOperationException("No row was seen.");
    }

    /// <summary>
    /// One transaction of pgbench with the same rows: the same values, but for those that must be unique, which are new in every transaction, and
    /// outbox rows, which are parked, so that the relay leaves them alone.
    /// </summary>
    public string Script()
    {
        var fresh = rows.SelectMany(r => r).Where(c => c is { Unique: true, Value: not null, Column: not "tenant_id" } && Kind(c.Type) != "").Select(c => c.Value!).Distinct()
            .Select((value, i) => (value, name: $"v{i}")).ToDictionary(v => v.value, v => v.name);
        var script = new StringBuilder();
        foreach (var name in fresh.Values) script.Append(CultureInfo.InvariantCulture, $"\\set {name} random(1, 9223372036854775807)\n");
        script.Append("begin;\n");
        foreach (var row in rows)
            script.Append(CultureInfo.InvariantCulture, $"insert into {row.First().Table} ({string.Join(", ", row.Select(c => c.Column))}) values ({string.Join(", ", row.Select(Value))});\n");
        return script.Append("commit;\n").ToString();

        string Value(Cell cell)
        {
            if (cell.Column == "parked_at") return "now()";
            if (cell.Value is null) return "null";
            if (!fresh.TryGetValue(cell.Value, out var variable) || Kind(cell.Type) == "") return $"cast({Literal(cell.Value)} as {cell.Type})";
            return Kind(cell.Type) == "uuid" ? $"cast(lpad(to_hex(cast(:{variable} as bigint)), 32, '0') as uuid)"
                : $"left(lpad(to_hex(cast(:{variable} as bigint)), 16, '0'), {Math.Max(cell.Value.Length, 10)})";
        }
    }

    private static string Kind(string type) => type == "uuid" ? "uuid" : type.StartsWith("character varying", StringComparison.Ordinal) || type == "text" ? "text" : "";

    // Colons are written as escapes: pgbench would take what follows one for a variable.
    private static string Literal(string value) => $"E'{value.Replace("\\", "\\\\").Replace("'", "\\'").Replace(":", "\\x3a").Replace("\n", "\\n")}'";

    private static async Task Execute(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
