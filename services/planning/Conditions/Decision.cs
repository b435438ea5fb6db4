using System.Text.Json.Serialization;

namespace Dialogue.Planning.Conditions;

/// <summary>What becomes of a conference. The words are those of <c>ConferenceChanged.Decision</c> and of the API.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Decision>))]
internal enum Decision
{
    [JsonStringEnumMemberName("hold")] Hold,

    /// <summary>Held with fewer than the plan asks for ("tổ chức theo thực tế").</summary>
    [JsonStringEnumMemberName("hold-as-is")] HoldAsIs,
    [JsonStringEnumMemberName("answer-in-writing")] AnswerInWriting,
    [JsonStringEnumMemberName("not-held")] NotHeld,

    /// <summary>Asked of the organisation that receives reports; it is not a decision that the organisation can take alone.</summary>
    [JsonStringEnumMemberName("postpone")] Postpone,
}

internal static class Decisions
{
    public static string Word(this Decision decision) => decision switch
    {
        Decision.Hold => "hold",
        Decision.HoldAsIs => "hold-as-is",
        Decision.AnswerInWriting => "answer-in-writing",
        Decision.NotHeld => "not-held",
        _ => "postpone",
    };

    public static string Name(this Decision decision) => decision switch
    {
        Decision.Hold => "Tổ chức hội nghị",
        Decision.HoldAsIs => "Tổ chức theo thực tế",
        Decision.AnswerInWriting => "Không tổ chức, trả lời kiến nghị bằng văn bản",
        Decision.NotHeld => "Không tổ chức, báo cáo",
        _ => "Xin hoãn hội nghị",
    };
}
