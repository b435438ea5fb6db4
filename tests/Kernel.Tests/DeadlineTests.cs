namespace Dialogue.Kernel.Tests;

public sealed class DeadlineTests
{
    private static readonly Rule OwnReply = new(RuleKeys.ReplyOwnWd, "7", "trong vòng 07 ngày làm việc", "Kế hoạch xã Đại Sơn 2026, mục II.2.1");

    private static readonly RuleSet Rules = new(2026, 1, [OwnReply, new(RuleKeys.PetitionCutoffWd, "15", "trước 15 ngày làm việc", "Kế hoạch xã Đại Sơn 2026, mục II.1.2")]);

    [Fact]
    public void It_says_what_it_is_due_for_and_how_it_was_counted()
    {
        var deadline = Rules.After(RealCalendar.Calendar, RuleKeys.ReplyOwnWd, "Trả lời kiến nghị", "Hội nghị đối thoại", new(2026, 8, 20))!;

        Assert.Equal(new DateOnly(2026, 8, 28), deadline.Due);
        Assert.Equal("trong vòng 07 ngày làm việc (Kế hoạch xã Đại Sơn 2026, mục II.2.1)", deadline.RuleText);
        Assert.Equal((7, "Hội nghị đối thoại", new DateOnly(2026, 8, 20)), (deadline.Days, deadline.StartEvent, deadline.Start));
        Assert.Equal([new SkippedDay(new(2026, 8, 23), "Chủ nhật", null)], deadline.Skipped); // Saturday 22/8 was worked
        Assert.Equal(new DateOnly(2026, 8, 22), Assert.Single(deadline.MadeUp).Date);
        Assert.True(deadline.Official);
        Assert.Equal(RealCalendar.Calendar.Version, deadline.CalendarVersion);
    }

    [Fact]
    public void A_start_on_a_made_up_day_is_not_counted_and_not_said_to_be() =>
        Assert.Empty(Rules.After(RealCalendar.Calendar, RuleKeys.ReplyOwnWd, "", "", new(2026, 8, 22))!.MadeUp);

    [Fact]
    public void The_day_itself_is_timely_and_the_next_day_is_late()
    {
        var deadline = Deadline.Fixed(RealCalendar.Calendar, "Gửi kế hoạch", Rule.None, new(2026, 4, 14));

        Assert.False(deadline.IsLate(new(2026, 4, 14)));
        Assert.True(deadline.IsLate(new(2026, 4, 15)));
    }

    [Fact]
    public void A_count_backwards_follows_the_reading_of_the_rule_set()
    {
        var clear = new RuleSet(2026, 1, [.. Rules.Rules, new(RuleKeys.BackwardReading, "clear", "", "")]);

        Assert.Equal(new DateOnly(2026, 9, 22), Rules.Before(RealCalendar.Calendar, RuleKeys.PetitionCutoffWd, "", "", new(2026, 10, 13))!.Due);
        Assert.Equal(new DateOnly(2026, 9, 21), clear.Before(RealCalendar.Calendar, RuleKeys.PetitionCutoffWd, "", "", new(2026, 10, 13))!.Due);
    }

    [Fact]
    public void A_term_that_the_rule_set_does_not_have_is_no_term() =>
        Assert.Null(Rules.After(RealCalendar.Calendar, RuleKeys.ReportWd, "Báo cáo kết quả", "Hội nghị đối thoại", new(2026, 10, 13)));

    [Fact]
    public void A_term_that_runs_into_a_year_without_a_notice_is_provisional() =>
        Assert.False(Rules.After(RealCalendar.Calendar, RuleKeys.ReplyOwnWd, "", "", new(2026, 12, 28))!.Official);
}
