using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace Dialogue.Browser.Tests;

/// <summary>Every kind of page, on a telephone and on a desk.</summary>
[Collection(Together.Name)]
public sealed class PagesTests(Browsers browsers)
{
    /// <summary>Name of its picture; who looks; its address.</summary>
    private static readonly (string Name, string User, string Path)[] Pages =
    [
        ("home", "", "/"), ("commune", "", "/thien-huong"), ("plan", "", "/thien-huong/ke-hoach/2026"), ("published", "", "/thien-huong/kien-nghi"),
        ("conference", "", "/thien-huong/hoi-nghi/{open}"), ("calculator", "", "/tinh-han"), ("calculated", "", "/tinh-han?Way=after&From=13/10/2026&Days=7"), ("calendar", "", "/lich-lam-viec?nam=2026"),
        ("sign-in", "", "/tai-khoan/dang-nhap"),
        ("desk", "chuyenvien.thien-huong", "/thien-huong/can-bo"), ("inbox", "chuyenvien.thien-huong", "/thien-huong/can-bo/hop-thu"), ("petitions", "chuyenvien.thien-huong", "/thien-huong/can-bo/kien-nghi"),
        ("work-list", "chuyenvien.thien-huong", "/thien-huong/can-bo/cong-viec"), ("works", "chuyenvien.thien-huong", "/thien-huong/can-bo/viec/planning"),
        ("businesses", "chuyenvien.thien-huong", "/thien-huong/can-bo/doanh-nghiep"), ("business-new", "chuyenvien.thien-huong", "/thien-huong/can-bo/doanh-nghiep/them"), ("business", "chuyenvien.thien-huong", "{business}"),
        ("businesses-import", "chuyenvien.thien-huong", "/thien-huong/can-bo/doanh-nghiep/nhap"), ("businesses-preview", "chuyenvien.thien-huong", "{preview}"),
        ("conferences", "chuyenvien.thien-huong", "/thien-huong/can-bo/hoi-nghi"), ("workspace", "chuyenvien.thien-huong", "/thien-huong/can-bo/hoi-nghi/{open}"), ("year", "chuyenvien.thien-huong", "/thien-huong/can-bo/nam/2026"),
        ("budget", "ketoan.thien-huong", "/thien-huong/can-bo/hoi-nghi/{open}/kinh-phi"), ("paper", "chuyenvien.thien-huong", "/thien-huong/can-bo/hoi-nghi/{open}/van-ban/announcement/in"),
        ("paper-form", "", "/thien-huong/hoi-nghi/{open}/phieu-dang-ky"),
        ("outgoing", "vanthu.thien-huong", "/thien-huong/can-bo/van-ban"), ("incoming", "vanthu.thien-huong", "/thien-huong/can-bo/van-ban/den"), ("incoming-entry", "vanthu.thien-huong", "{arrived}"),
        ("outgoing-entry", "vanthu.thien-huong", "{corrected}"), ("outgoing-print", "vanthu.thien-huong", "{corrected}/in"),
        ("correct-entry", "vanthu.thien-huong", "{by-hand}"), ("deliveries", "quantri.thien-huong", "/thien-huong/can-bo/tin-gui"),
        ("enter-incoming", "vanthu.thien-huong", "/thien-huong/can-bo/van-ban/nhap-den"), ("enter-outgoing", "vanthu.thien-huong", "/thien-huong/can-bo/van-ban/nhap-di"),
        ("register-print", "vanthu.thien-huong", "/thien-huong/can-bo/van-ban/in?huong=den"), ("numbers", "lanhdao.thien-huong", "/thien-huong/can-bo/van-ban/so"),
        ("templates", "vanthu.thien-huong", "/thien-huong/can-bo/mau-van-ban"), ("template", "vanthu.thien-huong", "/thien-huong/can-bo/mau-van-ban/plan"), ("city-template", "sotaichinh", "/so-tai-chinh/can-bo/mau-van-ban/result-report"),
        ("check-form", "vanthu.thien-huong", "/thien-huong/can-bo/kiem-tra-the-thuc"),
        ("reports", "lanhdao.thien-huong", "/thien-huong/can-bo/bao-cao"), ("account", "kiemnhiem", "/tai-khoan"),
        ("city-desk", "dieuphoi", "/ubnd-tp/can-bo"), ("city-cases", "dieuphoi", "/ubnd-tp/can-bo/vu-viec"), ("city-case", "dieuphoi", "{case}"), ("fields", "dieuphoi", "/ubnd-tp/can-bo/linh-vuc"),
        ("board", "sotaichinh", "/so-tai-chinh/can-bo/toan-thanh-pho"), ("board-unit", "sotaichinh", "/so-tai-chinh/can-bo/toan-thanh-pho/dai-son"), ("received-plans", "sotaichinh", "/so-tai-chinh/can-bo/ke-hoach-nhan"),
        ("organisations", "quantri", "/quan-tri"), ("system", "quantri", "/he-thong"),
        ("machines", "quantri", "/quan-tri/ket-noi"), ("keys", "quantri", "/quan-tri/khoa-ky"), ("sessions", "quantri", "/tai-khoan/phien"),
    ];

    public static TheoryData<string> EveryPage => [.. Pages.Select(p => p.Name)];

    [Theory, MemberData(nameof(EveryPage))]
    public async Task A_page_is_readable_for_everybody_on_a_telephone_and_on_a_desk(string name)
    {
        var (_, user, path) = Pages.Single(p => p.Name == name);
        await using var visit = user.Length == 0 ? await browsers.Anybody(390) : await browsers.SignedIn(user, 390);
        if (name == "businesses") await Business(); // so that there are some
        path = path.Replace("{open}", browsers.Open.ToString(), StringComparison.Ordinal);
        if (path == "{case}") path = await FirstCase();
        if (path == "{by-hand}") path = await ByHand(visit);
        if (path == "{business}") path = $"/thien-huong/can-bo/doanh-nghiep/{await Business()}";
        if (path == "{preview}") path = await Preview(visit);
        if (path == "{arrived}") path = await Entry("direction=incoming");
        if (path.StartsWith("{corrected}", StringComparison.Ordinal)) path = await Entry("take=100&q=" + Uri.EscapeDataString("giấy phép xây dựng nhà xưởng"), last: true) + path["{corrected}".Length..];

        Assert.Equal(200, await visit.Go(path));
        await visit.IsGood(name);
        await visit.Widen(1280);
        await visit.IsGood(name);
    }

    [Fact]
    public async Task A_page_with_a_field_without_label_is_found()
    {
        await using var visit = await browsers.Anybody(1280);
        await visit.Page.SetContentAsync("<!doctype html><html lang=vi><title>Trang</title><main><h1>Trang</h1><input name=ten></main></html>");

        Assert.Contains(await visit.Violations(), v => v.StartsWith("label:", StringComparison.Ordinal));
    }

    private async Task<string> FirstCase()
    {
        var cases = await (await browsers.ThienHuong.Person("dieuphoi")).Call(HttpMethod.Get, "/api/ubnd-tp/cases");
        return $"/ubnd-tp/can-bo/vu-viec/chuyen/{cases.GetProperty("items").EnumerateArray().First().GetProperty("id").GetGuid()}";
    }

    /// <summary>One with contacts; the directory is filled at the first time.</summary>
    private async Task<Guid> Business()
    {
        var officer = await browsers.ThienHuong.Person("chuyenvien.thien-huong");
        const string list = "/api/thien-huong/businesses", name = "Công ty TNHH Một thành viên Chế biến thủy sản và Dịch vụ hậu cần nghề cá Ánh Dương";
        var items = (await officer.Call(HttpMethod.Get, list + "?search=" + Uri.EscapeDataString("hậu cần nghề cá"))).GetProperty("items");
        if (items.GetArrayLength() > 0) return items[0].GetProperty("id").GetGuid();
        await officer.Call(HttpMethod.Post, list, new { kind = "Household", name = "Hộ kinh doanh Trần Thị Tư", address = "Thôn 3", sector = "Bán lẻ", phone = "0912345678" });
        return (await officer.Call(HttpMethod.Post, list, new
        {
            kind = "Enterprise", name, taxCode = "0200000007", address = "Lô B12, Khu công nghiệp phía Đông", sector = "Chế biến thủy sản", representative = "Lê Văn An", title = "Giám đốc", phone = "0912345679",
            email = "lienhe@anhduong.example",
        })).GetProperty("id").GetGuid();
    }

    /// <summary>A line that the clerk has written and mended once; its form to mend it again.</summary>
    private static async Task<string> ByHand(Visit visit)
    {
        await visit.Go("/thien-huong/can-bo/van-ban/nhap-den");
        await visit.Fill("Input.Sender", "UBND thành phố Hải Phòng");
        await visit.Choose("Input.Type", "KH");
        await visit.Fill("Input.Number", $"{Guid.CreateVersion7():N}"[^6..] + "/KH-UBND");
        await visit.Fill("Input.IssuedOn", "16/9/2026");
        await visit.Fill("Input.Subject", "Đối thoại doanh ngiệp năm 2026 trên địa bàn thành phố");
        await visit.Press("Vào sổ văn bản đến");
        await visit.Page.WaitForURLAsync(address => !address.EndsWith("/nhap-den", StringComparison.Ordinal));
        var entry = new Uri(visit.Page.Url).AbsolutePath;
        await visit.Go(entry + "/sua");
        await visit.Fill("Input.Subject", "Đối thoại doanh nghiệp năm 2026 trên địa bàn thành phố");
        await visit.Fill("Input.Reason", "Sai chính tả");
        await visit.Press("Lưu bản sửa");
        await visit.Page.WaitForURLAsync(address => address.EndsWith(entry, StringComparison.Ordinal));
        await visit.Page.Locator("details.why summary").First.ClickAsync();
        await visit.IsGood("mended-entry");
        return entry + "/sua";
    }

    /// <summary>A file of good and bad rows, sent and not yet confirmed.</summary>
    private static async Task<string> Preview(Visit visit)
    {
        await visit.Go("/thien-huong/can-bo/doanh-nghiep/nhap");
        await visit.Page.Locator("[name='Input.File']").SetInputFilesAsync(new FilePayload
        {
            Name = "danh-ba.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(
                "Loại hình;Tên đơn vị;Mã số thuế;Địa chỉ;Ngành nghề;Người đại diện;Chức danh;Điện thoại;Thư điện tử\r\n"
                + "Hợp tác xã;Hợp tác xã Nông nghiệp Thiên Hương;0200000014;Thôn 1;Trồng trọt;Nguyễn Thị Bình;Giám đốc;0912345670;\r\n"
                + "Doanh nghiệp;Công ty không có mã;;Thôn 2;;;;;\r\nHộ kinh doanh;Hộ bà Năm;;Thôn 4;Bán lẻ;;;12;sai\r\n"),
        });
        await visit.Press("Gửi tệp và xem trước");
        await visit.Page.WaitForURLAsync(address => address.Contains("/nhap/", StringComparison.Ordinal));
        return new Uri(visit.Page.Url).AbsolutePath;
    }

    private async Task<string> Entry(string query, bool last = false)
    {
        var papers = await (await browsers.ThienHuong.Person("vanthu.thien-huong")).Call(HttpMethod.Get, $"/api/thien-huong/papers?{query}");
        var items = papers.GetProperty("items").EnumerateArray().ToList();
        return $"/thien-huong/can-bo/van-ban/{(last ? items[^1] : items[0]).GetProperty("id").GetGuid()}";
    }
}
