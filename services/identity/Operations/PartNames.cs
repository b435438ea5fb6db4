using Dialogue.Hosting.Telemetry;

namespace Dialogue.Identity.Operations;

/// <summary>How the administrator's pages call the parts and jobs of the installation.</summary>
internal static class PartNames
{
    private static readonly Dictionary<string, string> Parts = new()
    {
        ["gateway"] = "Cổng vào", ["identity"] = "Tài khoản và đơn vị", ["planning"] = "Kế hoạch và hội nghị", ["petitions"] = "Kiến nghị",
        ["escalations"] = "Vụ việc", ["reporting"] = "Trang công khai và báo cáo", ["records"] = "Văn thư", ["notifications"] = "Thông báo",
    };

    private static readonly Dictionary<string, string> Jobs = new()
    {
        ["RecountNightly"] = "Tính lại hạn trả lời hằng đêm", ["RemindOfDutiesJob"] = "Nhắc việc đến hạn", ["ForgetEndedGrants"] = "Xóa phiên đăng nhập đã hết hạn", ["RotateSigningKeys"] = "Đổi khóa ký định kỳ",
        ["SendDigestsJob"] = "Gửi bản tin tổng hợp", ["ForgetDeliveriesJob"] = "Xóa nhật ký gửi tin đã quá hạn lưu", ["RemoveOldImports"] = "Xóa bản nhập doanh nghiệp đã cũ",
        ["ForgetWorks"] = "Xóa kết quả cũ của các việc chạy lâu",
    };

    public static string Part(string part) => Parts.GetValueOrDefault(part, part);

    /// <summary>By the health check that fails.</summary>
    public static string Trouble(string check) => check == "broker" ? "chưa nghe được RabbitMQ" : check;

    public static string Job(string job) => Jobs.GetValueOrDefault(job, job);

    /// <summary>"Kiến nghị → Trang công khai và báo cáo": from whom to whom, by the services that the names of contract and consumer begin with.</summary>
    public static string Way(MessageKind kind)
    {
        var writer = kind.Type.Split('.')[0].ToLowerInvariant();
        var from = Part(Parts.ContainsKey(writer) ? writer : kind.Schema);
        return $"{from} → {(kind.Consumer.Length == 0 ? "hàng đợi chung" : Part(kind.Consumer.Split('.')[0]))}";
    }

    /// <summary>"8 giây", "3 phút", "2 giờ", "5 ngày": one unit, rounded down.</summary>
    public static string Span(TimeSpan span) => span.TotalSeconds < 1 ? "dưới 1 giây" : span.TotalMinutes < 1 ? $"{(int)span.TotalSeconds} giây"
        : span.TotalHours < 1 ? $"{(int)span.TotalMinutes} phút" : span.TotalDays < 1 ? $"{(int)span.TotalHours} giờ" : $"{(int)span.TotalDays} ngày";

    /// <summary>Milliseconds as "45 ms" or "1,4 giây".</summary>
    public static string Milliseconds(double ms) => ms < 1000 ? $"{Web.Vn.Number((decimal)ms, ms < 10 ? 1 : 0)} ms" : $"{Web.Vn.Number((decimal)ms / 1000, 1)} giây";
}
