using Dialogue.Kernel;
using Dialogue.Web;

namespace Dialogue.Planning.Calendar.Model;

/// <summary>Every "no" of the calendar.</summary>
internal static class CalendarRules
{
    public static RuleBrokenException OtherYear(DateOnly date, int year) =>
        new("calendar-other-year", $"Ngày {Vn.Date(date)} không thuộc năm {year}. Hãy mở lịch của năm {date.Year}.", "Date");

    public static RuleBrokenException AlreadyListed(DateOnly date) =>
        new("calendar-day-listed", $"Ngày {Vn.Date(date)} đã có trong lịch. Hãy bỏ dòng cũ trước khi thêm lại.", "Date");

    public static RuleBrokenException AlreadyRest(DateOnly date) =>
        new("calendar-day-weekend", $"{Vn.LongDate(date)} là ngày nghỉ hằng tuần nên không cần ghi thành ngày nghỉ.", "Date");

    public static RuleBrokenException AlreadyWorked(DateOnly date) =>
        new("calendar-day-weekday", $"{Vn.LongDate(date)} vốn là ngày làm việc; chỉ thứ Bảy hoặc Chủ nhật mới có thể là ngày làm bù.", "Date");

    public static RuleBrokenException NotListed(DateOnly date) =>
        new("calendar-day-unknown", $"Ngày {Vn.Date(date)} không có trong lịch. Hãy tải lại trang.", "Date");

    public static RuleBrokenException NoticeKnown(string notice) =>
        new("calendar-notice-known", $"Văn bản {notice} đã được ghi cho năm này.", "Notice");
}
