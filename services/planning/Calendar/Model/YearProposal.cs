namespace Dialogue.Planning.Calendar.Model;

/// <summary>
/// Proposes the days off of a year that no notice has decided yet: fixed holidays, the lunar dates of the table, and the compensation of a
/// holiday that falls on a day of weekly rest. Tết's five days, the second day of Quốc khánh and all swaps are the Prime Minister's to
/// decide, so the result is always provisional.
/// </summary>
/// <remarks>Source: Bộ luật Lao động 45/2019/QH14, art. 112 and art. 111 clause 3; Nghị quyết 28/2026/QH16, art. 2 (24/11, not compensated).</remarks>
internal static class YearProposal
{
    private const string Statute = "Bộ luật Lao động 2019, điều 112", Compensation = "Bộ luật Lao động 2019, điều 111 khoản 3";
    private const string Undecided = "dự kiến, chưa có thông báo";

    /// <param name="newYear">Mùng 1 Tết.</param>
    /// <param name="hungKings">The tenth of the third lunar month.</param>
    public static WorkingYear For(int year, DateOnly newYear, DateOnly hungKings)
    {
        var national = new DateOnly(year, 9, 2);
        // 3/9 where it joins a weekend to the holiday, else 1/9: as the notices of 2021 to 2026 chose.
        var second = national.DayOfWeek is DayOfWeek.Thursday or DayOfWeek.Monday or DayOfWeek.Sunday ? national.AddDays(1) : national.AddDays(-1);
        var holidays = new List<YearDay>
        {
            new(new(year, 1, 1), "statutory", "Tết Dương lịch", Statute),
            new(hungKings, "statutory", "Giỗ Tổ Hùng Vương", Statute),
            new(new(year, 4, 30), "statutory", "Ngày Chiến thắng 30/4", Statute),
            new(new(year, 5, 1), "statutory", "Ngày Quốc tế lao động 1/5", Statute),
            new(national, "statutory", "Quốc khánh", Statute),
            new(second, "national-day", "Quốc khánh", Undecided),
        };
        holidays.AddRange(Enumerable.Range(-1, 5).Select(n => new YearDay(newYear.AddDays(n), "tet", "Tết Nguyên đán", Undecided)));

        var off = holidays.Where(h => !IsWeekend(h.Date)).DistinctBy(h => h.Date).ToDictionary(h => h.Date);
        foreach (var rest in holidays.Where(h => IsWeekend(h.Date)).OrderBy(h => h.Date))
        {
            var day = rest.Date;
            while (IsWeekend(day) || off.ContainsKey(day)) day = day.AddDays(1);
            off[day] = new(day, "compensatory", $"bù {rest.Reason} {rest.Date.Day}/{rest.Date.Month}", Compensation);
        }
        var culture = new DateOnly(year, 11, 24);
        if (year >= 2026 && !IsWeekend(culture)) off[culture] = new(culture, "statutory", "Ngày Văn hóa Việt Nam", "28/2026/QH16");
        return WorkingYear.Of(year, official: false, [], off.Values.Where(d => d.Date.Year == year), []);
    }

    private static bool IsWeekend(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
