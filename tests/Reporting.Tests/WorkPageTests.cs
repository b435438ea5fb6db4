using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Dialogue.Hosting.Works;
using Dialogue.Kernel;
using Dialogue.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Reporting.Tests;

/// <summary>The page of a long work, and the first of them: the petitions of the whole city as a file.</summary>
public sealed class WorkPageTests(Service service)
{
    private static int names;

    [Fact]
    public async Task The_petitions_of_the_city_come_as_a_workbook_or_as_csv()
    {
        service.Clock.SetDay(new(2026, 10, 26));
        var (city, commune) = (await service.Organisation("city-office"), await service.Organisation());
        var (open, answered, older) = (Service.APetition(), Service.Answered(Service.APetition() with { Title = "=1+1 cấp đổi giấy", Published = true }, new(2026, 10, 20)), Service.APetition(year: 2025));
        foreach (var petition in new[] { open, answered, older }) await service.Deliver(commune.Id, petition);
        var user = Signed(city, Guid.CreateVersion7(), Role.CityCoordinator);

        var page = await user.Get($"/{city.Slug}/can-bo/toan-thanh-pho/kien-nghi?nam=2026");
        var after = await user.Submit(page, "handler=Export", new() { ["format"] = "Xlsx" });
        Assert.StartsWith($"/{city.Slug}/can-bo/viec/reporting/", after.Address.AbsolutePath, StringComparison.Ordinal);
        var done = await Eventually.Get("the file is there", () => user.Get(after.Address.PathAndQuery)!, p => p!.Text.Contains("Tải tệp về", StringComparison.Ordinal));
        Assert.Equal("Kiến nghị toàn thành phố năm 2026 (Excel)", done.Title);
        using var file = await user.Http.GetAsync(Link(done, "/tep"));
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);
        await using var zip = new ZipArchive(await file.Content.ReadAsStreamAsync());
        using var sheet = new StreamReader(await zip.GetEntry("xl/worksheets/sheet1.xml")!.OpenAsync());
        var cells = await sheet.ReadToEndAsync();
        Assert.Contains(open.Code, cells, StringComparison.Ordinal);
        Assert.Contains(answered.Code, cells, StringComparison.Ordinal);
        Assert.DoesNotContain(older.Code, cells, StringComparison.Ordinal);

        // The filter of the page is the filter of the file, and no cell is a formula.
        page = await user.Get($"/{city.Slug}/can-bo/toan-thanh-pho/kien-nghi?nam=2026&loc=qua-han");
        after = await user.Submit(page, "handler=Export", new() { ["format"] = "Csv" });
        done = await Eventually.Get("the file is there", () => user.Get(after.Address.PathAndQuery)!, p => p!.Text.Contains("Tải tệp về", StringComparison.Ordinal));
        var csv = Encoding.UTF8.GetString(await user.Http.GetByteArrayAsync(Link(done, "/tep")));
        Assert.Contains(open.Code, csv, StringComparison.Ordinal);
        Assert.DoesNotContain(answered.Code, csv, StringComparison.Ordinal);

        var list = await user.Get($"/{city.Slug}/can-bo/viec/reporting");
        Assert.Contains("Kiến nghị toàn thành phố năm 2026 (CSV), quá hạn", list.Text, StringComparison.Ordinal);
        Assert.Equal(2, list.Document.QuerySelectorAll("td a[href$='/tep']").Length);
    }

    [Fact]
    public async Task Only_those_who_see_the_city_may_ask_for_it()
    {
        var (city, commune) = (await service.Organisation("city-office"), await service.Organisation());
        var body = new FormUrlEncodedContent([new("format", "Csv")]);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Client(commune, Role.FinanceViewer).PostAsync($"/{commune.Slug}/can-bo/toan-thanh-pho/kien-nghi?handler=Export", body)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Client(city, Role.Clerk).PostAsync($"/{city.Slug}/can-bo/toan-thanh-pho/kien-nghi?handler=Export", body)).StatusCode);
    }

    [Fact]
    public async Task Without_script_the_page_says_how_far_it_is_and_loads_itself_again_until_it_has_ended()
    {
        var (tenant, me, name) = (await service.Organisation(), Guid.CreateVersion7(), Name());
        var address = await Queue(tenant, me, name);
        var user = Signed(tenant, me, Role.Clerk);

        HeldWork.LetGo(name);
        var page = await Eventually.Get("one step is seen", () => user.Get(address)!, p => p!.Text.Contains("Đã xong 1 trên 3", StringComparison.Ordinal));
        var bar = page.Document.QuerySelector("progress")!;
        Assert.Equal(("1", "3", $"Việc {name}"), (bar.GetAttribute("value"), bar.GetAttribute("max"), bar.GetAttribute("aria-label")));
        Assert.Contains("<noscript><meta http-equiv=\"refresh\" content=\"2\"></noscript>", page.Html, StringComparison.Ordinal);
        Assert.Contains("Hủy việc này", page.Text, StringComparison.Ordinal);
        HeldWork.LetGo(name, 2);

        var done = await Eventually.Get("it is done", () => user.Get(address)!, p => p!.Text.Contains("Tải tệp về", StringComparison.Ordinal));
        Assert.DoesNotContain("refresh", done.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Hủy việc này", done.Text, StringComparison.Ordinal);
        Assert.Equal(name, await user.Http.GetStringAsync(Link(done, "/tep")));
    }

    [Fact]
    public async Task Events_tell_each_step_and_stop_at_the_end()
    {
        var (tenant, me, name) = (await service.Organisation(), Guid.CreateVersion7(), Name());
        var address = await Queue(tenant, me, name);
        using var response = await Signed(tenant, me, Role.Clerk).Http.GetAsync(Api(address) + "/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        var told = new List<(string State, int Done)>();
        while (await Event(reader) is { } e)
        {
            told.Add((e.GetProperty("state").GetString()!, e.GetProperty("done").GetInt32()));
            if (told[^1] is ("running", < 3)) HeldWork.LetGo(name);
        }

        Assert.Equal(("done", 3), told[^1]);
        Assert.Contains(("running", 1), told);
        Assert.Equal(told.Distinct(), told); // only what is new
    }

    [Fact]
    public async Task Cancelling_asks_once_and_a_failed_work_says_why_and_can_be_done_again()
    {
        var (tenant, me, name) = (await service.Organisation(), Guid.CreateVersion7(), Name());
        var user = Signed(tenant, me, Role.Clerk);
        var address = await Queue(tenant, me, name);
        HeldWork.LetGo(name);
        var page = await Eventually.Get("it runs", () => user.Get(address)!, p => p!.Text.Contains("Đã xong 1", StringComparison.Ordinal));
        Assert.NotNull(page.Document.QuerySelector("details.confirm form[action*='handler=Cancel']"));
        await user.Submit(page, "handler=Cancel");
        var cancelled = await Eventually.Get("it has ended", () => user.Get(address)!, p => p!.Text.Contains("Đã hủy", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await user.Http.GetAsync(address + "/tep")).StatusCode);
        var again = await user.Submit(cancelled, "handler=Again");
        Assert.NotEqual(address, again.Address.AbsolutePath);
        Assert.Equal($"Việc {name}", again.Title);
        HeldWork.LetGo(name, 3);

        var refused = "refused " + Name();
        HeldWork.LetGo(refused, 3);
        address = await Queue(tenant, me, refused);
        var failed = await Eventually.Get("it has failed", () => user.Get(address)!, p => p!.Text.Contains("Chưa làm được", StringComparison.Ordinal));
        Assert.Contains("Hãy thêm khách mời rồi làm lại.", failed.Text, StringComparison.Ordinal);
        Assert.NotNull(failed.Document.QuerySelector("form[action*='handler=Again'] button"));
    }

    [Fact]
    public async Task Nobody_but_its_owner_sees_follows_cancels_repeats_or_takes_it()
    {
        var (tenant, elsewhere, me, name) = (await service.Organisation(), await service.Organisation(), Guid.CreateVersion7(), Name());
        HeldWork.LetGo(name, 3);
        var address = await Queue(tenant, me, name);
        var mine = Signed(tenant, me, Role.Clerk);
        var page = await Eventually.Get("it is done", () => mine.Get(address)!, p => p!.Text.Contains("Tải tệp về", StringComparison.Ordinal));
        string[] addresses = [address, address + "/tep", Api(address), Api(address) + "/events"];
        foreach (var a in addresses) Assert.Equal(HttpStatusCode.OK, (await mine.Http.GetAsync(a)).StatusCode); // the control

        var colleague = service.ClientOf("Người khác", [(tenant, [Role.Leader, Role.TenantAdministrator])]);
        var same = service.ClientOf("Chính tôi, nơi khác", [(elsewhere, [Role.Clerk])], id: me);
        foreach (var a in addresses)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await colleague.GetAsync(a)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await same.GetAsync(a)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await same.GetAsync(a.Replace($"/{tenant.Slug}/", $"/{elsewhere.Slug}/", StringComparison.Ordinal))).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await mine.Http.GetAsync(a.Replace("/reporting/", "/planning/", StringComparison.Ordinal))).StatusCode);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.PostAsync(Api(address) + "/cancel", null)).StatusCode);
        var there = new WebUser(service.Address);
        there.Http.DefaultRequestHeaders.Authorization = colleague.DefaultRequestHeaders.Authorization;
        var list = await there.Get($"/{tenant.Slug}/can-bo/viec/reporting");
        Assert.Contains("chưa có việc nào chạy lâu", list.Text, StringComparison.Ordinal);
        Assert.NotEmpty(page.Html);
    }

    private async Task<string> Queue(TestTenant tenant, Guid owner, string name)
    {
        await using var scope = service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant.Id, tenant.Slug, tenant.Name);
        scope.ServiceProvider.GetRequiredService<CurrentUser>().Set(owner, "Lê Văn An", [new(tenant.Id, tenant.Slug, Role.Clerk, null)]);
        var desk = scope.ServiceProvider.GetRequiredService<WorkDesk>();
        var db = desk.Context("reporting")!;
        var work = await desk.Queue<HeldWork>(db, $"Việc {name}", name);
        await db.SaveChangesAsync();
        return desk.PageOf(db, work);
    }

    private WebUser Signed(TestTenant tenant, Guid id, params string[] roles)
    {
        var user = new WebUser(service.Address);
        user.Http.DefaultRequestHeaders.Authorization = service.ClientOf("Lê Văn An", [(tenant, roles)], id: id).DefaultRequestHeaders.Authorization;
        return user;
    }

    private static string Name() => $"work-{Interlocked.Increment(ref names)}";

    private static string Link(WebPage page, string ends) => page.Document.QuerySelector($"a[href$='{ends}']")!.GetAttribute("href")!;

    /// <summary>/x/can-bo/viec/reporting/id → /api/x/works/reporting/id.</summary>
    private static string Api(string page) => "/api" + page.Replace("/can-bo/viec/", "/works/", StringComparison.Ordinal);

    private static async Task<JsonElement?> Event(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
            if (line.StartsWith("data: ", StringComparison.Ordinal)) return JsonDocument.Parse(line[6..]).RootElement;
        return null;
    }
}
