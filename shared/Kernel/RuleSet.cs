using System.Globalization;
using System.Text.Json.Serialization;

namespace Dialogue.Kernel;

/// <summary>One value of a rule set with the text it comes from.</summary>
/// <param name="Key">One of <see cref="RuleKeys"/>.</param>
/// <param name="Value">As text, invariant: a number, a date yyyy-MM-dd, a word, or words parted by commas. Null: no such term, never late.</param>
/// <param name="Text">The words of the plan, word for word where they are known.</param>
/// <param name="Source">Where they stand: "Kế hoạch xã Đại Sơn 2026, mục II.1.2".</param>
/// <param name="Inferred">True when the plan does not say it and the city's reading is used.</param>
public sealed record Rule(string Key, string? Value, string Text, string Source, bool Inferred = false)
{
    public static readonly Rule None = new("", null, "", "");

    /// <summary>The words and where they stand, as shown beside a due date.</summary>
    [JsonIgnore]
    public string Cited => Source.Length == 0 ? Text : $"{Text} ({Source})";

    [JsonIgnore]
    public int? Number => Value is null ? null : int.Parse(Value, CultureInfo.InvariantCulture);

    [JsonIgnore]
    public DateOnly? Date => Value is null ? null : DateOnly.ParseExact(Value, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    [JsonIgnore]
    public IReadOnlyList<string> Words => Value?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}

/// <summary>The thresholds and terms of one organisation for one year. Data, each value with its source; never constants in code.</summary>
public sealed class RuleSet(int year, int version, IEnumerable<Rule> rules)
{
    private readonly Dictionary<string, Rule> byKey = rules.ToDictionary(r => r.Key);

    public int Year { get; } = year;

    public int Version { get; } = version;

    public IReadOnlyCollection<Rule> Rules => byKey.Values;

    /// <summary>The rule of that key; one without a value when the set does not have it ("no term, never late").</summary>
    public Rule this[string key] => byKey.TryGetValue(key, out var rule) ? rule : Rule.None with { Key = key };

    public Reading BackwardReading => this[RuleKeys.BackwardReading].Value == "clear" ? Reading.Clear : Reading.Inclusive;

    /// <summary>The end of a forward term of this set, or null when the set has no such term.</summary>
    public Deadline? After(WorkingCalendar calendar, string key, string title, string startEvent, DateOnly start) =>
        this[key] is { Number: { } days } rule ? Deadline.After(calendar, title, rule, startEvent, start, days) : null;

    /// <summary>The last day of a backward term of this set, or null when the set has no such term.</summary>
    public Deadline? Before(WorkingCalendar calendar, string key, string title, string eventName, DateOnly day) =>
        this[key] is { Number: { } days } rule ? Deadline.Before(calendar, title, rule, eventName, day, days, BackwardReading) : null;
}

/// <summary>Keys of a rule set. Terms end in <c>Wd</c> and are working days.</summary>
public static class RuleKeys
{
    /// <summary><c>register</c> or <c>attend</c>.</summary>
    public const string QuorumBasis = "quorum.basis";
    public const string QuorumMinUnits = "quorum.minUnits";
    public const string QuorumMinPetitions = "quorum.minPetitions";

    /// <summary>Fewest petitions for a conference that is held as is; null when the plan has no reduced quorum.</summary>
    public const string FallbackMinPetitions = "quorum.fallbackMinPetitions";
    public const string FrequencyMin = "frequency.min";
    public const string FrequencyPlanned = "frequency.planned";
    public const string NoticeLeadWd = "notice.leadWd";
    public const string PetitionCutoffWd = "petition.cutoffWd";

    /// <summary><c>inclusive</c> or <c>clear</c>.</summary>
    public const string BackwardReading = "backward.reading";
    public const string ReplyOwnWd = "reply.ownWd";
    public const string ReplyCoordinatedWd = "reply.coordinatedWd";
    public const string ReplyCoordinatedNotHeldWd = "reply.coordinatedNotHeldWd";

    /// <summary>Routes of a petition beyond authority: <c>report</c>, <c>redirect</c>.</summary>
    public const string EscalationRoutes = "escalation.routes";
    public const string ReportWd = "report.wd";

    /// <summary>Slugs of the organisations that receive the plan and the result report.</summary>
    public const string ReportRecipients = "report.recipients";
    public const string PlanRecipients = "plan.recipients";

    /// <summary>The named day; what is sent on it is late ("trước ngày").</summary>
    public const string PlanSubmitBefore = "plan.submitBefore";

    /// <summary>Postponements a year; null when the plan has none.</summary>
    public const string PostponeMaxPerYear = "postpone.maxPerYear";

    /// <summary>Channels on which petitions are taken: <c>online</c>, <c>paper</c>, <c>spoken</c>.</summary>
    public const string PetitionChannels = "petition.channels";

    /// <summary>Channels on which the announcement must be posted: <c>hcc</c>, <c>office</c>, <c>village</c>, <c>portal</c>, <c>loudspeaker</c>, <c>media</c>.</summary>
    public const string NoticeChannels = "notice.channels";

    /// <summary>Proposed term of a department's case, from the day the city office directs it.</summary>
    public const string CaseAnswerWd = "case.answerWd";
}
