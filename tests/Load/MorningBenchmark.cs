using Microsoft.AspNetCore.Builder;
using Npgsql;

namespace Dialogue.Load;

/// <summary>
/// A morning on which all communes announce at once: their pages are read, petitions come in, officers look at their lists and the city at its
/// board, over all 114 organisations at random.
/// </summary>
internal static class MorningBenchmark
{
    // Of a thousand requests.
    private const int Home = 500, Published = 150, Calculator = 50, Petitions = 150, Lists = 130; // the rest: the city's front page

    public static async Task Run(Product product, Report report)
    {
        await using var superuser = NpgsqlDataSource.Create(product.Database("postgres"));
        var communes = new List<string>();
        await using (var command = superuser.CreateCommand("select slug from petitions.organisations where kind = 'commune' and active order by slug"))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) communes.Add(reader.GetString(0));
        var json = await PetitionBenchmark.Petition(superuser);
        var session = await product.SignIn("chuyenvien.dai-son");

        byte[][] home = [.. communes.Select(c => Wire.Get(product.Address, $"/{c}", accept: "text/html"))],
            published = [.. communes.Select(c => Wire.Get(product.Address, $"/{c}/kien-nghi", accept: "text/html"))],
            file = [.. communes.Select(c => Wire.Post(product.Address, $"/api/{c}/petitions", json))];
        var days = Wire.Get(product.Address, "/api/working-days?from=2026-10-13&add=7");
        var list = Wire.Get(product.Address, "/api/dai-son/petitions?take=20", session);
        var front = Wire.Get(product.Address, "/", accept: "text/html");

        byte[] Next(int n)
        {
            var commune = n * 7919 % communes.Count; // another commune for every kind of request
            return (n -= Home) < 0 ? home[commune] : (n -= Published) < 0 ? published[commune] : (n -= Calculator) < 0 ? days
                : (n -= Petitions) < 0 ? file[commune] : n - Lists < 0 ? list : front;
        }

        var served = await Wire.Run(product.Address, Next, 32, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15));
        await using var raw = await RawKestrel.Start(app => app.MapGet("/", context =>
        {
            context.Response.ContentLength = Page.Length;
            return context.Response.Body.WriteAsync(Page).AsTask();
        }));
        var bare = await Wire.Run(raw.Address, Wire.Get(raw.Address, "/"), 32, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(2));
        report.Rate("a morning of all communes", served.PerSecond, "bare Kestrel, 20 KB from memory", bare.PerSecond,
            note: $"65 % public pages, 15 % petitions, 13 % officers' lists; half within {Report.Text(served.Within(0.5))}, 99 of 100 within {Report.Text(served.Within(0.99))}");
        await using var nginx = await Nginx.Start(Page);
        if (nginx is null)
        {
            report.Says("a morning of all communes", "no nginx here", "apt-get install nginx-light");
            return;
        }
        var file20 = await Wire.Run(nginx.Address, Wire.Get(nginx.Address, "/page"), 32, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(2));
        report.Rate("the same", served.PerSecond, "nginx, a file of 20 KB", file20.PerSecond);
    }

    private static readonly byte[] Page = new byte[20 * 1024];
}
