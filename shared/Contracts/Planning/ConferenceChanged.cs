namespace Dialogue.Contracts.Planning;

/// <summary>A conference as it now is, without personal data. Published under its organisation.</summary>
/// <param name="Ordinal">1 for the first of the year.</param>
/// <param name="State">Planned, Announced, Postponing (asked), Postponed, Confirmed (to be held), Held, AnsweredInWriting (not held, petitions answered), NotHeld, Concluded.</param>
/// <param name="Day">The day it is or was to be held.</param>
/// <param name="AnnounceBy">Last day of the announcement; null without a term.</param>
/// <param name="CutOff">Last day on which a petition counts as received in time; null without a term.</param>
/// <param name="Decision">hold, hold-as-is, answer-in-writing, postpone, not-held; null while undecided.</param>
/// <param name="TermStart">The day on which the terms of answers start: the conference day when it is held, the day of the decision when not. Null until then.</param>
/// <param name="Held">Null until known; false: the not-held terms apply.</param>
/// <param name="ReportDue">Last day of the result report; null without a term or before it is held or decided.</param>
public sealed record ConferenceChanged(
    Guid ConferenceId, long Version, int Year, int Ordinal, string Title, string State, DateOnly Day, string StartsAt, string Place, string Chair,
    DateOnly? AnnouncedOn, DateOnly? AnnounceBy, DateOnly? CutOff, string? Decision, DateOnly? DecidedOn, DateOnly? TermStart, bool? Held,
    UnitCounts Registered, UnitCounts Attended, int PetitionsInTime, DateOnly? ReportDue, string[] PostedChannels, string PlanNumber, DateOnly? PlanIssuedOn,
    string ConclusionNumber, DateOnly? ConclusionOn);

/// <summary>How many businesses of each kind.</summary>
public sealed record UnitCounts(int Enterprises, int Cooperatives, int Households)
{
    public int Total => Enterprises + Cooperatives + Households;
}
