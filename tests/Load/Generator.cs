using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace Dialogue.Load;

/// <summary>What to make: the demo city, again and again, until it is as large as the country.</summary>
/// <param name="Communes">3,321 in the whole country.</param>
/// <param name="Years">An even number; the demo city has two.</param>
/// <param name="Petitions">All together, the demo city's included; each commune and year gets about the same.</param>
/// <param name="History">Five rows of history for each petition more, as in life; half of the bytes.</param>
internal sealed record Size(int Communes = 3321, int Years = 10, int Petitions = 1_000_000, bool History = true);

/// <summary>
/// Multiplies the rows of the demo city's communes by COPY, table by table, deterministically: ids are made from the original's, dates and years are
/// moved back by two years at a time, codes stay unique, counters are multiplied like what they count. What is added is as varied as the demo data and no
/// more; moved dates fall on other weekdays than the calendar says; cases of the city and the departments, and accounts, are not multiplied.
/// </summary>
internal sealed partial class Generator(NpgsqlDataSource superuser, Size size, Action<string> say)
{
    private static readonly string[] Schemas = ["identity", "planning", "petitions", "escalations", "reporting", "records", "notifications"];

    /// <summary>One row or some of each belong to one petition: repeated when a commune's year is to have more petitions than the demo's.</summary>
    private static readonly HashSet<string> OfPetitions = ["petitions.petitions", "petitions.history", "planning.conference_petitions", "reporting.petition_facts", "reporting.petition_texts"];

    /// <summary>What a commune has whatever the year: its own are there, a new commune gets as many.</summary>
    private static readonly HashSet<string> OfCommunes = ["planning.businesses"];

    private static readonly HashSet<string> Counters = ["reporting.year_counters", "reporting.month_counters", "reporting.open_by_due"];

    private readonly HashSet<Guid> constants = [], tenantLevel = [], conferenceLevel = [];
    private readonly Dictionary<string, int> codes = [];

    private sealed record Table(string Name, string[] Columns, bool[] Whole, Dictionary<Guid, List<string>> Rows);

    /// <param name="Copy">0: the commune of the demo itself.</param>
    /// <param name="Shift">Two years each.</param>
    private readonly record struct Unit(Guid Commune, int Copy, int Shift);

    public async Task Run(CancellationToken cancellationToken = default)
    {
        if (await Number("select count(*) from public.installation where key = 'generated'") > 0) throw new InvalidOperationException("This database has been multiplied already: start from the demo data.");
        var watch = Stopwatch.StartNew();
        var communes = await Ids("select id from identity.organisations where kind = 'commune' order by slug");
        foreach (var id in communes) tenantLevel.Add(id);
        foreach (var id in await Ids("select (o ->> 'id')::uuid from identity.organisations, jsonb_array_elements(offices) o where kind = 'commune'")) tenantLevel.Add(id);
        foreach (var table in OfCommunes)
            foreach (var id in await Ids($"select id from {table}")) tenantLevel.Add(id);
        foreach (var id in await Ids("select id from planning.conferences")) conferenceLevel.Add(id);
        foreach (var id in await Ids("select id from identity.users union select id from identity.organisations where kind <> 'commune' union select (o ->> 'id')::uuid from identity.organisations, jsonb_array_elements(offices) o where kind <> 'commune'")) constants.Add(id);
        await Codes();

        var tables = await Tables(communes, cancellationToken);
        var (units, times) = Plan(communes, tables.Single(t => t.Name == "petitions.petitions"));
        say($"{tables.Count} tables, {units.Count:N0} communes times two years, petitions up to {times.Max()} times.");
        await Organisations(communes, cancellationToken);
        foreach (var table in tables) await Multiply(table, units, times, cancellationToken);

        await Execute("insert into public.installation (key, value) values ('generated', 'true')");
        say("Statistics …");
        await Execute("analyze");
        var (petitions, counted) = (await Number("select count(*) from petitions.petitions"), await Number("select sum(received)::bigint from reporting.year_counters"));
        if (petitions != counted) throw new InvalidOperationException($"{petitions:N0} petitions, but the counters say {counted:N0}.");
        say($"{petitions:N0} petitions of {await Number("select count(*) from identity.organisations where kind = 'commune'"):N0} communes after {watch.Elapsed.TotalSeconds:0} s.");
    }

    /// <summary>How often each commune's two years have the demo's petitions: all once, then all twice, … until there are enough.</summary>
    private (List<Unit> Units, List<int> Times) Plan(List<Guid> communes, Table petitions)
    {
        var units = (from shift in Enumerable.Range(0, size.Years / 2) from n in Enumerable.Range(0, size.Communes) select new Unit(communes[n % communes.Count], n / communes.Count, shift)).ToList();
        var times = units.Select(_ => 1).ToList();
        var total = units.Sum(u => petitions.Rows.GetValueOrDefault(u.Commune)?.Count ?? 0);
        while (total < size.Petitions)
            for (var i = 0; i < units.Count && total < size.Petitions; i++)
            {
                times[i]++;
                total += petitions.Rows.GetValueOrDefault(units[i].Commune)?.Count ?? 0;
            }
        return (units, times);
    }

    private async Task Multiply(Table table, List<Unit> units, List<int> times, CancellationToken cancellationToken)
    {
        var (watch, written, told) = (Stopwatch.StartNew(), 0L, TimeSpan.Zero);
        await using var connection = await superuser.OpenConnectionAsync(cancellationToken);
        // Order of tables and triggers do not matter to a copy that is whole.
        await using (var quick = new NpgsqlCommand("set session_replication_role = replica; set synchronous_commit = off", connection)) await quick.ExecuteNonQueryAsync(cancellationToken);
        if (Counters.Contains(table.Name))
            await using (var clear = new NpgsqlCommand($"delete from {table.Name}", connection)) await clear.ExecuteNonQueryAsync(cancellationToken);
        await using (var copy = await connection.BeginTextImportAsync($"copy {table.Name} ({string.Join(", ", table.Columns)}) from stdin", cancellationToken))
            for (var i = 0; i < units.Count; i++)
            {
                if (!table.Rows.TryGetValue(units[i].Commune, out var rows) || (units[i].Shift > 0 && OfCommunes.Contains(table.Name))) continue;
                for (var repeat = 0; repeat < (OfPetitions.Contains(table.Name) ? times[i] : 1); repeat++)
                {
                    if (units[i] is { Copy: 0, Shift: 0 } && repeat == 0 && !Counters.Contains(table.Name)) continue; // there already
                    foreach (var row in rows)
                    {
                        if (Changed(table, row, units[i], repeat, times[i]) is not { } line) continue;
                        await copy.WriteAsync(line);
                        written++;
                    }
                }
                if (watch.Elapsed - told > TimeSpan.FromSeconds(5))
                {
                    told = watch.Elapsed;
                    say($"{table.Name}: {written:N0} rows, {100 * (i + 1) / units.Count} %");
                }
            }
        if (written > 100_000) say($"{table.Name}: {written:N0} rows in {watch.Elapsed.TotalSeconds:0} s");
    }

    /// <summary>One line of COPY's text, told of another commune, another time, another petition; null when it has no place there.</summary>
    private string? Changed(Table table, string row, Unit unit, int repeat, int times)
    {
        var counter = Counters.Contains(table.Name);
        var fields = row.Split('\t');
        for (var i = 0; i < fields.Length; i++)
            if (table.Columns[i] == "year")
            {
                var year = int.Parse(fields[i], CultureInfo.InvariantCulture);
                if (unit.Shift > 0 && year is not (2025 or 2026)) return null; // rule sets of the year to come are there once
                fields[i] = (year - (2 * unit.Shift)).ToString(CultureInfo.InvariantCulture);
            }
            else if (counter && table.Whole[i]) fields[i] = (long.Parse(fields[i], CultureInfo.InvariantCulture) * times).ToString(CultureInfo.InvariantCulture);
            else if (table.Columns[i] == "secret" && fields[i].Length > 2) fields[i] = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes($"{fields[i]} {unit}")))[..Math.Min(32, fields[i].Length)];
            else fields[i] = Told().Replace(fields[i], match => Retold(match, unit, repeat));
        return string.Join('\t', fields) + "\n";
    }

    private string Retold(Match match, Unit unit, int repeat)
    {
        var text = match.ValueSpan;
        if (text[0] == 'K' && codes.TryGetValue(match.Value, out var ordinal)) return Code(match.Value, ordinal, unit, repeat);
        if (text.Length == 36 && Guid.TryParse(text, out var id)) return Id(id, unit, repeat).ToString();
        if (text.Length == 10 && int.TryParse(text[..4], CultureInfo.InvariantCulture, out var year)) return string.Create(CultureInfo.InvariantCulture, $"{year - (2 * unit.Shift)}{text[4..]}");
        return match.Value;
    }

    private Guid Id(Guid id, Unit unit, int repeat) =>
        constants.Contains(id) ? id
        : tenantLevel.Contains(id) ? unit.Copy == 0 ? id : Made(id, unit.Copy, 0, 0)
        : conferenceLevel.Contains(id) ? Made(id, unit.Copy, unit.Shift, 0)
        : Made(id, unit.Copy, unit.Shift, repeat);

    private static Guid Made(Guid id, int copy, int shift, int repeat)
    {
        if (copy == 0 && shift == 0 && repeat == 0) return id;
        Span<byte> bytes = stackalloc byte[28];
        id.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], copy);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[20..], shift);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[24..], repeat);
        Span<byte> hash = stackalloc byte[16];
        MD5.HashData(bytes, hash);
        return new Guid(hash);
    }

    /// <summary>Six signs that no other petition of the commune has: a running number, scattered over all that six signs can say.</summary>
    private static string Code(string code, int ordinal, Unit unit, int repeat)
    {
        if (unit is { Copy: 0, Shift: 0 } && repeat == 0) return code;
        const string Signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        var number = ((((uint)ordinal * 64) + (uint)unit.Shift) * 1024 + (uint)repeat) * 747_796_405 & 0x3FFF_FFFF;
        return string.Concat(code.AsSpan(0, code.Length - 6), string.Create(6, number, static (signs, n) => { for (var i = 0; i < 6; i++, n >>= 5) signs[i] = Signs[(int)(n & 31)]; }));
    }

    /// <summary>New communes, in identity and in every service's copy.</summary>
    private async Task Organisations(List<Guid> communes, CancellationToken cancellationToken)
    {
        await using var connection = await superuser.OpenConnectionAsync(cancellationToken);
        foreach (var name in Schemas.Select(s => $"{s}.organisations").Append("identity.organisations_owned"))
        {
            var table = await Read(connection, name, "where kind = 'commune'", "id", cancellationToken);
            await using var copy = await connection.BeginTextImportAsync($"copy {name} ({string.Join(", ", table.Columns)}) from stdin", cancellationToken);
            foreach (var n in Enumerable.Range(communes.Count, Math.Max(0, size.Communes - communes.Count)))
            {
                var (commune, number) = (communes[n % communes.Count], n / communes.Count);
                var fields = table.Rows[commune].Single().Split('\t');
                for (var i = 0; i < fields.Length; i++)
                    fields[i] = table.Columns[i] switch
                    {
                        "slug" => $"{fields[i]}-{number}",
                        "name" or "place_name" => $"{fields[i]} {number}",
                        "code" => $"{number:00}{fields[i]}",
                        _ => Told().Replace(fields[i], match => Retold(match, new(commune, number, 0), 0)),
                    };
                await copy.WriteAsync(string.Join('\t', fields) + "\n");
            }
        }
    }

    private async Task<List<Table>> Tables(List<Guid> communes, CancellationToken cancellationToken)
    {
        await using var connection = await superuser.OpenConnectionAsync(cancellationToken);
        var names = new List<string>();
        await using (var command = new NpgsqlCommand("""
            select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = any ($1) and c.relkind = 'r' and c.relname not in ('outbox', 'inbox', 'members')
              and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) order by 1
            """, connection) { Parameters = { new() { Value = Schemas } } })
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken)) names.Add(reader.GetString(0));
        var tables = new List<Table>();
        foreach (var name in names.Where(n => size.History || !n.EndsWith(".history", StringComparison.Ordinal)))
            tables.Add(await Read(connection, name, $"where tenant_id in ('{string.Join("','", communes)}')", "tenant_id", cancellationToken));
        return [.. tables.Where(t => t.Rows.Count > 0)];
    }

    private static async Task<Table> Read(NpgsqlConnection connection, string name, string where, string owner, CancellationToken cancellationToken)
    {
        var (columns, whole) = (new List<string>(), new List<bool>());
        await using (var command = new NpgsqlCommand("""
            select quote_ident(attname), atttypid in ('int4'::regtype, 'int8'::regtype) and attname not in ('year', 'month') from pg_attribute
            where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = '' order by attnum
            """, connection) { Parameters = { new() { Value = name } } })
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken))
            {
                columns.Add(reader.GetString(0));
                whole.Add(reader.GetBoolean(1));
            }
        var (at, rows) = (columns.IndexOf(owner), new Dictionary<Guid, List<string>>());
        using var copy = await connection.BeginTextExportAsync($"copy (select {string.Join(", ", columns)} from {name} {where}) to stdout", cancellationToken);
        while (await copy.ReadLineAsync(cancellationToken) is { } line)
        {
            var tenant = Guid.Parse(line.Split('\t')[at]);
            if (!rows.TryGetValue(tenant, out var of)) rows[tenant] = of = [];
            of.Add(line);
        }
        return new(name, [.. columns], [.. whole], rows);
    }

    private async Task Codes()
    {
        await using var command = superuser.CreateCommand("select code, row_number() over (partition by tenant_id order by code)::int from petitions.petitions");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) codes[reader.GetString(0)] = reader.GetInt32(1);
    }

    private async Task<List<Guid>> Ids(string sql)
    {
        var ids = new List<Guid>();
        await using var command = superuser.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) ids.Add(reader.GetGuid(0));
        return ids;
    }

    private async Task<long> Number(string sql)
    {
        await using var command = superuser.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task Execute(string sql)
    {
        await using var command = superuser.CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What tells of whom and when: ids, dates of the demo's two years, tracking codes.</summary>
    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![0-9])202[56]-[01][0-9]-[0-3][0-9]|KN-[A-Z0-9]{1,8}-[0-9A-Z]{6}")]
    private static partial Regex Told();
}
