using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dialogue.Documents;

/// <summary>A kind of document, by a key that never changes; templates, register and number series are kept by it.</summary>
/// <param name="Abbreviation">Of Nghị định 30/2020/NĐ-CP, Phụ lục III: KH, TB, GM …; empty for an official letter and for forms.</param>
/// <param name="TypeName">In capitals above the subject: "KẾ HOẠCH"; empty for an official letter.</param>
/// <param name="Name">As people call it: "Công văn gửi kế hoạch".</param>
/// <param name="Numbered">False for lists and forms, which have no number of their own.</param>
[JsonConverter(typeof(PaperKindJson))]
public sealed record PaperKind(string Key, string Abbreviation, string TypeName, string Name, bool Numbered = true)
{
    public bool IsLetter => TypeName.Length == 0;

    /// <summary>The series that numbers it when each type has its own: its abbreviation, "CV" for letters.</summary>
    public string Series => Abbreviation.Length > 0 ? Abbreviation : "CV";
}

/// <summary>The documents of a conference; the table of documents is in docs/sources.md.</summary>
public static class PaperKinds
{
    public static readonly PaperKind Plan = new("plan", "KH", "KẾ HOẠCH", "Kế hoạch đối thoại năm");
    public static readonly PaperKind PlanLetter = new("plan-letter", "", "", "Công văn gửi kế hoạch");
    public static readonly PaperKind Announcement = new("announcement", "TB", "THÔNG BÁO", "Thông báo tổ chức hội nghị");
    public static readonly PaperKind RegistrationForm = new("registration-form", "", "PHIẾU ĐĂNG KÝ THAM DỰ", "Phiếu đăng ký tham dự", Numbered: false);
    public static readonly PaperKind PetitionForm = new("petition-form", "", "PHIẾU KIẾN NGHỊ", "Phiếu kiến nghị", Numbered: false);
    public static readonly PaperKind Receipt = new("receipt", "", "BIÊN NHẬN", "Biên nhận kiến nghị", Numbered: false);
    public static readonly PaperKind PetitionSummary = new("petition-summary", "BC", "BÁO CÁO", "Bản tổng hợp kiến nghị");
    public static readonly PaperKind Assignment = new("assignment", "PC", "PHIẾU CHUYỂN", "Phiếu chuyển kiến nghị");
    public static readonly PaperKind Invitation = new("invitation", "GM", "GIẤY MỜI", "Giấy mời");
    public static readonly PaperKind Agenda = new("agenda", "CTr", "CHƯƠNG TRÌNH", "Chương trình hội nghị");
    public static readonly PaperKind Attendance = new("attendance", "", "DANH SÁCH", "Danh sách điểm danh", Numbered: false);
    public static readonly PaperKind Minutes = new("minutes", "BB", "BIÊN BẢN", "Biên bản hội nghị");
    public static readonly PaperKind Conclusion = new("conclusion", "TB", "THÔNG BÁO", "Thông báo kết luận");
    public static readonly PaperKind Answer = new("answer", "", "", "Công văn trả lời kiến nghị");
    public static readonly PaperKind Redirect = new("redirect", "", "", "Công văn hướng dẫn gửi đúng cơ quan");
    public static readonly PaperKind Escalation = new("escalation", "BC", "BÁO CÁO", "Báo cáo kiến nghị vượt thẩm quyền");
    public static readonly PaperKind Postponement = new("postponement", "", "", "Công văn xin hoãn hội nghị");
    public static readonly PaperKind ResultReport = new("result-report", "BC", "BÁO CÁO", "Báo cáo kết quả (Phụ lục II)");
    public static readonly PaperKind Estimate = new("estimate", "", "DỰ TOÁN", "Dự toán kinh phí", Numbered: false);
    public static readonly PaperKind Settlement = new("settlement", "", "QUYẾT TOÁN", "Quyết toán kinh phí", Numbered: false);
    public static readonly PaperKind DepartmentAnswer = new("department-answer", "", "", "Công văn trả lời của sở, ngành");
    public static readonly PaperKind Direction = new("direction", "", "", "Công văn giao sở, ngành trả lời");

    public static IReadOnlyList<PaperKind> All { get; } =
    [
        Plan, PlanLetter, Announcement, RegistrationForm, PetitionForm, Receipt, PetitionSummary, Assignment, Invitation, Agenda, Attendance, Minutes, Conclusion, Answer, Redirect, Escalation,
        Postponement, ResultReport, Estimate, Settlement, DepartmentAnswer, Direction,
    ];

    public static PaperKind? Find(string key) => All.FirstOrDefault(k => k.Key == key);
}

internal sealed class PaperKindJson : JsonConverter<PaperKind>
{
    public override PaperKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PaperKinds.Find(reader.GetString()!) ?? throw new JsonException("No such kind of paper.");

    public override void Write(Utf8JsonWriter writer, PaperKind value, JsonSerializerOptions options) => writer.WriteStringValue(value.Key);
}
