namespace Dialogue.Notifications.Duties;

/// <summary>What kinds of duty are called where people choose among them. A kind that is not here is shown all the same, under "Việc khác".</summary>
internal static class DutyKinds
{
    private static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["send-plan"] = "Gửi kế hoạch năm", ["sign-plan"] = "Ký kế hoạch năm", ["issue-plan"] = "Ban hành kế hoạch năm",
        ["announce"] = "Ban hành thông báo tổ chức", ["post-announcement"] = "Niêm yết, đăng tải thông báo", ["decide-conditions"] = "Quyết định việc tổ chức",
        ["send-invitations"] = "Gửi giấy mời", ["open-conference"] = "Khai mạc, điểm danh", ["close-conference"] = "Ghi biên bản, bế mạc", ["conclude"] = "Ban hành thông báo kết luận",
        ["conclusion-task"] = "Thực hiện kết luận", ["decide-postponement"] = "Trả lời đề nghị hoãn",
        ["triage-petition"] = "Phân loại kiến nghị", ["answer-petition"] = "Trả lời kiến nghị", ["petition-part"] = "Làm phần việc phối hợp", ["approve-answer"] = "Ký trả lời kiến nghị", ["report-petition"] = "Báo cáo kiến nghị vượt thẩm quyền",
        ["publish-answer"] = "Công khai trả lời kiến nghị",
        ["direct-case"] = "Chuyển xử lý kiến nghị", ["answer-case"] = "Trả lời vụ việc", ["approve-case"] = "Ký trả lời vụ việc",
        ["send-report"] = "Gửi báo cáo kết quả", ["send-supplement"] = "Gửi báo cáo bổ sung",
    };

    public static string NameOf(string kind) => Names.GetValueOrDefault(kind, "Việc khác");
}
