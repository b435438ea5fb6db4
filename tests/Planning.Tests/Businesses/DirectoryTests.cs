using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dialogue.Exchange;
using Dialogue.Kernel;
using Dialogue.Planning.Businesses;
using Dialogue.Planning.Businesses.Model;
using Dialogue.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Planning.Tests.Businesses;

/// <summary>The directory as officers use it: by hand, from a file, and for registrations and invitations.</summary>
public sealed class DirectoryTests(Planning planning)
{
    private const string Head = "Loại hình;Tên đơn vị;Mã số thuế;Địa chỉ;Ngành nghề;Người đại diện;Chức danh;Điện thoại;Thư điện tử\r\n";

    private WebUser Officer(TestTenant tenant, string role = Role.Specialist)
    {
        var person = new WebUser(planning.Address);
        person.Http.DefaultRequestHeaders.Authorization = planning.Client(tenant, role).DefaultRequestHeaders.Authorization;
        return person;
    }

    private async Task<T> In<T>(TestTenant tenant, Func<PlanningDb, Task<T>> read)
    {
        await using var scope = planning.Scope(tenant.Id);
        return await read(scope.ServiceProvider.GetRequiredService<PlanningDb>());
    }

    private static string Root(TestTenant tenant) => $"/{tenant.Slug}/can-bo/doanh-nghiep";

    private static async Task<WebPage> Upload(WebUser officer, TestTenant tenant, byte[] file, string name = "danh-sach.csv", bool zeros = false, string? key = null)
    {
        var form = await officer.Get(Root(tenant) + "/nhap");
        var token = form.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" }, { new StringContent(key ?? form.Document.QuerySelector("[name='Input.Key']")!.GetAttribute("value")!), "Input.Key" },
            { new StringContent(zeros ? "true" : "false"), "Input.AddLostZeros" },
        };
        var bytes = new ByteArrayContent(file);
        bytes.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Add(bytes, "Input.File", name);
        return await officer.Follow(new HttpRequestMessage(HttpMethod.Post, Root(tenant) + "/nhap") { Content = content });
    }

    private static byte[] File(string rows) => Encoding.UTF8.GetBytes(Head + rows);

    [Fact]
    public async Task Five_thousand_rows_with_every_kind_of_error_are_shown_and_only_the_good_ones_stored_once()
    {
        var tenant = await planning.Organisation();
        var officer = Officer(tenant);
        var (file, expected) = Many(5000);

        var preview = await Upload(officer, tenant, file, "5000.xlsx");

        Assert.Equal((ImportOutcome.New, expected.Good), (ImportOutcome.New, await In(tenant, db => db.BusinessImportRows.CountAsync(r => r.Outcome == ImportOutcome.New))));
        Assert.Equal(0, await In(tenant, db => db.Businesses.CountAsync())); // nothing before the word
        Assert.Contains($"{Web.Vn.Count(expected.Good)} dòng sẽ được lưu, {Web.Vn.Count(5000 - expected.Good)} dòng có lỗi", preview.Title);
        var rows = await In(tenant, db => db.BusinessImportRows.AsNoTracking().OrderBy(r => r.Number).ToListAsync());
        Assert.Equal(5000, rows.Count);
        foreach (var (number, fault) in expected.Faults)
        {
            var row = rows[number - 2];
            Assert.Equal(number, row.Number);
            Assert.Contains(row.Errors, e => e.Contains(fault, StringComparison.Ordinal));
        }
        Assert.DoesNotContain(rows, r => r.Outcome == ImportOutcome.Error && !expected.Faults.ContainsKey(r.Number));

        // Only the faulty ones, page by page by their number.
        var errors = await officer.Get(preview.Address.AbsolutePath + "?loc=loi");
        Assert.Equal(50, errors.Document.QuerySelectorAll("tbody tr").Length);
        Assert.All(errors.Document.QuerySelectorAll("tbody .tag"), tag => Assert.Equal("Lỗi", tag.TextContent));

        var done = await officer.Submit(preview, preview.Address.AbsolutePath);
        Assert.Contains($"thêm {Web.Vn.Count(expected.Good)}", done.Text);
        Assert.Equal(expected.Good, await In(tenant, db => db.Businesses.CountAsync()));

        // The same page, sent again from a second window.
        var again = await officer.Submit(preview, preview.Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(expected.Good, await In(tenant, db => db.Businesses.CountAsync()));

        // And the same file once more changes nothing.
        var second = await Upload(officer, tenant, file, "5000.xlsx");
        Assert.Contains("0 dòng sẽ được lưu", second.Title);
        Assert.Null(second.Document.QuerySelector("main form[method=post] .btn"));
    }

    [Fact]
    public async Task Rows_that_could_not_be_taken_come_down_with_the_reason_are_mended_and_sent_again()
    {
        var tenant = await planning.Organisation();
        var officer = Officer(tenant);
        var preview = await Upload(officer, tenant, File("DN;Công ty A;0200000007;Thôn 1\r\nDN;Công ty B;200000014;Thôn 2\r\nDN;=1+1;sai;Thôn 3\r\n"));
        await officer.Submit(preview, preview.Address.AbsolutePath);

        var rejected = Xlsx.Read(await officer.Http.GetByteArrayAsync(preview.Address.AbsolutePath + "?dinh-dang=xlsx"));
        Assert.Equal(["Tên đơn vị", "Công ty B", "=1+1"], rejected.Rows.Select(r => r[1].Text));
        Assert.Equal("Lỗi", rejected.Rows[0][9].Text);
        Assert.Contains("mất số 0", rejected.Rows[1][9].Text);

        // The same file with the zero mended in place: the column of errors is no hindrance.
        var mended = (await officer.Http.GetStringAsync(preview.Address.AbsolutePath + "?dinh-dang=csv")).Replace("200000014", "0200000014", StringComparison.Ordinal);
        var next = await Upload(officer, tenant, Encoding.UTF8.GetBytes(mended));
        Assert.Equal("1 dòng sẽ được lưu, 1 dòng có lỗi", next.Title);
        await officer.Submit(next, next.Address.AbsolutePath);
        Assert.Equal(["Công ty A", "Công ty B"], await In(tenant, db => db.Businesses.OrderBy(b => b.NameKey).Select(b => b.Name).ToListAsync()));
    }

    [Fact]
    public async Task A_form_sent_twice_is_one_upload_and_two_confirmations_at_once_store_once()
    {
        var tenant = await planning.Organisation();
        var officer = Officer(tenant);
        var key = Guid.CreateVersion7().ToString();
        var file = File(string.Concat(Enumerable.Range(1, 60).Select(i => $"HKD;Hộ số {i};;Thôn {i}\r\n")));
        var first = await Upload(officer, tenant, file, key: key);
        var second = await Upload(officer, tenant, file, key: key);
        Assert.Equal(first.Address, second.Address);
        Assert.Equal(1, await In(tenant, db => db.BusinessImports.CountAsync()));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var scope = planning.Scope(tenant.Id);
            await scope.ServiceProvider.GetRequiredService<ImportBusinesses>().Confirm(Guid.Parse(key), default);
        })));
        Assert.Equal(60, await In(tenant, db => db.Businesses.CountAsync()));
    }

    [Fact]
    public async Task What_somebody_changed_after_the_preview_is_not_overwritten()
    {
        var tenant = await planning.Organisation();
        var officer = Officer(tenant);
        var first = await Upload(officer, tenant, File("DN;Công ty A;0200000007;Thôn 1\r\nDN;Công ty B;0200000014;Thôn 2\r\n"));
        await officer.Submit(first, first.Address.AbsolutePath);
        var preview = await Upload(officer, tenant, File("DN;Công ty A;0200000007;Thôn 9\r\nDN;Công ty B;0200000014;Thôn 9\r\nDN;Công ty C;0200000021;Thôn 9\r\n"));
        Assert.Equal("3 dòng sẽ được lưu, không có lỗi", preview.Title);

        await In(tenant, async db =>
        {
            var a = await db.Businesses.SingleAsync(b => b.TaxCode == "0200000007");
            a.Change(a.Facts with { Address = "Thôn 5" });
            db.Businesses.Add(new(new BusinessFacts(UnitKindOf.Enterprise, "Công ty C khác", "0200000021", "Thôn 7", "", "", "", "", null)));
            return await db.SaveChangesAsync();
        });
        var done = await officer.Submit(preview, preview.Address.AbsolutePath);

        Assert.Contains("2 dòng không lưu", done.Text);
        Assert.Equal(["Thôn 5", "Thôn 9", "Thôn 7"], await In(tenant, db => db.Businesses.OrderBy(b => b.NameKey).Select(b => b.Address).ToListAsync()));
    }

    [Fact]
    public async Task An_upload_is_its_organisations_own_and_gone_after_a_day()
    {
        var (tenant, elsewhere) = (await planning.Organisation(), await planning.Organisation());
        var preview = await Upload(Officer(tenant), tenant, File("HKD;Hộ bà Tư;;Thôn 1\r\n"));
        Assert.Equal(HttpStatusCode.NotFound, (await Officer(elsewhere).Get(preview.Address.AbsolutePath.Replace(tenant.Slug, elsewhere.Slug, StringComparison.Ordinal))).Status);
        await using (var scope = planning.Scope(elsewhere.Id))
            Assert.Empty(await scope.ServiceProvider.GetRequiredService<PlanningDb>().BusinessImportRows.IgnoreQueryFilters().ToListAsync()); // the wall behind the filter

        var remove = new RemoveOldImports(planning.Services.GetRequiredService<Data.EachTenant>(), TimeProvider.System);
        await remove.Run(default);
        Assert.Equal(1, await In(tenant, db => db.BusinessImports.CountAsync()));
        await In(tenant, db => db.BusinessImports.ExecuteUpdateAsync(s => s.SetProperty(i => i.At, i => i.At.AddHours(-25))));
        Assert.Equal(HttpStatusCode.NotFound, (await Officer(tenant).Get(preview.Address.AbsolutePath)).Status); // not even before it is removed
        await remove.Run(default);
        Assert.Equal((0, 0), (await In(tenant, db => db.BusinessImports.CountAsync()), await In(tenant, db => db.BusinessImportRows.CountAsync())));
    }

    [Theory]
    [InlineData("không phải bảng", "x.csv", "Không tìm thấy dòng tiêu đề")]
    [InlineData("%PDF-1.7", "x.pdf", "không phải bảng tính")]
    [InlineData("", "x.csv", "không có dòng nào")]
    public async Task A_file_that_cannot_be_read_is_refused_at_its_field(string text, string name, string expected)
    {
        var tenant = await planning.Organisation();
        var page = await Upload(Officer(tenant), tenant, Encoding.UTF8.GetBytes(text), name);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(expected, page.Text);
    }

    [Fact]
    public async Task The_blank_template_can_be_filled_and_sent()
    {
        var tenant = await planning.Organisation();
        var officer = Officer(tenant);
        var template = Xlsx.Read(await officer.Http.GetByteArrayAsync(Root(tenant) + "/nhap?dinh-dang=xlsx"));
        Assert.Equal(BusinessColumns.All.Select(c => c.Title), Assert.Single(template.Rows).Cells.Select(c => c.Text));
    }

    [Fact]
    public async Task Contacts_are_masked_until_they_are_asked_for_and_every_asking_is_noted()
    {
        var tenant = await planning.Organisation();
        var officer = Officer(tenant);
        var form = await officer.Get(Root(tenant) + "/them");
        var list = await officer.Submit(form, Root(tenant) + "/them", new()
        {
            ["Input.Kind"] = "Household", ["Input.Name"] = "Hộ kinh doanh bà Tư", ["Input.Address"] = "Thôn 1", ["Input.Representative"] = "Trần Thị Tư", ["Input.Title"] = "Chủ hộ", ["Input.Phone"] = "0912 345 678",
        });
        Assert.Contains("Đã thêm", list.Text);
        Assert.DoesNotContain("0912345678", list.Text.Replace(" ", ""));
        Assert.DoesNotContain("Trần Thị Tư", list.Text);
        var shown = await officer.Submit(list, "handler=Contact");
        Assert.Contains("0912345678", shown.Text);
        Assert.Equal(1, await Noted("ContactShown"));

        Assert.DoesNotContain("bà Tư", await officer.Http.GetStringAsync(Root(tenant) + "?dinh-dang=csv")); // a household is a natural person
        Assert.Equal(0, await Noted("Exported"));
        Assert.Contains("0912345678", await officer.Http.GetStringAsync(Root(tenant) + "?dinh-dang=csv&noi-bo=true"));
        Assert.Equal(1, await Noted("Exported"));
        Assert.Equal(HttpStatusCode.Forbidden, (await planning.Client(tenant, Role.PortalEditor).GetAsync(Root(tenant))).StatusCode);

        Task<int> Noted(string action) => In(tenant, db => db.History.CountAsync(h => h.Action == action));
    }

    [Fact]
    public async Task Programs_list_read_add_and_change_what_the_pages_do_with_the_same_rules()
    {
        var tenant = await planning.Organisation();
        var at = $"/api/{tenant.Slug}/businesses";
        using var officer = planning.Client(tenant, Role.Clerk);
        for (var i = 0; i < 34; i++)
            Assert.Equal(HttpStatusCode.Created, (await officer.PostAsJsonAsync(at, new { kind = "Household", name = $"Hộ {i:00}", address = $"Thôn {i}" })).StatusCode);
        using var created = await officer.PostAsJsonAsync(at, new { kind = "Enterprise", name = "Công ty Ánh Dương", taxCode = "0200000007", address = "Khu 1", representative = "Lê An", phone = "0912 345 678" });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var one = await created.Content.ReadFromJsonAsync<JsonElement>();
        var path = created.Headers.Location!.ToString();
        Assert.Equal($"{at}/{one.GetProperty("id").GetGuid()}", path);

        // All once, in the order of names, in two pages; phones masked.
        var first = await officer.GetFromJsonAsync<JsonElement>(at);
        var rest = await officer.GetFromJsonAsync<JsonElement>($"{at}?after={first.GetProperty("next").GetGuid()}");
        var names = first.GetProperty("items").EnumerateArray().Concat(rest.GetProperty("items").EnumerateArray()).Select(b => b.GetProperty("name").GetString()!).ToList();
        Assert.Equal((35, 30, JsonValueKind.Null), (names.Distinct().Count(), first.GetProperty("items").GetArrayLength(), rest.GetProperty("next").ValueKind));
        Assert.Equal("Công ty Ánh Dương", names[0]);
        Assert.DoesNotContain("345678", first.GetRawText().Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(1, (await officer.GetFromJsonAsync<JsonElement>($"{at}?search=anh%20duong&kind=Enterprise")).GetProperty("items").GetArrayLength());

        // One with its contacts, which is noted.
        Assert.Equal("0912345678", (await officer.GetFromJsonAsync<JsonElement>(path)).GetProperty("phone").GetString());
        Assert.Equal(1, await In(tenant, db => db.History.CountAsync(h => h.Action == "ContactShown")));

        // Changed, and refused when somebody else was first.
        var version = one.GetProperty("version").GetUInt32();
        object Change(string name, uint of) => new { version = of, kind = "Enterprise", name, taxCode = "0200000007", address = "Khu 2" };
        Assert.Equal(HttpStatusCode.OK, (await officer.PutAsJsonAsync(path, Change("Công ty Ánh Dương 2", version))).StatusCode);
        using var stale = await officer.PutAsJsonAsync(path, Change("Của tôi", version));
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        var problem = await stale.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("urn:dialogue:changed-meanwhile", "Công ty Ánh Dương 2"), (problem.GetProperty("type").GetString(), problem.GetProperty("current").GetProperty("name").GetString()));

        // Every "no" with its code.
        foreach (var (body, status, says) in new (object, HttpStatusCode, string)[]
        {
            (new { kind = "Enterprise", name = "Công ty B", address = "Khu 1" }, HttpStatusCode.Conflict, "urn:dialogue:business-tax-code-needed"),
            (new { kind = "Enterprise", name = "Công ty B", address = "Khu 1", taxCode = "0200000007" }, HttpStatusCode.Conflict, "urn:dialogue:business-known"),
            (new { kind = "Enterprise", name = "Công ty B", address = "Khu 1", taxCode = "0200000008" }, HttpStatusCode.BadRequest, "TaxCode"),
            (new { kind = "Enterprise", name = "", address = "" }, HttpStatusCode.BadRequest, "Name"),
        })
        {
            using var no = await officer.PostAsJsonAsync(at, body);
            var text = await no.Content.ReadAsStringAsync();
            Assert.True(no.StatusCode == status && text.Contains(says, StringComparison.OrdinalIgnoreCase), $"{no.StatusCode}: {text}");
        }
        Assert.Equal(35, await In(tenant, db => db.Businesses.CountAsync()));
    }

    [Fact]
    public async Task The_directory_is_not_for_programs_of_others()
    {
        var (here, there) = (await planning.Organisation(), await planning.Organisation());
        using var officer = planning.Client(here, Role.Specialist);
        using var other = planning.Client(there, Role.Specialist);
        using var created = await officer.PostAsJsonAsync($"/api/{here.Slug}/businesses", new { kind = "Household", name = "Hộ bà Tư", address = "Thôn 1" });
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();

        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync($"/api/{here.Slug}/businesses/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/{there.Slug}/businesses/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PutAsJsonAsync($"/api/{there.Slug}/businesses/{id}", new { kind = "Household", name = "Hộ khác", address = "Thôn 2" })).StatusCode);
        Assert.Equal(0, (await other.GetFromJsonAsync<JsonElement>($"/api/{there.Slug}/businesses")).GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.Forbidden, (await planning.Client(here, Role.PortalEditor).GetAsync($"/api/{here.Slug}/businesses")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await planning.Client().GetAsync($"/api/{here.Slug}/businesses")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync($"/api/{here.Slug}/businesses/{id}")).StatusCode); // the control
    }

    [Fact]
    public async Task The_list_searches_with_marks_or_without_and_pages_by_key()
    {
        var tenant = await planning.Organisation();
        await In(tenant, db =>
        {
            db.Businesses.AddRange(Enumerable.Range(0, 70).Select(i => new Business(new(UnitKindOf.Household, i % 2 == 0 ? "Hộ Đỗ Thị Hường" : $"Hộ {i:00}", null, $"Thôn {i}", "", "", "", "", null))));
            db.Businesses.Add(new(new(UnitKindOf.Enterprise, "Công ty Ánh Dương", "0200000007", "Khu 1", "", "", "", "", null)));
            return db.SaveChangesAsync();
        });
        var officer = Officer(tenant);
        Assert.Equal(1, Rows(await officer.Get(Root(tenant) + "?tim=anh+duong")));
        Assert.Equal(1, Rows(await officer.Get(Root(tenant) + "?tim=Ánh+DƯƠNG&loai=Enterprise")));
        Assert.Equal(1, Rows(await officer.Get(Root(tenant) + "?tim=0200000007")));
        Assert.Contains("Không có đơn vị nào khớp", (await officer.Get(Root(tenant) + "?tim=khong+co")).Text);

        var seen = new HashSet<string>();
        var page = await officer.Get(Root(tenant));
        for (var pages = 1; ; pages++)
        {
            foreach (var row in page.Document.QuerySelectorAll("tbody tr")) Assert.True(seen.Add(row.Id!));
            if (page.Document.QuerySelector("a[rel=next]") is not { } next) break;
            Assert.InRange(pages, 1, 4);
            page = await officer.Get(next.GetAttribute("href")!);
        }
        Assert.Equal(71, seen.Count);

        static int Rows(WebPage page) => page.Document.QuerySelectorAll("tbody tr").Length;
    }

    [Fact]
    public async Task A_tax_code_is_in_the_directory_once_and_an_edit_on_an_old_form_is_refused()
    {
        var tenant = await planning.Organisation();
        var officer = Officer(tenant);
        Dictionary<string, string> input = new() { ["Input.Kind"] = "Enterprise", ["Input.Name"] = "Công ty A", ["Input.TaxCode"] = "0200000007", ["Input.Address"] = "Thôn 1" };
        await officer.Submit(await officer.Get(Root(tenant) + "/them"), Root(tenant) + "/them", input);
        var twice = await officer.Submit(await officer.Get(Root(tenant) + "/them"), Root(tenant) + "/them", input);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.Status);
        Assert.Contains("đã có trong danh bạ: Công ty A", twice.Text);
        var without = await officer.Submit(await officer.Get(Root(tenant) + "/them"), Root(tenant) + "/them", new(input) { ["Input.TaxCode"] = "" });
        Assert.Contains("Chỉ hộ kinh doanh được để trống", without.Text);

        var id = await In(tenant, db => db.Businesses.Select(b => b.Id).SingleAsync());
        var (old, fresh) = (await officer.Get($"{Root(tenant)}/{id}"), await officer.Get($"{Root(tenant)}/{id}"));
        await officer.Submit(fresh, $"/{id}", new() { ["Input.Address"] = "Thôn 2" });
        Assert.Equal(HttpStatusCode.Conflict, (await officer.Submit(old, $"/{id}", new() { ["Input.Address"] = "Thôn 3" })).Status);
        Assert.Equal("Thôn 2", await In(tenant, db => db.Businesses.Select(b => b.Address).SingleAsync()));

        await officer.Submit(await officer.Get($"{Root(tenant)}/{id}"), "handler=Remove");
        Assert.Equal(0, await In(tenant, db => db.Businesses.CountAsync()));
    }

    [Fact]
    public async Task The_directory_fills_a_registration_and_a_list_of_invitations()
    {
        planning.Clock.SetDay(new(2026, 9, 1));
        var tenant = await planning.Organisation();
        var leader = planning.Client(tenant, Role.Leader);
        var created = await leader.PostAsJsonAsync($"/api/{tenant.Slug}/conferences", new { day = "2026-10-13", startsAt = "08:00", place = "Hội trường", chair = "Chủ tịch" });
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        (await leader.PostAsJsonAsync($"/api/{tenant.Slug}/conferences/{id}/announcement", new { number = "05/TB-UBND", signer = "Chủ tịch" })).EnsureSuccessStatusCode();
        await In(tenant, db =>
        {
            db.Businesses.AddRange(
                new Business(new(UnitKindOf.Enterprise, "Công ty Ánh Dương", "0200000007", "Khu 1", "Cơ khí", "Lê Văn Ánh", "Giám đốc", "0912345678", null)),
                new Business(new(UnitKindOf.Household, "Hộ bà Tư", null, "Thôn 1", "", "Trần Thị Tư", "Chủ hộ", "0987654321", null)));
            return db.SaveChangesAsync();
        });
        var officer = Officer(tenant);
        var root = $"/{tenant.Slug}/can-bo/hoi-nghi/{id}";

        var found = await officer.Get(root + "/dang-ky/nhap?tim=anh duong");
        Assert.DoesNotContain("0912345678", found.Text);
        var business = found.Document.QuerySelector("button[name=business]")!.GetAttribute("value")!;
        var filled = await officer.Submit(found, "handler=Fill", new() { ["business"] = business });
        Assert.Equal("0912345678", filled.Document.QuerySelector("[name='Input.Phone']")!.GetAttribute("value"));
        var registered = await officer.Submit(filled, filled.Document.Forms.First(f => f.Elements.Any(e => e.GetAttribute("name") == "Input.Name")), []);
        Assert.Contains("Đã nhập đăng ký", registered.Text);

        var guests = await officer.Get(root + "/giay-moi?danh-ba=&loai=");
        Assert.Equal(2, guests.Document.QuerySelectorAll("input[name=business]").Length);
        var invited = await officer.Submit(guests, "handler=Directory", new() { ["all"] = "true" });
        Assert.Contains("Đã thêm 2 đơn vị từ danh bạ", invited.Text);
        guests = await officer.Get(root + "/giay-moi?danh-ba=&loai=");
        Assert.Empty(guests.Document.QuerySelectorAll("input[name=business]"));
        Assert.Contains("Đã thêm 0 đơn vị", (await officer.Submit(guests, "handler=Directory", new() { ["all"] = "true" })).Text);
        // The one that has registered is on the list already.
        Assert.Equal(0, await In(tenant, async _ =>
        {
            await using var scope = planning.Scope(tenant.Id);
            return await scope.ServiceProvider.GetRequiredService<Inviting.Invite>().FromRegistrations(id, default);
        }));

        foreach (var (path, open, inside) in new[] { ("/giay-moi", "Một đơn vị kinh doanh", "Hộ bà Tư"), ("/diem-danh", "Một doanh nghiệp", "Công ty Ánh Dương"), ("/dang-ky", "Một doanh nghiệp", "0912345678") })
        {
            var without = Xlsx.Read(await officer.Http.GetByteArrayAsync($"{root}{path}?dinh-dang=xlsx"));
            Assert.Contains(without.Rows.SelectMany(r => r.Cells), c => c.Text == open);
            Assert.DoesNotContain(without.Rows.SelectMany(r => r.Cells), c => c.Text == inside);
            Assert.Contains(inside, await officer.Http.GetStringAsync($"{root}{path}?dinh-dang=csv&noi-bo=true"));
        }
        Assert.Contains("Hội trường", await officer.Http.GetStringAsync($"/{tenant.Slug}/can-bo/hoi-nghi?nam=2026&dinh-dang=csv"));
        using (var posted = await planning.Client(tenant, Role.Clerk).PostAsJsonAsync($"/api/{tenant.Slug}/conferences/{id}/postings", new { channel = "village", postedOn = "2026-09-01", place = "Bảng tin thôn Nghĩa Lộ" }))
            Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        Assert.Contains("Bảng tin thôn Nghĩa Lộ", await officer.Http.GetStringAsync(root + "/thong-bao?dinh-dang=csv"));
        var spending = (await officer.Http.GetStringAsync(root + "/kinh-phi?dinh-dang=csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("Dự toán;Thực chi;Chênh lệch", spending[0]);
        var days = Xlsx.Read(await planning.Client().GetByteArrayAsync("/lich-lam-viec?nam=2026&dinh-dang=xlsx")).Rows; // for everybody, as its page is
        Assert.True(days.Count > 5);
        Assert.Contains(days, d => d[1].Text == "Ngày nghỉ");
        Assert.Contains("Suy ra", await officer.Http.GetStringAsync($"/{tenant.Slug}/can-bo/quy-dinh/2026?dinh-dang=csv"));
        Assert.Contains("DTSTART;TZID=Asia/Ho_Chi_Minh:20261013T080000", await planning.Client().GetStringAsync($"/{tenant.Slug}/hoi-nghi/{id}?handler=Lich"));
    }

    /// <summary>A workbook as communes keep it, with a fault of each kind again and again; the number of each faulty row and what must be said of it.</summary>
    private static (byte[] File, (int Good, Dictionary<int, string> Faults) Expected) Many(int count)
    {
        var faults = new Dictionary<int, string>();
        var rows = new List<string[]>();
        for (var i = 0; i < count; i++)
        {
            var number = i + 2;
            string[] row = ["Doanh nghiệp", $"Công ty TNHH số {i}", Code(i), $"Thôn {i % 40}, xã Đại Sơn", "Cơ khí", $"Ông Nguyễn Văn {i}", "Giám đốc", $"09{i:00000000}", $"dn{i}@congty.vn"];
            switch (i % 20)
            {
                case 3: (row[0], faults[number]) = ("Cửa hàng", "Cột A, Loại hình"); break;
                case 4: (row[1], faults[number]) = ("", "Cột B, Tên đơn vị: chưa có tên"); break;
                case 5: (row[2], faults[number]) = ("", "chưa có mã số thuế"); break;
                case 6: (row[2], faults[number]) = (Code(i)[..9] + (char)('0' + (Code(i)[9] - '0' + 1) % 10), "sai số kiểm tra"); break;
                case 7: (row[2], faults[number]) = ("02-ABC", "không phải mã số thuế"); break;
                case 8: (row[2], faults[number]) = (Code(i)[1..], "mất số 0 ở đầu, mã đúng là " + Code(i)); break;
                case 9: (row[3], faults[number]) = ("", "chưa có địa chỉ"); break;
                case 10: (row[7], faults[number]) = ("12345", "không phải số điện thoại"); break;
                case 11: (row[7], faults[number]) = ($"9{i:00000000}", "Điện thoại: có lẽ mất số 0"); break;
                case 12: (row[8], faults[number]) = ("không có", "không phải địa chỉ thư"); break;
                case 13: (row[2], faults[number]) = (Code(i - 13), $"trùng với dòng {number - 13}"); break;
                case 14: (row[1], faults[number]) = (new string('x', 301), "dài quá 300 ký tự"); break;
                case 15: (row[0], row[1], row[2]) = ("HKD", $"Hộ kinh doanh {i}", ""); break;
                case 16: (row[0], row[1], row[2], row[3], faults[number]) = ("HKD", $"HỘ KINH DOANH {i - 1}", "", rows[i - 1][3], $"trùng với dòng {number - 1}"); break;
            }
            rows.Add(row);
        }
        var sheet = new Sheet<string[]>("Danh sách");
        for (var c = 0; c < BusinessColumns.All.Count; c++)
        {
            var column = c;
            sheet.Text(BusinessColumns.All[c].Title, r => r[column]);
        }
        using var stream = new MemoryStream();
        Xlsx.Write(stream, sheet, rows.ToAsyncEnumerable(), default).GetAwaiter().GetResult();
        return (stream.ToArray(), (count - faults.Count, faults));
    }

    /// <summary>The i-th valid tax code of Hải Phòng: 02…, with its check digit.</summary>
    private static string Code(int i)
    {
        int[] weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];
        for (var n = i * 2; ; n++)
        {
            var digits = (20_000_000 + n).ToString("000000000", CultureInfo.InvariantCulture);
            var check = 10 - digits.Select((d, at) => (d - '0') * weights[at]).Sum() % 11;
            if (check is >= 0 and <= 9) return digits + check;
        }
    }

    private static class UnitKindOf
    {
        public const Registering.UnitKind Enterprise = Registering.UnitKind.Enterprise, Household = Registering.UnitKind.Household;
    }
}
