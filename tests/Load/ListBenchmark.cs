using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Npgsql;

namespace Dialogue.Load;

/// <summary>
/// A page of 20 petitions through the gateway, as an officer's session asks for it, against a bare Kestrel that reads the same rows with a
/// prepared statement under the same role and wall, and writes them as JSON.
/// </summary>
internal static class ListBenchmark
{
    private const string Slug = "dai-son", List = $"/api/{Slug}/petitions?take=20", PublicList = $"/{Slug}/kien-nghi";
    private const string Sql = """
        select id, code, title, business_kind, business_name, field_code, channel, received_on, status, authority, office_id, conference_id, due, answered_on, on_time,
            published_on
        from petitions.petitions where (received_on, id) < ($1, $2) order by received_on desc, id desc limit 21
        """;

    public static async Task Run(Product product, Report report)
    {
        var session = await product.SignIn($"chuyenvien.{Slug}");
        var list = Wire.Get(product.Address, List, session);
        var page = Wire.Get(product.Address, PublicList, accept: "text/html");

        await using (var superuser = NpgsqlDataSource.Create(product.Database("postgres")))
        {
            var petition = Wire.Post(product.Address, $"/api/{Slug}/petitions", await PetitionBenchmark.Petition(superuser));
            for (var i = 0; i < 20; i++) await Wire.Once(product.Address, petition); // a full page, whatever the demo data hold
        }
        var tenant = await Tenant(product, Slug);
        await using var source = NpgsqlDataSource.Create(product.Database("dialogue_app", tenant) + ";Max Auto Prepare=10;Auto Prepare Min Usages=1;Maximum Pool Size=40");
        await using var raw = await RawKestrel.Start(app => app.MapGet("/", context => Read(source, context.Response)));
        var bare = Wire.Get(raw.Address, "/");
        var (ours, theirs) = (Ids(await Wire.Once(product.Address, list)), Ids(await Wire.Once(raw.Address, bare)));
        if (ours.Count == 0 || !ours.SequenceEqual(theirs)) throw new InvalidOperationException("The two lists do not show the same rows.");

        var (warm, time) = (TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4));
        var most = await Wire.Run(raw.Address, bare, 32, time, warm);
        var served = await Wire.Run(product.Address, list, 32, time, warm);
        report.Rate("list of 20 through the gateway", served.PerSecond, "bare Kestrel, same rows", most.PerSecond, 0.25, "32 connections, signed in, JSON");
        var pages = await Wire.Run(product.Address, page, 32, time, warm);
        report.Rate("public list through the gateway", pages.PerSecond, "bare Kestrel, 20 rows as JSON", most.PerSecond, note: "32 connections, whole HTML page");
        var few = await Wire.Run(product.Address, list, Redmine.Connections, time);
        report.Rate("list of 20 at 8 connections", few.PerSecond, "Redmine, recorded", Redmine.ListsPerSecond, Redmine.TimesFaster);
        var alone = await Wire.Run(product.Address, list, 1, TimeSpan.FromSeconds(2));
        report.Takes("one list of 20 alone", alone.Within(0.5), TimeSpan.FromMilliseconds(10), $"median; 99 of 100 within {Report.Text(alone.Within(0.99))}");
    }

    public static async Task<Guid> Tenant(Product product, string slug)
    {
        await using var source = NpgsqlDataSource.Create(product.Database("postgres") + ";Pooling=false");
        await using var command = source.CreateCommand("select id from petitions.organisations where slug = $1");
        command.Parameters.Add(new() { Value = slug });
        return (Guid)(await command.ExecuteScalarAsync())!;
    }

    private static async Task Read(NpgsqlDataSource source, Microsoft.AspNetCore.Http.HttpResponse response)
    {
        response.ContentType = "application/json; charset=utf-8";
        await using var command = source.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = DateOnly.MaxValue.AddYears(-1) });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.AllBitsSet });
        await using var row = await command.ExecuteReaderAsync();
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("items");
        for (var count = 0; count < 20 && await row.ReadAsync(); count++)
        {
            json.WriteStartObject();
            json.WriteString("id", row.GetGuid(0));
            json.WriteString("code", row.GetString(1));
            json.WriteString("title", row.GetString(2));
            json.WriteString("businessKind", row.GetString(3));
            json.WriteString("businessName", row.GetString(4));
            json.WriteString("fieldCode", row.GetString(5));
            json.WriteString("channel", row.GetString(6));
            Date("receivedOn", 7);
            json.WriteString("status", row.GetString(8));
            json.WriteString("authority", row.IsDBNull(9) ? null : row.GetString(9));
            Id("officeId", 10);
            Id("conferenceId", 11);
            Date("due", 12);
            Date("answeredOn", 13);
            if (row.IsDBNull(14)) json.WriteNull("onTime");
            else json.WriteBoolean("onTime", row.GetBoolean(14));
            Date("publishedOn", 15);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteBoolean("more", await row.ReadAsync());
        json.WriteEndObject();

        void Date(string name, int column) => json.WriteString(name, row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column).ToString("O"));

        void Id(string name, int column)
        {
            if (row.IsDBNull(column)) json.WriteNull(name);
            else json.WriteString(name, row.GetGuid(column));
        }
    }

    private static List<Guid> Ids(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid())];
    }
}
