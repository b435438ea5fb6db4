using Dialogue.Notifications.Model;

namespace Dialogue.Notifications.Events;

/// <summary>Whom an event concerns.</summary>
public enum Audience
{
    /// <summary>Members of the organisation; each chooses how to be told.</summary>
    Members,

    /// <summary>Who filed a petition, as they gave their address.</summary>
    Petitioner,

    /// <summary>Who registered for a conference, as they gave their address.</summary>
    Registrant,
}

/// <summary>A place in a text that is filled for each message.</summary>
/// <param name="Name">As written between braces: <c>ma</c>.</param>
/// <param name="Meaning">What people see beside the form.</param>
/// <param name="Sample">Fills the preview.</param>
/// <param name="Required">The text is useless without it.</param>
/// <param name="Personal">Not told to the organisation's other systems.</param>
public sealed record Placeholder(string Name, string Meaning, string Sample, bool Required = false, bool Personal = false);

/// <summary>One kind of thing that people are told: who, by which channel, in which words.</summary>
/// <param name="Key">Stable; publishers and stored texts name it.</param>
/// <param name="Name">What people see on pages of choices and texts.</param>
/// <param name="Channels">Where neither the organisation nor the person has chosen otherwise.</param>
/// <param name="Urgent">An answer to what the person has just done, or of use only now: waits for no working morning and is in no digest.</param>
/// <param name="Obliged">Always in the inbox of a member, whatever they choose.</param>
/// <param name="Short">For SMS and Zalo. The standard ones are without diacritics: one SMS then holds 160 characters instead of 70.</param>
public sealed record EventKind(
    string Key, string Name, Audience Audience, MessageChannel[] Channels, bool Urgent, bool Obliged, Placeholder[] Placeholders, string Subject, string Body, string Short)
{
    public IEnumerable<MessageChannel> Possible => Audience == Audience.Members ? [MessageChannel.InApp, MessageChannel.Email] : [MessageChannel.Email, MessageChannel.Sms, MessageChannel.Zalo];
}

/// <summary>Everything that people are told now.</summary>
public static class EventCatalogue
{
    /// <summary>A note of a kind that this release does not know.</summary>
    public const string Note = "note";
    public const string Digest = "digest";
    public const string ReminderBefore = "reminder-before", ReminderOnTheDay = "reminder-on-the-day", ReminderAfter = "reminder-after";

    private static readonly Placeholder Unit = new("don_vi", "tên đơn vị", "Xã Đại Sơn");
    private static readonly Placeholder Link = new("duong_dan", "đường dẫn tới trang có nội dung", "https://doithoai.example.vn/dai-son/…", Required: true);
    private static readonly Placeholder Matter = new("tieu_de", "việc hoặc nội dung được báo", "Trả lời kiến nghị KN-DS-7K3M9Q: Cấp đổi giấy chứng nhận", Required: true);
    private static readonly Placeholder Due = new("han", "hạn", "14/10/2026"), Left = new("con_lai", "số ngày làm việc còn lại", "3");
    private static readonly Placeholder Code = new("ma", "mã kiến nghị hoặc mã đăng ký", "KN-DS-7K3M9Q", Required: true);
    private static readonly Placeholder Number = new("so_van_ban", "số, ký hiệu văn bản", "12/UBND-KT"), Day = new("ngay", "ngày", "13/10/2026");
    private static readonly Placeholder Agency = new("co_quan", "cơ quan được hướng dẫn tới", "Sở Nông nghiệp và Môi trường");
    private static readonly Placeholder Who = new("ten", "tên đơn vị đăng ký", "Công ty TNHH Minh Phát", Personal: true);
    private static readonly Placeholder[] Meeting =
    [
        new("hoi_nghi", "tên hội nghị", "Hội nghị đối thoại doanh nghiệp năm 2026"), Day, new("gio", "giờ bắt đầu", "8:00"), new("dia_diem", "địa điểm", "Hội trường UBND xã"),
    ];

    private static readonly MessageChannel[] Inside = [MessageChannel.InApp, MessageChannel.Email], Outside = [MessageChannel.Email];

    public static IReadOnlyList<EventKind> All { get; } =
    [
        Reminder(ReminderBefore, "Việc sắp đến hạn", "Còn {con_lai} ngày làm việc, hạn {han}: {tieu_de}", "Việc sau còn {con_lai} ngày làm việc, hạn {han}:"),
        Reminder(ReminderOnTheDay, "Việc đến hạn hôm nay", "Đến hạn {han}: {tieu_de}", "Việc sau đến hạn {han}:"),
        Reminder(ReminderAfter, "Việc quá hạn", "Đã quá hạn {han}: {tieu_de}", "Việc sau đã quá hạn {han} mà chưa xong:"),
        Told("case-directed", "Vụ việc được giao cho sở, ngành", obliged: true),
        Told("case-answered", "Sở, ngành hoặc thành phố đã trả lời kiến nghị chuyển cấp"),
        Told("task-given", "Nhiệm vụ được giao theo thông báo kết luận"),
        Told("plan-received", "Nhận kế hoạch đối thoại năm của một đơn vị"),
        Told("postponement-asked", "Nhận đề nghị hoãn hội nghị", obliged: true),
        Told("postponement-decided", "Đề nghị hoãn được trả lời", obliged: true),
        Told("report-received", "Nhận báo cáo kết quả của một đơn vị"),
        Told(Note, "Thông báo khác của hệ thống"),
        new(Digest, "Bản tin tổng hợp mỗi sáng", Audience.Members, [MessageChannel.Email], true, false,
            [Unit, Link, new("so_tin", "số tin", "4"), new("danh_sach", "các tin, mỗi tin một dòng", "- Còn 3 ngày làm việc, hạn 14/10/2026: Trả lời kiến nghị KN-DS-7K3M9Q", Required: true)],
            "{so_tin} tin của {don_vi}", "Bạn có {so_tin} tin:\n\n{danh_sach}\n\nMở hộp thư: {duong_dan}", "{so_tin} tin: {duong_dan}"),

        Petition("petition-received", "Biên nhận kiến nghị", true, [Due], "{don_vi} đã nhận kiến nghị {ma}",
            "{don_vi} đã nhận kiến nghị của bạn. Mã tra cứu: {ma}.\n\nTheo dõi việc xử lý: {duong_dan}\n\nHãy giữ mã này. Đây là thư tự động, không cần trả lời.", "{don_vi} da nhan kien nghi {ma}. Tra cuu: {duong_dan}"),
        Petition("petition-answered", "Kiến nghị đã được trả lời", false, [Number, Day], "Kiến nghị {ma} đã được trả lời",
            "Kiến nghị {ma} đã được trả lời bằng văn bản số {so_van_ban} ngày {ngay}.\n\nXem trả lời: {duong_dan}", "Kien nghi {ma} da duoc tra loi: {duong_dan}"),
        Petition("petition-published", "Trả lời kiến nghị được công khai", false, [], "Trả lời kiến nghị {ma} đã được công khai",
            "{don_vi} đã công khai trả lời kiến nghị {ma} trên cổng đối thoại. Thông tin cá nhân của bạn không được công khai.\n\nXem: {duong_dan}", "Tra loi kien nghi {ma} da duoc cong khai: {duong_dan}"),
        Petition("petition-redirected", "Kiến nghị được hướng dẫn gửi đúng cơ quan", false, [Agency, Number, Day], "Hướng dẫn gửi kiến nghị {ma} tới {co_quan}",
            "Kiến nghị {ma} không thuộc thẩm quyền của {don_vi}. Văn bản số {so_van_ban} ngày {ngay} hướng dẫn bạn gửi tới: {co_quan}.\n\nXem hướng dẫn: {duong_dan}", "Kien nghi {ma}: huong dan gui {co_quan}. Xem: {duong_dan}"),
        Petition("petition-reported", "Kiến nghị được báo cáo thành phố", false, [Number, Day], "Kiến nghị {ma} đã được báo cáo UBND thành phố",
            "Kiến nghị {ma} vượt thẩm quyền của {don_vi} nên đã được báo cáo UBND thành phố bằng văn bản số {so_van_ban} ngày {ngay}. Bạn không phải làm gì thêm.\n\nTheo dõi: {duong_dan}", "Kien nghi {ma} da duoc bao cao UBND thanh pho: {duong_dan}"),

        Registration("registration-received", "Biên nhận đăng ký tham dự", true, "Đã nhận đăng ký {ma}",
            "{don_vi} đã nhận đăng ký {ma} của {ten}.\n\n{hoi_nghi}\n{gio}, ngày {ngay}, tại {dia_diem}\n\nĐổi hoặc hủy đăng ký bằng đường dẫn riêng của bạn: {duong_dan}", "Da nhan dang ky {ma}, {gio} ngay {ngay}. Doi, huy: {duong_dan}"),
        Registration("registration-changed", "Đăng ký được thay đổi", true, "Đã thay đổi đăng ký {ma}",
            "Đăng ký {ma} của {ten} đã được thay đổi.\n\n{hoi_nghi}\n{gio}, ngày {ngay}, tại {dia_diem}\n\nXem lại: {duong_dan}", "Da thay doi dang ky {ma}. Xem: {duong_dan}"),
        Registration("registration-cancelled", "Đăng ký bị hủy", true, "Đã hủy đăng ký {ma}",
            "Đăng ký {ma} của {ten} tham dự {hoi_nghi} ngày {ngay} đã được hủy.\n\nXem lại: {duong_dan}", "Da huy dang ky {ma}. Xem: {duong_dan}"),
        Registration("conference-moved", "Hội nghị đổi ngày, giờ hoặc địa điểm", false, "Thay đổi: {hoi_nghi}",
            "{hoi_nghi} có thay đổi. Thời gian, địa điểm mới:\n\n{gio}, ngày {ngay}, tại {dia_diem}\n\nĐăng ký {ma} của bạn vẫn giữ. Nếu không dự được, hãy đổi hoặc hủy tại: {duong_dan}", "Hoi nghi doi sang {gio} ngay {ngay}, tai {dia_diem}. {duong_dan} ({ma})"),
        Registration("conference-cancelled", "Hội nghị không tổ chức", false, "Không tổ chức: {hoi_nghi}",
            "{hoi_nghi} dự kiến ngày {ngay} không tổ chức. Kiến nghị đã gửi vẫn được trả lời bằng văn bản.\n\nĐăng ký {ma}: {duong_dan}", "Hoi nghi ngay {ngay} khong to chuc. {ma}: {duong_dan}"),
        Registration("invitation-sent", "Giấy mời dự hội nghị", false, "Mời dự {hoi_nghi}",
            "{don_vi} trân trọng mời {ten} dự {hoi_nghi}.\n\nThời gian: {gio}, ngày {ngay}\nĐịa điểm: {dia_diem}\n\nGiấy mời bản chính được gửi riêng. Đăng ký {ma} của bạn: {duong_dan}", "Moi du hoi nghi {gio} ngay {ngay}, tai {dia_diem}. {ma}: {duong_dan}"),
    ];

    private static readonly Dictionary<string, EventKind> ByKey = All.ToDictionary(e => e.Key);

    public static EventKind? Find(string key) => ByKey.GetValueOrDefault(key);

    private static EventKind Reminder(string key, string name, string subject, string lead) => new(
        key, name, Audience.Members, Inside, false, true, [Unit, Link, Matter, Due, Left], subject, $"{lead}\n\n{{tieu_de}}\n\nMở việc: {{duong_dan}}", "{tieu_de}, han {han}: {duong_dan}");

    private static EventKind Told(string key, string name, bool obliged = false) => new(
        key, name, Audience.Members, Inside, false, obliged, [Unit, Link, Matter], "{tieu_de}", "{tieu_de}\n\nXem: {duong_dan}", "{tieu_de}: {duong_dan}");

    private static EventKind Petition(string key, string name, bool urgent, Placeholder[] more, string subject, string body, string shortText) => new(
        key, name, Audience.Petitioner, Outside, urgent, false, [Unit, Link, Code, .. more], subject, body, shortText);

    private static EventKind Registration(string key, string name, bool urgent, string subject, string body, string shortText) => new(
        key, name, Audience.Registrant, Outside, urgent, false, [Unit, Link, Code, .. Meeting, Who], subject, body, shortText);
}
