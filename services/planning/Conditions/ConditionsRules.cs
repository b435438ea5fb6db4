using Dialogue.Kernel;
using Dialogue.Web;

namespace Dialogue.Planning.Conditions;

/// <summary>Every "no" about the decision whether a conference is held.</summary>
internal static class ConditionsRules
{
    public static RuleBrokenException TooFew(ConditionsProposal proposal) => new(
        "conditions-too-few", $"Chưa đủ điều kiện tổ chức: cần ít nhất {proposal.MinUnits} đơn vị đăng ký và {proposal.MinPetitions} kiến nghị. {proposal.Sentence}", "Decision");

    public static RuleBrokenException NoReducedQuorum() => new(
        "conditions-no-fallback", "Bộ quy định của đơn vị không có hình thức tổ chức theo thực tế.", "Decision");

    public static RuleBrokenException TooFewForReducedQuorum(Rule rule) => new(
        "conditions-too-few-as-is", $"Chỉ tổ chức theo thực tế khi có đơn vị đăng ký và ít nhất {rule.Number} kiến nghị.", "Decision");

    public static RuleBrokenException NothingToAnswer() => new(
        "conditions-no-petitions", "Không có kiến nghị nào để trả lời bằng văn bản. Hãy chọn “Không tổ chức” hoặc xin hoãn.", "Decision");

    public static RuleBrokenException PetitionsMustBeAnswered(int p) => new(
        "conditions-has-petitions", $"Có {p} kiến nghị phải trả lời. Hãy chọn “Không tổ chức, trả lời kiến nghị bằng văn bản”.", "Decision");

    public static RuleBrokenException NotEmpty(int r, int p) => new(
        "postpone-not-empty", $"Chỉ xin hoãn khi không có đơn vị đăng ký và không có kiến nghị; hiện có {r} đơn vị và {p} kiến nghị.", "Decision");

    public static RuleBrokenException NoPostponementLeft(Rule rule) => new(
        "postpone-quota", rule.Number is { } most
            ? $"Mỗi năm được hoãn tối đa {most} lần và năm nay đã dùng hết. Hãy chọn “Không tổ chức” và nêu trong báo cáo."
            : "Bộ quy định của đơn vị không có việc xin hoãn. Hãy chọn “Không tổ chức” và nêu trong báo cáo.", "Decision");

    public static RuleBrokenException TooEarly(DateOnly cutOff) => new(
        "conditions-too-early", $"Còn nhận đăng ký và kiến nghị đến hết {Vn.LongDate(cutOff)}. Trước ngày đó chỉ có thể quyết định tổ chức khi đã đủ điều kiện.", "Decision");

    public static RuleBrokenException NeedsReason() => new(
        "conditions-reason", "Quyết định khác với đề xuất; hãy ghi lý do.", "Reason");

    public static RuleBrokenException ThroughRequest() => new(
        "conditions-postpone", "Việc hoãn do cơ quan nhận báo cáo quyết định. Hãy lập đề nghị hoãn ở mục Hoãn.", "Decision");

    public static RuleBrokenException NotAnnounced() => new(
        "conditions-not-announced", "Hội nghị chưa được thông báo nên chưa có gì để quyết định. Hãy ban hành thông báo trước.", "Decision");
}
