using Dialogue.Kernel;

namespace Dialogue.Web.Tests;

public sealed class DeadlineWordsTests
{
    private static readonly DateOnly Due = new(2026, 11, 3);

    private static readonly WorkingCalendar Calendar = new([new(2026, true, 3,
        [new(new(2026, 9, 1), "Nghỉ Quốc khánh", "Thông báo 1"), new(new(2026, 9, 2), "Nghỉ Quốc khánh", "Thông báo 1"), new(new(2026, 8, 31), "Nghỉ hoán đổi", "Thông báo 1")],
        [new(new(2026, 8, 22), "Làm bù cho ngày 31/8", "Thông báo 1")])]);

    private static readonly Rule Term = new("reply.coordinatedWd", "15", "chậm nhất 15 ngày làm việc", "Kế hoạch, mục II.2.1");

    [Theory]
    [InlineData(2026, 10, 13, 15, "calm", "Còn 15 ngày làm việc")]
    [InlineData(2026, 10, 28, 4, "warn", "Còn 4 ngày làm việc")]
    [InlineData(2026, 11, 3, 0, "warn", "Hết hạn hôm nay")]
    [InlineData(2026, 11, 6, -3, "bad", "Quá hạn 3 ngày làm việc")]
    [InlineData(2026, 11, 4, null, "bad", "Quá hạn")]
    [InlineData(2026, 11, 1, null, "calm", "Còn hạn")]
    public void What_is_left_is_said_in_working_days(int year, int month, int day, int? remaining, string kind, string text) =>
        Assert.Equal((kind, text), DeadlineWords.Left(Due, new(year, month, day), remaining));

    [Fact]
    public void Late_on_the_weekend_after_a_Friday_is_late_although_no_working_day_has_passed() =>
        Assert.Equal(("bad", "Quá hạn"), DeadlineWords.Left(new(2026, 10, 23), new(2026, 10, 24), 0));

    [Fact]
    public void Done_on_the_last_day_is_in_time()
    {
        Assert.Equal(("ok", "Đúng hạn"), DeadlineWords.Kept(Due, Due));
        Assert.Equal(("bad", "Trễ hạn"), DeadlineWords.Kept(Due, Due.AddDays(1)));
    }

    [Fact]
    public void A_forward_term_explains_its_rule_its_start_its_count_and_its_calendar()
    {
        var why = Why(Deadline.After(Calendar, "Trả lời", Term, "Hội nghị", new(2026, 10, 13), 15));

        Assert.Equal("chậm nhất 15 ngày làm việc (Kế hoạch, mục II.2.1)", why["Quy định"].Single());
        Assert.Equal("Hội nghị: Thứ Ba, 13/10/2026. Bản thân ngày này không tính.", why["Tính từ"].Single());
        Assert.Equal("15 ngày làm việc, đến hết Thứ Ba, 3/11/2026.", why["Đếm"].Single());
        Assert.Equal("3 thứ Bảy, 3 Chủ nhật.", why["Bỏ qua"].Single());
        Assert.Equal("năm 2026, bản 3, chính thức.", why["Lịch làm việc"].Single());
        Assert.False(why.Contains("Suy ra"));
    }

    [Fact]
    public void Holidays_are_named_with_the_notice_that_decided_them_and_made_up_days_too()
    {
        var why = Why(Deadline.After(Calendar, "Trả lời", Term, "Tiếp nhận", new(2026, 8, 20), 10));

        Assert.Equal(["2 thứ Bảy, 3 Chủ nhật.", "31/8/2026: Nghỉ hoán đổi (Thông báo 1).", "1/9 đến 2/9/2026, 2 ngày: Nghỉ Quốc khánh (Thông báo 1)."], why["Bỏ qua"]);
        Assert.Equal("Thứ Bảy, 22/8/2026: làm bù cho ngày 31/8 (Thông báo 1).", why["Vẫn tính"].Single());
    }

    [Fact]
    public void A_backward_term_says_which_day_is_the_last_in_time()
    {
        var why = Why(Deadline.Before(Calendar, "Nhận kiến nghị", Term, "Hội nghị", new(2026, 10, 13), 15, Reading.Inclusive));

        Assert.Equal("15 ngày làm việc; ngày thứ 15 là ngày cuối cùng còn kịp: Thứ Ba, 22/9/2026.", why["Đếm"].Single());
    }

    [Fact]
    public void A_year_without_an_official_calendar_is_provisional_and_says_so() =>
        Assert.Contains("tạm tính", Why(Deadline.After(Calendar, "Trả lời", Term, "Hội nghị", new(2026, 12, 28), 15))["Lịch làm việc"].Single());

    [Fact]
    public void What_the_plan_does_not_say_is_marked_as_inferred() =>
        Assert.True(Why(Deadline.After(Calendar, "Trả lời", Term with { Inferred = true }, "Hội nghị", new(2026, 10, 13), 15)).Contains("Suy ra"));

    private static ILookup<string, string> Why(Deadline deadline) => DeadlineWords.Why(deadline).ToLookup(w => w.Name, w => w.Text);
}
