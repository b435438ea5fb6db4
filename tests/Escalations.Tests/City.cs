using System.Net;
using System.Net.Http.Json;
using Dialogue.Contracts.Escalations;
using Dialogue.Contracts.Petitions;
using Dialogue.Escalations.Cases;
using Dialogue.Escalations.Model;
using Dialogue.Kernel;
using Dialogue.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(Dialogue.Escalations.Tests.City))]
[assembly: CollectionBehavior(DisableTestParallelization = true)] // there is one city office, and each test takes what it has published

namespace Dialogue.Escalations.Tests;

/// <summary>The escalations service with a city office and some departments; each test reports petitions of its own.</summary>
public sealed class City : ServiceHost<EscalationsModule>
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private (TestTenant Office, Dictionary<string, TestTenant> Departments)? parts;

    /// <summary>The seed waits for the organisations that the routing names; <see cref="Parts"/> tells them.</summary>
    protected override bool Seeds => false;

    public async Task<(TestTenant Office, Dictionary<string, TestTenant> Departments)> Parts()
    {
        await gate.WaitAsync();
        try
        {
            if (parts is { } known) return known;
            var departments = new Dictionary<string, TestTenant>();
            string[] slugs =
            [
                "so-tai-chinh", "so-nong-nghiep-va-moi-truong", "so-xay-dung", "so-cong-thuong", "so-noi-vu", "so-khoa-hoc-va-cong-nghe", "so-van-hoa-the-thao-va-du-lich",
                "thue-thanh-pho", "hai-quan-khu-vuc-3", "ngan-hang-nha-nuoc-khu-vuc-6", "bao-hiem-xa-hoi", "cong-an-thanh-pho",
            ];
            var office = await Organisation("city-office", "UBND thành phố", "ubnd-tp");
            foreach (var slug in slugs) departments[slug] = await Organisation("department", $"Cơ quan {slug}", slug);
            await RelayOwn(office.Id);
            parts = (office, departments);
            return parts.Value;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>A commune reports a petition to the city office.</summary>
    /// <returns>The commune, the report, and the id of the case that was opened.</returns>
    internal async Task<(TestTenant Commune, PetitionEscalated Report, Guid Case)> Reported(string field = "dat-dai", Guid? messageId = null)
    {
        var (office, _) = await Parts();
        var commune = await Organisation();
        var report = new PetitionEscalated(
            Guid.CreateVersion7(), 3, $"KN-TN-{Guid.CreateVersion7().ToString()[^6..]}", commune.Id.Value, commune.Name, field, "Cấp đổi giấy chứng nhận", "Đề nghị hướng dẫn hồ sơ.", "Cooperative",
            "Hợp tác xã Thử Nghiệm", "Thôn 1", new(2026, 9, 18), "Thuộc thẩm quyền cấp tỉnh.", "Đề nghị xem xét.", "45/BC-UBND", new(2026, 9, 30), new(2026, 10, 5));
        await Deliver(office.Id, report, messageId);
        await using var scope = Scope(office.Id);
        var id = await scope.ServiceProvider.GetRequiredService<EscalationsDb>().CityCases.Where(c => c.PetitionId == report.PetitionId).Select(c => c.Id).SingleAsync(TestContext.Current.CancellationToken);
        return (commune, report, id);
    }

    public HttpClient Coordinator(TestTenant office) => Client(office, Role.CityCoordinator);

    public HttpClient Leader(TestTenant department) => Client(department, Role.DepartmentLeader, Role.DepartmentOfficer);

    /// <summary>The coordinator directs it, and what was sent arrives.</summary>
    public async Task Direct(Guid id, TestTenant department, string instruction = "")
    {
        var (office, _) = await Parts();
        var response = await Coordinator(office).PostAsJsonAsync($"/api/{office.Slug}/cases/{id}/direct", new { department = department.Id.Value, instruction });
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        await RelayOwn(office.Id);
    }

    /// <summary>The department's own row of a case; null when it has none.</summary>
    internal async Task<DepartmentCase?> CaseOf(TestTenant department, Guid id)
    {
        await using var scope = Scope(department.Id);
        return await scope.ServiceProvider.GetRequiredService<EscalationsDb>().DepartmentCases.AsNoTracking().FirstOrDefaultAsync(c => c.CaseId == id);
    }

    internal async Task<CityCase> CaseOf(Guid id)
    {
        var (office, _) = await Parts();
        await using var scope = Scope(office.Id);
        return await scope.ServiceProvider.GetRequiredService<EscalationsDb>().CityCases.AsNoTracking().SingleAsync(c => c.Id == id);
    }

    /// <summary>The commune's news of its petition that nobody has taken yet, oldest first.</summary>
    internal async Task<List<CaseChanged>> NewsFor(TestTenant commune) =>
        [.. (await Published<CaseChanged>()).Where(p => p.For == commune.Id).Select(p => p.Message)];
}
