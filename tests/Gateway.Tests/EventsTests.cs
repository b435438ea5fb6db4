using System.Net;
using System.Text.Json;
using Dialogue.Data.Works;
using Dialogue.Hosting.Tenancy;
using Dialogue.Hosting.Works;
using Dialogue.Kernel;
using Dialogue.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Gateway.Tests;

/// <summary>Server-sent events on their way through the gateway: with the session, at once, untouched, and for their owner alone.</summary>
[Collection("sessions")]
public sealed class EventsTests(City city)
{
    [Fact]
    public async Task Events_pass_as_they_happen()
    {
        const string name = "through the gateway";
        using var browser = new ABrowser(city);
        await browser.SignIn("quantri.dai-son");
        var me = JsonDocument.Parse(await (await browser.Get("/api/me")).Content.ReadAsStringAsync()).RootElement;
        var work = await Queue(me.GetProperty("id").GetGuid(), name);

        var request = new HttpRequestMessage(HttpMethod.Get, $"/api/dai-son/works/identity/{work.Id}/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");
        using var response = await browser.Begin(request);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.All(response.Content.Headers.ContentEncoding, e => Assert.Equal("identity", e)); // packed, nothing would come before the end
        Assert.Contains("default-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl?.NoStore == true || response.Headers.CacheControl?.NoCache == true);

        // Each step waits until the event of the step before has arrived here: held back on the way, they would wait for each other for ever.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(limit.Token));
        var told = new List<int>();
        while (await reader.ReadLineAsync(limit.Token) is { } line)
        {
            if (!line.StartsWith("data: ", StringComparison.Ordinal)) continue;
            var progress = JsonDocument.Parse(line[6..]).RootElement;
            if (progress.GetProperty("ended").GetBoolean()) break;
            var done = progress.GetProperty("done").GetInt32();
            if (progress.GetProperty("state").GetString() != "running" || told.Contains(done)) continue;
            told.Add(done);
            HeldWork.LetGo(name);
        }
        Assert.Equal([0, 1, 2], told.Where(d => d < HeldWork.Steps));
        Assert.Equal(HttpStatusCode.OK, (await browser.Get($"/dai-son/can-bo/viec/identity/{work.Id}")).StatusCode);
        Assert.Equal(name, await (await browser.Get($"/dai-son/can-bo/viec/identity/{work.Id}/tep")).Content.ReadAsStringAsync());

        // Nobody else; and nobody at all without signing in.
        using var other = new ABrowser(city);
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.Get(request.RequestUri!.ToString())).StatusCode);
        await other.SignIn("chuyenvien.dai-son");
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get(request.RequestUri!.ToString())).StatusCode);
    }

    private async Task<Work> Queue(Guid owner, string name)
    {
        await using var scope = city.Services.CreateAsyncScope();
        var organisation = await scope.ServiceProvider.GetRequiredService<OrganisationDirectory>().BySlug("dai-son");
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(organisation!.Tenant, organisation.Slug, organisation.Name);
        scope.ServiceProvider.GetRequiredService<CurrentUser>().Set(owner, "Quản trị", [new(organisation.Tenant, organisation.Slug, Role.TenantAdministrator, null)]);
        var desk = scope.ServiceProvider.GetRequiredService<WorkDesk>();
        var work = await desk.Queue<HeldWork>(desk.Context("identity")!, "Việc thử", name);
        await desk.Context("identity")!.SaveChangesAsync();
        return work;
    }
}
