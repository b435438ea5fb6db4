namespace Dialogue.Contracts.Planning;

/// <summary>One year of the working calendar as it now is. Published under the organisation that keeps the calendar; the same for the whole city.</summary>
public sealed record CalendarYearPublished(int Year, int Version, bool Official, DayFacts[] DaysOff, DayFacts[] WorkedDays);

public sealed record DayFacts(DateOnly Date, string Reason, string Notice);
