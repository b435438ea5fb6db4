using Dialogue.Data;

namespace Dialogue.Planning.Conferences;

/// <summary>One dialogue conference: its day, everything that follows from the day, and what was decided about it.</summary>
internal sealed class Conference : IAggregate
{
    private Conference()
    {
    }

    public Conference(int year, int ordinal, string title, DateOnly day, TimeOnly startsAt, string place, string chair)
    {
        (Id, Year, Ordinal, Title, Day, StartsAt, Place, Chair) = (Guid.CreateVersion7(), year, ordinal, title, day, startsAt, place, chair);
    }

    /// <summary>Id chosen by the caller, for demo data that several services tell.</summary>
    public Conference(Guid id, int year, int ordinal, string title, DateOnly day, TimeOnly startsAt, string place, string chair)
        : this(year, ordinal, title, day, startsAt, place, chair) => Id = id;

    public Guid Id { get; private set; }
    public Kernel.TenantId TenantId { get; private set; }

    /// <summary>Version of the last published snapshot. Counted up in SQL, so that registrations do not disturb somebody who edits.</summary>
    public long Version { get; private set; }

    /// <summary>Counts the changes of this row: two officers never overwrite each other.</summary>
    public int Revision { get; private set; }

    public int Year { get; private set; }

    /// <summary>1 for the first of the year.</summary>
    public int Ordinal { get; private set; }
    public string Title { get; private set; } = "";
    public DateOnly Day { get; private set; }
    public TimeOnly StartsAt { get; private set; }
    public string Place { get; private set; } = "";
    public string Chair { get; private set; } = "";
    public ConferenceState State { get; private set; }

    /// <summary>Last day of the announcement; null without a term. So with all five.</summary>
    public Kernel.Deadline? AnnounceBy { get; private set; }

    /// <summary>Last day on which a petition counts as received in time.</summary>
    public Kernel.Deadline? CutOff { get; private set; }
    public Kernel.Deadline? OwnAnswersBy { get; private set; }
    public Kernel.Deadline? CoordinatedAnswersBy { get; private set; }
    public Kernel.Deadline? ReportBy { get; private set; }

    /// <summary>Why it was planned for, or moved to, a day that was already too near to announce it in time, or that is a day of rest.</summary>
    public string DayReason { get; private set; } = "";

    public DateOnly? AnnouncedOn { get; private set; }

    /// <summary>It was announced for another day.</summary>
    public bool MustAnnounceAgain { get; private set; }

    public Decision? Decision { get; private set; }
    public DateOnly? DecidedOn { get; private set; }
    public string DecidedBy { get; private set; } = "";
    public string DecisionReason { get; private set; } = "";

    /// <summary>The figures upon which it was decided, as they were then.</summary>
    public DecisionFigures? Figures { get; private set; }

    /// <summary>Why the decision must be looked at again; empty when it need not.</summary>
    public string Review { get; private set; } = "";

    public DateTimeOffset? OpenedAt { get; private set; }

    /// <summary>Why the opening was recorded on another day than that of the conference.</summary>
    public string OpeningReason { get; private set; } = "";

    /// <summary>Businesses present when it was opened, frozen: what the basis "attend" is judged by.</summary>
    public int? PresentAtOpening { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>The day on which the terms of answers start: the conference day, or the day of the decision not to hold it. Null until known.</summary>
    public DateOnly? TermStart { get; private set; }
    public bool? Held { get; private set; }

    public string ConclusionNumber { get; private set; } = "";
    public DateOnly? ConclusionOn { get; private set; }

    public bool TakesRegistrations(DateOnly today) => State is ConferenceState.Announced or ConferenceState.Confirmed && today <= Day;

    public void Describe(string title, TimeOnly startsAt, string place, string chair)
    {
        if (!State.IsOpen()) throw ConferenceRules.Over(State);
        (Title, StartsAt, Place, Chair) = (title, startsAt, place, chair);
        Revision++;
    }

    /// <summary>First dates, or new ones after the calendar or the rule set has changed. What was announced is never shortened.</summary>
    /// <returns>False when nothing is different.</returns>
    public bool TakeDates(ConferenceDates dates)
    {
        var announced = AnnouncedOn is not null && !MustAnnounceAgain;
        var next = (
            announced ? AnnounceBy : dates.AnnounceBy,
            announced ? Later(CutOff, dates.CutOff) : dates.CutOff,
            Held is null ? dates.OwnAnswers : Later(OwnAnswersBy, dates.OwnAnswers),
            Held is null ? dates.CoordinatedAnswers : Later(CoordinatedAnswersBy, dates.CoordinatedAnswers),
            Held is null ? dates.Report : Later(ReportBy, dates.Report));
        if (Same(AnnounceBy, next.Item1) && Same(CutOff, next.Item2) && Same(OwnAnswersBy, next.Item3) && Same(CoordinatedAnswersBy, next.Item4) && Same(ReportBy, next.Item5))
            return false;
        (AnnounceBy, CutOff, OwnAnswersBy, CoordinatedAnswersBy, ReportBy) = next;
        Revision++;
        return true;
    }

    /// <summary>Moves it to another day. After the announcement it must be announced again, and what was decided is open again.</summary>
    public void MoveTo(DateOnly day, ConferenceDates dates, string reason)
    {
        if (State is not (ConferenceState.Planned or ConferenceState.Postponed or ConferenceState.Announced or ConferenceState.Confirmed)) throw ConferenceRules.CannotMove(State);
        if (day == Day) return;
        if (AnnouncedOn is not null)
        {
            if (string.IsNullOrWhiteSpace(reason)) throw ConferenceRules.MoveNeedsReason();
            MustAnnounceAgain = true;
            if (State is ConferenceState.Announced or ConferenceState.Confirmed) Become(ConferenceState.Planned);
        }
        (Day, DayReason) = (day, reason);
        ForgetDecision();
        TakeDates(dates);
        Revision++;
    }

    public void ExplainDay(string reason)
    {
        DayReason = reason;
        Revision++;
    }

    public void Announce(DateOnly on)
    {
        Become(ConferenceState.Announced);
        (AnnouncedOn, MustAnnounceAgain) = (on, false);
    }

    /// <summary>A person has decided, upon figures that are kept with the decision.</summary>
    /// <param name="dates">Terms from the day of the decision, when it is not held; null when it is.</param>
    public void Decide(Decision decision, DateOnly on, string by, string reason, DecisionFigures figures, ConferenceDates? dates)
    {
        if (!State.IsOpen() && Review.Length == 0) throw ConferenceRules.AlreadyDecided();
        Become(decision switch
        {
            Conditions.Decision.Hold or Conditions.Decision.HoldAsIs => ConferenceState.Confirmed,
            Conditions.Decision.AnswerInWriting => ConferenceState.AnsweredInWriting,
            Conditions.Decision.NotHeld => ConferenceState.NotHeld,
            Conditions.Decision.Postpone => ConferenceState.Postponing,
            _ => throw new ArgumentOutOfRangeException(nameof(decision)),
        });
        (Decision, DecidedOn, DecidedBy, DecisionReason, Figures, Review) = (decision, on, by, reason, figures, "");
        if (decision is Conditions.Decision.AnswerInWriting or Conditions.Decision.NotHeld)
        {
            (Held, TermStart) = (false, on);
            (OwnAnswersBy, CoordinatedAnswersBy, ReportBy) = (dates!.OwnAnswers, dates.CoordinatedAnswers, dates.Report);
        }
        else if (Held is false)
        {
            (Held, TermStart) = (null, null);
        }
    }

    public void MarkForReview(string why)
    {
        Review = why;
        Revision++;
    }

    /// <summary>The postponement was granted: a new day, to be announced.</summary>
    public void PostponeTo(DateOnly day, ConferenceDates dates)
    {
        Become(ConferenceState.Postponed);
        (Day, MustAnnounceAgain, Held, TermStart) = (day, AnnouncedOn is not null, null, null);
        ForgetDecision();
        TakeDates(dates);
    }

    /// <summary>The postponement was refused: everything stays, and must be decided otherwise.</summary>
    public void StayOn()
    {
        Become(ConferenceState.Announced);
        ForgetDecision();
    }

    /// <summary>Opens it. Its day stays that on which it was called, also when it is recorded later.</summary>
    public void Open(DateOnly today, DateTimeOffset at, int present, string reason, bool decisionNeeded)
    {
        if (State == ConferenceState.Announced && decisionNeeded) throw ConferenceRules.NotDecided();
        if (today < Day) throw ConferenceRules.TooEarly(Day);
        if (today > Day && string.IsNullOrWhiteSpace(reason)) throw ConferenceRules.OpeningNeedsReason(Day);
        Become(ConferenceState.Held);
        (OpenedAt, OpeningReason, PresentAtOpening, Held, TermStart) = (at, reason, present, true, Day);
    }

    public void Close(DateTimeOffset at)
    {
        if (State != ConferenceState.Held) throw ConferenceRules.NotOpened();
        ClosedAt ??= at;
        Revision++;
    }

    public void Conclude(string number, DateOnly on)
    {
        if (State != ConferenceState.Held) throw ConferenceRules.NotOpened();
        if (ClosedAt is null) throw ConferenceRules.NotClosed();
        if (on < Day) throw ConferenceRules.ConclusionBeforeConference(Day);
        Become(ConferenceState.Concluded);
        (ConclusionNumber, ConclusionOn) = (number, on);
    }

    private void ForgetDecision() => (Decision, DecidedOn, DecidedBy, DecisionReason, Figures, Review) = (null, null, "", "", null, "");

    private void Become(ConferenceState next)
    {
        State = State.CanBecome(next) ? next : throw ConferenceRules.CannotBecome(State, next);
        Revision++;
    }

    private static Kernel.Deadline? Later(Kernel.Deadline? old, Kernel.Deadline? now) => old is null || now is null ? now ?? old : now.Due < old.Due ? old : now;

    private static bool Same(Kernel.Deadline? a, Kernel.Deadline? b) =>
        a?.Due == b?.Due && a?.Start == b?.Start && a?.RuleText == b?.RuleText && a?.CalendarVersion == b?.CalendarVersion;
}
