namespace Dialogue.Kernel;

/// <summary>A weekday that is not worked, or a weekend day that is, with the notice that decided it.</summary>
public sealed record CalendarDay(DateOnly Date, string Reason, string Notice);

/// <summary>Days off and made-up working days of one year as the authorities announced them.</summary>
/// <param name="Year">2000 to 2100.</param>
/// <param name="Official">False until a notice of that year is entered: results that touch the year are provisional.</param>
/// <param name="Version">Grows with each change of the year; part of every computed deadline.</param>
/// <param name="DaysOff">Weekdays off. A date may stand here although it is a weekend day; it is then off twice over.</param>
/// <param name="WorkedDays">Weekend days worked. One stands above a day off of the same date.</param>
public sealed record CalendarYear(
    int Year, bool Official, int Version, IReadOnlyList<CalendarDay> DaysOff, IReadOnlyList<CalendarDay> WorkedDays);
