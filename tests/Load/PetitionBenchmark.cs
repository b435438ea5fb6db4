using System.Diagnostics;
using System.Text.Json;
using Npgsql;

namespace Dialogue.Load;

/// <summary>
/// Filing a petition through the gateway, with everything on but the rate limit, against pgbench that commits the same rows to the same tables
/// under the same role.
/// </summary>
internal static class PetitionBenchmark
{
    private const string Slug = "dai-son";
    private const int Connections = 32;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10), MostDrain = TimeSpan.FromSeconds(20);
    private static readonly string[] Schemas = ["identity", "planning", "petitions", "escalations", "reporting", "records", "notifications"];

    public static async Task Run(Product product, Report report)
    {
        await using var superuser = NpgsqlDataSource.Create(product.Database("postgres"));
        var request = Wire.Post(product.Address, $"/api/{Slug}/petitions", await Petition(superuser));
        var written = await WrittenRows.OfOne(superuser, () => Wire.Once(product.Address, request));

        await SplitBenchmark.AllSent(superuser); // what the demo's people are told
        await Wire.Run(product.Address, request, 1, TimeSpan.FromSeconds(2));
        var alone = await Wire.Run(product.Address, request, 1, TimeSpan.FromSeconds(2));
        report.Takes("one petition alone", alone.Within(0.5), TimeSpan.FromMilliseconds(10), $"median; 99 of 100 within {Report.Text(alone.Within(0.99))}; {written.Summary}");

        await Wire.Run(product.Address, request, Connections, TimeSpan.FromSeconds(15)); // until the runtime has done most of its compiling
        var (waiting, cpu) = (await Waiting(superuser), product.ProcessorTime);
        var filed = await Wire.Run(product.Address, request, Connections, Time);
        cpu = product.ProcessorTime - cpu;
        var left = await Waiting(superuser);
        var (drained, drain) = await Drain(superuser, left);

        var few = await Wire.Run(product.Address, request, Redmine.Connections, TimeSpan.FromSeconds(4));
        await Drain(superuser, await Waiting(superuser));

        var peer = await Pgbench.Run(product, await ListBenchmark.Tenant(product, Slug), written.Script(), Connections, Time);
        if (peer is { } transactions)
            report.Rate("petition through the gateway", filed.PerSecond, "pgbench, same rows", transactions, 0.4,
                $"32 connections, relay on; half within {Report.Text(filed.Within(0.5))}, 99 of 100 within {Report.Text(filed.Within(0.99))}; host {cpu.TotalMilliseconds / filed.Ticks.Count:0.00} ms of processor each");
        else
            report.Says("petition through the gateway", $"{filed.PerSecond:N0}/s", "pgbench is not installed (Debian: postgresql): not compared");
        report.Rate("petition at 8 connections", few.PerSecond, "Redmine, recorded", Redmine.CreatesPerSecond, Redmine.TimesFaster);
        report.Says("messages left when the filing stopped", $"{left:N0}", $"{waiting:N0} when it began; delivered at {drained / drain.TotalSeconds:N0}/s afterwards, so the last after {Report.Text(left / Math.Max(1, drained) * drain)}");
    }

    public static async Task<byte[]> Petition(NpgsqlDataSource superuser)
    {
        await using var command = superuser.CreateCommand("select code from petitions.fields where active order by position limit 1");
        var field = await command.ExecuteScalarAsync() as string ?? throw new InvalidOperationException("The product knows no petition fields yet.");
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            kind = "Enterprise", name = "Công ty TNHH Cơ khí Đại Sơn", taxCode = "0200123457", address = "Thôn Đông, xã Đại Sơn", representative = "Nguyễn Văn An",
            title = "Giám đốc", phone = "0912345678", email = "an@cokhidaison.vn", consent = true, publishName = true, field, outsideConference = true,
            text = "Công ty đề nghị được hướng dẫn thủ tục gia hạn thời gian thuê đất tại cụm công nghiệp; hồ sơ đã nộp từ tháng Ba nhưng đến nay chưa có kết quả, " +
                "trong khi hợp đồng thuê sẽ hết hạn vào cuối năm. Đề nghị Ủy ban nhân dân xã cho biết cơ quan nào giải quyết và thời hạn trả kết quả.",
        }, new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>Messages in the outboxes that are not parked.</summary>
    public static async Task<long> Waiting(NpgsqlDataSource superuser)
    {
        await using var command = superuser.CreateCommand($"select sum(n)::bigint from ({string.Join(" union all ", Schemas.Select(s => $"select count(*) n from {s}.outbox where parked_at is null"))}) s");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Waits until all is delivered, or long enough to know the pace; then what is left is thrown away and the receipts are waited for, so that nothing disturbs what is measured next.</summary>
    private static async Task<(double Delivered, TimeSpan Took)> Drain(NpgsqlDataSource superuser, long before)
    {
        var watch = Stopwatch.StartNew();
        var left = before;
        while (left > 0 && watch.Elapsed < MostDrain)
        {
            await Task.Delay(100);
            left = await Waiting(superuser);
        }
        var took = watch.Elapsed;
        while (await Waiting(superuser) > 0)
        {
            await using var command = superuser.CreateCommand(string.Join(';', Schemas.Select(s => $"delete from {s}.outbox where id in (select id from {s}.outbox where parked_at is null for update skip locked)")));
            await command.ExecuteNonQueryAsync();
            await Task.Delay(100);
        }
        await SplitBenchmark.AllSent(superuser);
        return (Math.Max(1, before - left), took);
    }
}
