using Npgsql;

namespace Dialogue.Load;

/// <summary>What people wait for, one request after another, as the installation grows from the demo city to a country.</summary>
internal static class ScaleBenchmark
{
    private const string Slug = "dai-son";

    public static async Task Run(Product product, Report report, Size size)
    {
        await Measure(product, report);
        await using (var superuser = NpgsqlDataSource.Create(product.Database("postgres") + ";Command Timeout=600"))
            await new Generator(superuser, size, Console.WriteLine).Run();
        await product.Restart();
        report.Takes("start with all that", product.Started);
        await Measure(product, report);
    }

    private static async Task Measure(Product product, Report report)
    {
        await using var superuser = NpgsqlDataSource.Create(product.Database("postgres") + ";Pooling=false");
        await using var command = superuser.CreateCommand($"select count(*), count(*) filter (where o.slug = '{Slug}') from petitions.petitions p join petitions.organisations o on o.id = p.tenant_id");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var all = $"{reader.GetInt64(0):N0} petitions, {reader.GetInt64(1):N0} of them here";
        var (officer, city) = (await product.SignIn($"chuyenvien.{Slug}"), await product.SignIn("sotaichinh"));
        foreach (var (what, request) in new[]
        {
            ("officer's list", Wire.Get(product.Address, $"/api/{Slug}/petitions?take=20", officer)),
            ("public search", Wire.Get(product.Address, $"/{Slug}/kien-nghi?tim=giay+chung+nhan", accept: "text/html")),
            ("search of the city", Wire.Get(product.Address, "/?q=dai+son", accept: "text/html")),
            ("city's board", Wire.Get(product.Address, "/so-tai-chinh/can-bo/toan-thanh-pho?nam=2026", city, "text/html")),
            ("commune's home", Wire.Get(product.Address, $"/{Slug}", accept: "text/html")),
        })
        {
            var answers = await Wire.Run(product.Address, request, 1, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2));
            report.Takes(what, answers.Within(0.5), note: $"{all}; 99 of 100 within {Report.Text(answers.Within(0.99))}");
        }
    }
}
