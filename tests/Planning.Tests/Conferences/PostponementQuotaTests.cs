using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dialogue.Kernel;
using Dialogue.Planning.Postponing;
using Dialogue.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dialogue.Planning.Tests.Conferences;

public sealed class PostponementQuotaTests(Planning planning)
{
    [Fact]
    public async Task Of_two_requests_at_the_same_moment_only_one_finds_the_years_postponement_free()
    {
        await planning.Known("so-tai-chinh");
        planning.Clock.SetDay(new(2026, 9, 1));
        var tenant = await planning.Organisation();
        var leader = planning.Client(tenant, Role.Leader);
        var ids = new List<Guid>();
        foreach (var day in new[] { "2026-10-13", "2026-10-14", "2026-10-15" })
        {
            var created = await leader.PostAsJsonAsync($"/api/{tenant.Slug}/conferences", new { day, startsAt = "08:00", place = "Hội trường", chair = "Chủ tịch" });
            var id = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
            (await leader.PostAsJsonAsync($"/api/{tenant.Slug}/conferences/{id}/announcement", new { number = "05/TB-UBND", signer = "Chủ tịch" })).EnsureSuccessStatusCode();
            ids.Add(id);
        }
        planning.Clock.SetDay(new(2026, 9, 25));

        var answers = await Task.WhenAll(ids.Select(id => leader.PostAsJsonAsync($"/api/{tenant.Slug}/conferences/{id}/postponement", new { newDay = "2026-12-01", reason = "Chưa có đăng ký" })));

        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        foreach (var refused in answers.Where(a => a.StatusCode != HttpStatusCode.OK))
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains("urn:dialogue:postpone-quota", await refused.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task The_place_in_the_years_quota_is_kept_by_the_database_itself()
    {
        var tenant = await planning.Organisation();
        await Ask(tenant.Id, 2026, slot: 1);

        // Past every count in the program: the same place again is refused; the control shows that it is the place that is refused.
        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => Ask(tenant.Id, 2026, slot: 1));
        Assert.Equal(PostgresErrorCodes.UniqueViolation, Assert.IsType<PostgresException>(refused.InnerException).SqlState);
        await Ask(tenant.Id, 2026, slot: 2);
        await Ask(tenant.Id, 2027, slot: 1);
        await Ask((await planning.Organisation()).Id, 2026, slot: 1);
    }

    [Fact]
    public async Task A_refused_request_gives_its_place_back()
    {
        var tenant = await planning.Organisation();
        await Ask(tenant.Id, 2026, slot: 1, refused: true);
        await Ask(tenant.Id, 2026, slot: 1);
    }

    private async Task Ask(TenantId tenant, int year, int slot, bool refused = false)
    {
        await using var scope = planning.Scope(tenant);
        var db = scope.ServiceProvider.GetRequiredService<PlanningDb>();
        var request = new PostponementRequest(Guid.CreateVersion7(), year, slot, new(year, 12, 1), "…", new(year, 9, 25));
        if (refused) request.Decide(false, "…", new(year, 9, 26));
        db.PostponementRequests.Add(request);
        await db.SaveChangesAsync();
    }
}
