using System.Diagnostics;
using System.IO.Compression;
using System.Xml;
using Dialogue.Testing;
using Npgsql;

namespace Dialogue.Load;

/// <summary>
/// The list of a commune's petitions, multiplied to 100,000, as a file through the gateway: the host's memory while it is written, and its rows a second against
/// PostgreSQL's own <c>copy … to stdout</c> of the same columns under the same role and wall.
/// </summary>
internal static class ExportBenchmark
{
    private const string Slug = "dai-son";
    private const int Rows = 100_000;
    private const double MostGrowth = 200, MostAtAll = 400;

    private const string Copy = """
        copy (select code, received_on, channel, field_code, business_kind, business_name, title, text, authority, office_id, status, due, answered_on, answered_how, answer_number, on_time, delay_cause
        from petitions.petitions order by received_on desc, id desc) to stdout
        """;

    public static async Task Run(Product product, Report report)
    {
        var tenant = await ListBenchmark.Tenant(product, Slug);
        long rows;
        await using (var superuser = NpgsqlDataSource.Create(product.Database("postgres") + ";Command Timeout=600;Pooling=false")) rows = await Multiply(superuser, tenant);
        await product.Restart(); // so that nothing else that was measured has widened the memory already
        var officer = await product.Person($"chuyenvien.{Slug}");
        var list = $"/{Slug}/can-bo/kien-nghi";
        var page = await officer.Get(list);
        if (page.Status != System.Net.HttpStatusCode.OK) throw new InvalidOperationException($"No list: {page.Text}");

        var copy = await Copied(product.Database("dialogue_app", tenant) + ";Command Timeout=600;Pooling=false");
        var xlsx = await Export(product, officer, $"{list}?dinh-dang=xlsx", XlsxRows);
        var csv = await Export(product, officer, $"{list}?dinh-dang=csv", CsvRows);
        report.Rate($"{rows:N0} rows as XLSX", xlsx.Rows / xlsx.Took.TotalSeconds, "copy … to stdout", copy.Rows / copy.Took.TotalSeconds, note: $"{Report.Text(xlsx.Took)} through the gateway, {xlsx.Bytes / 1048576.0:0} MB; copy takes {Report.Text(copy.Took)}");
        report.Rate("the same", xlsx.Rows / xlsx.Took.TotalSeconds, "as CSV", csv.Rows / csv.Took.TotalSeconds, note: $"CSV takes {Report.Text(csv.Took)}, {csv.Bytes / 1048576.0:0} MB");
        report.Counts("rows in the XLSX file", xlsx.Rows, rows, rows, $"CSV: {csv.Rows:N0}, copy: {copy.Rows:N0}");
        foreach (var (what, one) in new[] { ("XLSX", xlsx), ("CSV", csv) })
        {
            report.Holds($"memory the host grew by for the {what}", one.Most - one.Before, MostGrowth, $"{one.Before:0} MB before");
            report.Holds($"most memory of the host with the {what}", one.Most, MostAtAll, "gateway and all services in one process; the kernel's peak (VmHWM)");
        }
        if (csv.Rows != rows || copy.Rows != rows) throw new InvalidOperationException("Not all rows are in all files.");
    }

    /// <summary>Copies of the commune's own petitions, with other ids and codes: as many as are missing. What else counts petitions is not told.</summary>
    private static async Task<long> Multiply(NpgsqlDataSource superuser, Guid tenant)
    {
        await using var connection = await superuser.OpenConnectionAsync();
        var columns = new List<string>();
        await using (var command = new NpgsqlCommand("select attname from pg_attribute where attrelid = 'petitions.petitions'::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum", connection))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) columns.Add(reader.GetString(0));
        var values = columns.Select(c => c switch
        {
            "id" or "key" => "gen_random_uuid()",
            "code" => "left(p.code, length(p.code) - 6) || upper(lpad(to_hex((row_number() over ())::int), 6, '0'))",
            _ => $"p.{c}",
        });
        await using (var quick = new NpgsqlCommand("set session_replication_role = replica; set synchronous_commit = off", connection)) await quick.ExecuteNonQueryAsync();
        await using (var insert = new NpgsqlCommand($"""
            insert into petitions.petitions ({string.Join(", ", columns)})
            select {string.Join(", ", values)} from generate_series(1, {Rows}) n cross join (select * from petitions.petitions where tenant_id = $1) p
            limit {Rows} - (select count(*) from petitions.petitions where tenant_id = $1) on conflict do nothing
            """, connection) { Parameters = { new() { Value = tenant } } })
            await insert.ExecuteNonQueryAsync();
        await using (var analyze = new NpgsqlCommand("analyze petitions.petitions", connection)) await analyze.ExecuteNonQueryAsync();
        await using var count = new NpgsqlCommand("select count(*) from petitions.petitions where tenant_id = $1", connection) { Parameters = { new() { Value = tenant } } };
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private static async Task<(long Rows, TimeSpan Took)> Copied(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        var watch = Stopwatch.StartNew();
        using var text = await connection.BeginTextExportAsync(Copy);
        var (rows, buffer) = (0L, new char[64 * 1024]);
        for (int read; (read = await text.ReadAsync(buffer, CancellationToken.None)) > 0;) rows += buffer.AsSpan(0, read).Count('\n');
        return (rows, watch.Elapsed);
    }

    private sealed record Exported(long Rows, long Bytes, TimeSpan Took, double Before, double Most);

    private static async Task<Exported> Export(Product product, WebUser officer, string path, Func<string, long> rows)
    {
        var file = Path.GetTempFileName();
        try
        {
            product.ForgetPeak();
            var before = product.HostMemory().Now;
            var watch = Stopwatch.StartNew();
            using var answer = await officer.Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            await using (var output = File.OpenWrite(file)) await answer.EnsureSuccessStatusCode().Content.CopyToAsync(output);
            var (took, most) = (watch.Elapsed, product.HostMemory().Most);
            return new(rows(file), new FileInfo(file).Length, took, before, most);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static long XlsxRows(string file)
    {
        using var zip = ZipFile.OpenRead(file);
        using var sheet = XmlReader.Create(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var rows = -1L; // without the head
        while (sheet.Read())
            if (sheet is { NodeType: XmlNodeType.Element, LocalName: "row" }) rows++;
        return rows;
    }

    /// <summary>Ends of lines that are not within quotes.</summary>
    private static long CsvRows(string file)
    {
        using var stream = new BufferedStream(File.OpenRead(file), 64 * 1024);
        var (rows, quoted) = (-1L, false);
        for (int one; (one = stream.ReadByte()) >= 0;)
            if (one == '"') quoted = !quoted;
            else if (one == '\n' && !quoted) rows++;
        return rows;
    }
}
