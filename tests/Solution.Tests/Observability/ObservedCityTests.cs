using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dialogue.Identity;
using Dialogue.Testing;

namespace Dialogue.Solution.Tests.Observability;

public sealed class ObservedCityTests
{
    private const string Person = "Hoàng Thị Khuê Trân", Business = "Hợp tác xã Lúa Rươi Bến Lở", Phone = "0987612345", Mail = "khue.tran@lua-ruoi.example", Secret = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJraHVlIn0.c2lnbmF0dXJl";

    [Fact]
    public async Task One_petition_is_one_trace_from_the_gateway_to_the_citys_counters_and_nothing_in_it_names_a_person()
    {
        await using var city = await ObservedCity.Start();
        using var browser = new HttpClient { BaseAddress = city.Address };

        using (var filed = await browser.PostAsJsonAsync("/api/dai-son/petitions", Petition(Phone)))
            Assert.True(filed.IsSuccessStatusCode, await filed.Content.ReadAsStringAsync());
        OtlpReceiver.Span? counted = null;
        await Eventually.True("reporting's delivery has reached the collector", () => (counted = city.Collector.Spans.FirstOrDefault(s =>
            s.Name == "deliver Petitions.PetitionChanged" && s.Attributes["messaging.consumer.group.name"].StartsWith("reporting.", StringComparison.Ordinal))) is not null, within: TimeSpan.FromSeconds(30));

        // From the consumer up: delivery, the service's request, the gateway's call of it, the gateway's request.
        await Eventually.True("the whole trace has reached the collector", () => city.Collector.Path(counted!)[^1].Parent.Length == 0 && city.Collector.Path(counted!).Count >= 4, within: TimeSpan.FromSeconds(30));
        var path = city.Collector.Path(counted!);
        Assert.Equal(["Dialogue", "Microsoft.AspNetCore", "System.Net.Http", "Microsoft.AspNetCore"], path.Select(s => s.Scope).Where(s => s is not "Yarp.ReverseProxy"));
        Assert.Equal("dai-son", counted!.Attributes["dialogue.tenant"]);
        Assert.Equal("POST /api/{tenant:slug}/petitions/{**rest}", path[^1].Name);
        Assert.Contains(city.Collector.Spans, s => s.Scope == "Npgsql" && s.Parent == counted.Id);
        // Control: another request is another trace.
        (await browser.GetAsync("/tinh-han")).Dispose();
        await Eventually.True("another request has reached the collector", () => city.Collector.Spans.Any(s => s.Name.StartsWith("GET /tinh-han", StringComparison.Ordinal)), within: TimeSpan.FromSeconds(30));
        Assert.NotEqual(counted.TraceId, city.Collector.Spans.First(s => s.Name.StartsWith("GET /tinh-han", StringComparison.Ordinal)).TraceId);

        await Eventually.True("measures have reached the collector", () => city.Collector.Measures.ContainsKey("dialogue.petitions.filed") && city.Collector.Measures.ContainsKey("dialogue.outbox.age")
            && city.Collector.Measures.ContainsKey("http.server.request.duration") && city.Collector.Measures.ContainsKey("dialogue.messages.delivered"), within: TimeSpan.FromSeconds(30));

        await Eventually.True("log lines have reached the collector", () => city.Collector.Logs.Any(l => l.StartsWith("Executed DbCommand", StringComparison.Ordinal)), within: TimeSpan.FromSeconds(30));

        // All the ways in which something of a person comes in, well formed and not.
        foreach (var phone in new[] { "không phải số " + Phone, Phone + "x" }) (await browser.PostAsJsonAsync("/api/dai-son/petitions", Petition(phone))).Dispose();
        (await browser.PostAsync("/api/dai-son/petitions", new StringContent($$"""{"name": "{{Person}}", "phone": {{Phone}}, """, Encoding.UTF8, "application/json"))).Dispose();
        (await browser.PostAsync("/api/dai-son/petitions", new StringContent($$"""{"kind": "{{Person}}", "conferenceId": "{{Mail}}"}""", Encoding.UTF8, "application/json"))).Dispose();
        foreach (var address in new[]
                 {
                     $"/dai-son/kien-nghi/tra-cuu?ma=KN-DS-1&so={Phone}", $"/?tim={Uri.EscapeDataString(Person)}", $"/dai-son/kien-nghi?tim={Uri.EscapeDataString(Business)}",
                     $"/dai-son/kien-nghi/gui?hoi-nghi={Mail}", $"/api/dai-son/conferences/{Mail}", $"/api/working-days?from={Phone}", $"/khong-co/{Mail}?token={Secret}",
                 }) (await browser.GetAsync(address)).Dispose();
        using (var request = new HttpRequestMessage(HttpMethod.Get, "/api/me") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Secret) } }) (await browser.SendAsync(request)).Dispose();
        await Assert.ThrowsAsync<InvalidOperationException>(() => WebUser.SignIn(city.Address, Mail, Secret));
        var officer = await WebUser.SignIn(city.Address, "chuyenvien.dai-son", DemoAccounts.Password);
        Assert.Contains(Business, (await officer.Get("/dai-son/can-bo/kien-nghi")).Text, StringComparison.Ordinal);
        await officer.Get($"/dai-son/can-bo/kien-nghi?tim={Uri.EscapeDataString(Person)}");
        await officer.Get("/he-thong");
        var ended = city.Collector.Spans.Count;
        await Eventually.True("the last requests have reached the collector", () => city.Collector.Spans.Count > ended && city.Collector.Spans.Any(s => s.Name.Contains("/he-thong", StringComparison.Ordinal)), within: TimeSpan.FromSeconds(30));

        var log = string.Join('\n', city.Log);
        string[] personal = [Person, Business, Phone, Mail, Secret, DemoAccounts.Password, "Phạm Thị Lan", Uri.EscapeDataString(Person), Uri.EscapeDataString(Business), Uri.EscapeDataString(Mail), JsonEncodedText.Encode(Person).ToString()];
        foreach (var (place, text) in new[] { ("log", log), ("collector", city.Collector.Everything) })
        {
            Assert.Empty(personal.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)).Select(word => $"{word} in the {place}: {Around(text, word)}"));
            Assert.Contains("dai-son", text, StringComparison.Ordinal); // control: the text is really that of the requests
        }
        Assert.DoesNotContain(city.Collector.Spans, s => s.Events > 0 || s.Attributes.ContainsKey("url.query") || s.Attributes.ContainsKey("url.path") || s.Attributes.ContainsKey("client.address"));
        Assert.DoesNotContain(city.Collector.Spans, s => s.Attributes.GetValueOrDefault("url.full") == city.Collector.Address.GetLeftPart(UriPartial.Authority)); // what is sent tells not of itself
        // Neither probes nor the relays' looks at their outboxes are told; every span belongs to somebody's request, a delivery or a job.
        Assert.DoesNotContain(city.Collector.Spans, s => s.Name.Contains("/health", StringComparison.Ordinal) || (s.Parent.Length == 0 && s.Scope is ("Npgsql" or "System.Net.Http")));

        // A line of the log says when, what, in which trace and for whom; the consumer's as well.
        var lines = city.Log.Where(l => l.StartsWith('{')).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var ofPetition = lines.Where(l => l.TryGetProperty("trace", out var trace) && trace.GetString() == counted.TraceId).ToList();
        Assert.Contains(ofPetition, l => l.TryGetProperty("tenant", out var tenant) && tenant.GetString() == "dai-son");
        var spansOfCounting = city.Collector.Spans.Where(s => s.Parent == counted.Id).Select(s => s.Id).Append(counted.Id).ToHashSet();
        Assert.Contains(ofPetition, l => spansOfCounting.Contains(l.GetProperty("span").GetString()!) && l.GetProperty("tenant").GetString() == "dai-son");
    }

    private static object Petition(string phone) => new
    {
        kind = "Cooperative", name = Business, representative = Person, title = "Giám đốc", phone, email = Mail, address = "Bến Lở", consent = true, consentToUse = true,
        text = $"Đề nghị liên hệ {Person}, số {Phone}.", field = "dat-dai", outsideConference = true,
    };

    private static string Around(string text, string word)
    {
        var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return text[Math.Max(0, at - 300)..Math.Min(text.Length, at + 100)];
    }
}
