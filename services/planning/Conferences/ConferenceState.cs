using System.Text.Json.Serialization;

namespace Dialogue.Planning.Conferences;

/// <summary>Where a conference stands. Names are those of <c>ConferenceChanged.State</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConferenceState>))]
internal enum ConferenceState
{
    /// <summary>Has a day; not announced, or to be announced again because its day was moved.</summary>
    Planned,
    Announced,

    /// <summary>Its postponement has been asked for and not decided.</summary>
    Postponing,

    /// <summary>Postponed to a new day, not yet announced again.</summary>
    Postponed,

    /// <summary>It was decided that it is held.</summary>
    Confirmed,

    /// <summary>Opened. Whether it is over says <see cref="Conference.ClosedAt"/>.</summary>
    Held,

    /// <summary>Not held; its petitions are answered in writing.</summary>
    AnsweredInWriting,
    NotHeld,

    /// <summary>Its conclusion has been issued.</summary>
    Concluded,
}

internal static class ConferenceStates
{
    public static bool CanBecome(this ConferenceState state, ConferenceState next) => (state, next) switch
    {
        (ConferenceState.Planned or ConferenceState.Postponed, ConferenceState.Announced) => true,
        (ConferenceState.Announced, ConferenceState.Announced) => true, // announced anew, better
        // Moved after it was announced: to be announced again.
        (ConferenceState.Announced or ConferenceState.Confirmed, ConferenceState.Planned) => true,
        // A first decision, or another one after a review.
        (ConferenceState.Announced or ConferenceState.Confirmed or ConferenceState.AnsweredInWriting or ConferenceState.NotHeld,
            ConferenceState.Confirmed or ConferenceState.AnsweredInWriting or ConferenceState.NotHeld) => true,
        (ConferenceState.Announced or ConferenceState.NotHeld, ConferenceState.Postponing) => true,
        (ConferenceState.Postponing, ConferenceState.Postponed or ConferenceState.Announced) => true,
        // From Announced only where attendance alone is judged (see Conference.Open).
        (ConferenceState.Announced or ConferenceState.Confirmed, ConferenceState.Held) => true,
        (ConferenceState.Held, ConferenceState.Concluded) => true,
        _ => false,
    };

    /// <summary>False once nothing more will be asked of it before the report.</summary>
    public static bool IsOpen(this ConferenceState state) =>
        state is not (ConferenceState.Held or ConferenceState.Concluded or ConferenceState.NotHeld or ConferenceState.AnsweredInWriting);
}
