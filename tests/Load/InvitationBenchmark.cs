using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Dialogue.Testing;
using Npgsql;

namespace Dialogue.Load;

/// <summary>
/// Five hundred invitations in one Word file, as an officer asks for them on the page and follows the work, against the same number of files with one
/// invitation, one after the other.
/// </summary>
internal static class InvitationBenchmark
{
    private const int Invitees = 500;

    public static async Task Run(Product product, Report report)
    {
        var (slug, conference) = await Conference(product);
        var officer = await product.Person($"canbo.{slug}");
        var root = $"/{slug}/can-bo/hoi-nghi/{conference}";

        await Invite(0);
        var one = await Wire.Run(product.Address, Wire.Get(product.Address, $"{root}/van-ban/invitation", officer.Cookies.GetCookieHeader(product.Address), "*/*"), 1, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2));
        report.Takes("one invitation alone", one.Within(0.5), TimeSpan.FromMilliseconds(50), $"median of {one.Ticks.Count}; 99 of 100 within {Report.Text(one.Within(0.99))}");
        for (var n = 1; n < Invitees; n++) await Invite(n);

        var page = await officer.Get($"{root}/giay-moi");
        var watch = Stopwatch.StartNew();
        var work = await officer.Submit(page, "handler=Word");
        var id = work.Address.Segments[^1];
        var (steps, first) = (new List<int>(), TimeSpan.Zero);
        JsonElement last = default;
        using (var request = new HttpRequestMessage(HttpMethod.Get, $"/api/{slug}/works/planning/{id}/events"))
        using (var answer = await officer.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead))
            await foreach (var step in SseParser.Create(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync()).EnumerateAsync())
            {
                using var told = JsonDocument.Parse(step.Data);
                last = told.RootElement.Clone();
                var done = last.GetProperty("done").GetInt32();
                if (step.EventType != "progress" || last.GetProperty("ended").GetBoolean() || done is 0 or Invitees || steps.Contains(done)) continue;
                if (steps.Count == 0) first = watch.Elapsed;
                steps.Add(done);
            }
        if (last.GetProperty("state").GetString() != "done") throw new InvalidOperationException($"The work ended otherwise: {last}");
        var bytes = await officer.Http.GetByteArrayAsync($"/{slug}/can-bo/viec/planning/{id}/tep");
        var took = watch.Elapsed;

        var text = WordFile.Text(bytes);
        if (Enumerable.Range(0, Invitees).FirstOrDefault(n => !text.Contains(Name(n), StringComparison.Ordinal), -1) is >= 0 and var missing) throw new InvalidOperationException($"{Name(missing)} has no invitation in the file.");
        report.Takes($"{Invitees} invitations in one file", took, $"{Invitees} files, one after the other", Invitees * one.Took / one.Ticks.Count, TimeSpan.FromSeconds(10),
            $"from the button to the whole file of {bytes.Length / 1024:N0} KB, each name found in it; the other time from {one.Ticks.Count} such files");
        // Whoever waits sees it move every other second; what is done sooner is simply there.
        report.Counts("steps of progress before the end", steps.Count, (long)took.TotalSeconds / 2, long.MaxValue, $"at {string.Join(", ", steps)}; the first after {Report.Text(first)}");
        if (!steps.SequenceEqual(steps.Order())) throw new InvalidOperationException("The progress went back.");

        Task Invite(int n) => officer.Call(HttpMethod.Post, $"/api/{slug}/conferences/{conference}/invitations", new { kind = "Business", name = Name(n), addressee = "Giám đốc" });
    }

    private static string Name(int n) => $"Công ty TNHH Thương mại Số {n:000} Hải Phòng";

    /// <summary>The newest conference of a commune that has invited nobody.</summary>
    private static async Task<(string Slug, Guid Conference)> Conference(Product product)
    {
        await using var superuser = NpgsqlDataSource.Create(product.Database("postgres") + ";Pooling=false");
        await using var command = superuser.CreateCommand("""
            select o.slug, c.id from planning.conferences c join planning.organisations o on o.id = c.tenant_id
            where o.kind = 'commune' and o.slug not in ('dai-son', 'thien-huong') and not exists (select from planning.invitations i where i.conference_id = c.id) order by c.day desc, o.slug limit 1
            """);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? (reader.GetString(0), reader.GetGuid(1)) : throw new InvalidOperationException("Every conference has its invitations.");
    }
}
