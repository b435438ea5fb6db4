using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dialogue.Contracts.Escalations;
using Dialogue.Escalations.Cases;
using Dialogue.Escalations.Model;
using Dialogue.Kernel;

namespace Dialogue.Escalations.Tests;

public sealed class FieldTests(City city)
{
    [Fact]
    public async Task The_fields_are_there_once_the_city_knows_its_departments_and_everybody_may_read_them()
    {
        var (_, departments) = await city.Parts();

        var fields = await city.Client().GetFromJsonAsync<JsonElement>("/api/fields");

        Assert.Equal(26, fields.GetProperty("fields").GetArrayLength());
        var land = fields.GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("code").GetString() == "dat-dai");
        Assert.Equal(departments["so-nong-nghiep-va-moi-truong"].Id.Value, land.GetProperty("departmentId").GetGuid());
        Assert.Contains("Tòa án nhân dân", fields.GetProperty("redirectTargets").EnumerateArray().Select(t => t.GetString()));
    }

    [Fact]
    public void A_change_makes_a_new_version_of_the_whole_list()
    {
        var list = FieldList.Planted([new("dat-dai", "Đất đai", null, true), new("khac", "Khác", null, true)], []);
        var department = Guid.CreateVersion7();

        list.Change("dat-dai", "Đất đai, nhà ở", department, active: true);
        list.Add("thuy-san", "Thủy sản", department);

        var published = list.Snapshot();
        Assert.Equal(3, published.Version);
        Assert.Equal(new FieldFacts("dat-dai", "Đất đai, nhà ở", department, true), published.Fields[0]);
        Assert.Equal("field-code-taken", Assert.Throws<RuleBrokenException>(() => list.Add("thuy-san", "Thủy sản khác", null)).Code);
        Assert.Equal("field-name-taken", Assert.Throws<RuleBrokenException>(() => list.Add("thuy-san-2", "thủy sản", null)).Code);
        Assert.Equal("field-code", Assert.Throws<RuleBrokenException>(() => list.Add("Thủy sản", "Thủy hải sản", null)).Code);
    }

    [Fact]
    public async Task Only_the_coordinator_of_the_city_office_edits_fields()
    {
        var (office, departments) = await city.Parts();
        var department = departments["so-xay-dung"];

        Assert.Equal(HttpStatusCode.Unauthorized, (await city.Client().GetAsync($"/{office.Slug}/can-bo/linh-vuc")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await city.Leader(department).GetAsync($"/{office.Slug}/can-bo/linh-vuc")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await city.Client(department, Role.CityCoordinator).GetAsync($"/{department.Slug}/can-bo/linh-vuc")).StatusCode);
        var page = await city.Coordinator(office).GetStringAsync($"/{office.Slug}/can-bo/linh-vuc?sua=dat-dai");
        Assert.Contains("Đất đai, giấy chứng nhận quyền sử dụng đất", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/can-bo/vu-viec"), InlineData("/can-bo/vu-viec?trang-thai=tat-ca"), InlineData("/can-bo/vu-viec?dinh-dang=csv"), InlineData("/can-bo/linh-vuc")]
    public async Task The_coordinators_pages_open(string path)
    {
        var (office, _) = await city.Parts();
        await city.Reported();
        var response = await city.Coordinator(office).GetAsync($"/{office.Slug}{path}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("KN-TN-", path.Contains("linh-vuc", StringComparison.Ordinal) ? "KN-TN-" : await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_of_a_case_open_for_both_sides()
    {
        var (office, departments) = await city.Parts();
        var department = departments["so-nong-nghiep-va-moi-truong"];
        var (_, report, id) = await city.Reported();
        Assert.Contains(report.Title, await city.Coordinator(office).GetStringAsync($"/{office.Slug}/can-bo/vu-viec/chuyen/{id}"), StringComparison.Ordinal);
        await city.Direct(id, department);
        var own = (await city.CaseOf(department, id))!;

        var leader = city.Leader(department);
        Assert.Contains(report.Code, await leader.GetStringAsync($"/{department.Slug}/can-bo/vu-viec"), StringComparison.Ordinal);
        Assert.Equal([report.Code], Exchange.Xlsx.Read(await leader.GetByteArrayAsync($"/{department.Slug}/can-bo/vu-viec?dinh-dang=xlsx")).Rows.Skip(1).Select(r => r[0].Text));
        Assert.Contains("Vì sao là ngày này?", await leader.GetStringAsync($"/{department.Slug}/can-bo/vu-viec/{own.Id}"), StringComparison.Ordinal);
        Assert.Contains(report.Code, await leader.GetStringAsync($"/{department.Slug}/can-bo/vu-viec/tra-loi-chung?linh-vuc=dat-dai"), StringComparison.Ordinal);
    }
}
