using System.Text.Json.Serialization;

namespace Dialogue.Petitions;

/// <summary>Where a petition stands. Stored and published by these names.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PetitionStatus>))]
public enum PetitionStatus
{
    Received,
    Triaged,
    Drafting,
    AwaitingApproval,

    /// <summary>Reported to the city office; the organisation's own duty is done, the petitioner's answer is still owed.</summary>
    Escalated,
    Answered,

    /// <summary>The business was told which agency to go to.</summary>
    Redirected,
}

public static class PetitionMoves
{
    /// <summary>The table of allowed moves. A state may follow itself where the act can be repeated (triage corrected, draft saved again).</summary>
    public static bool CanBecome(this PetitionStatus status, PetitionStatus next) => (status, next) switch
    {
        (PetitionStatus.Received, PetitionStatus.Triaged or PetitionStatus.Answered) => true,
        (PetitionStatus.Triaged, PetitionStatus.Triaged or PetitionStatus.Drafting or PetitionStatus.Escalated or PetitionStatus.Redirected or PetitionStatus.Answered) => true,
        (PetitionStatus.Drafting, PetitionStatus.Drafting or PetitionStatus.Triaged or PetitionStatus.AwaitingApproval or PetitionStatus.Answered) => true,
        (PetitionStatus.AwaitingApproval, PetitionStatus.Drafting or PetitionStatus.Answered) => true,
        (PetitionStatus.Escalated, PetitionStatus.Answered or PetitionStatus.Triaged) => true, // answered by the department, or returned
        _ => false,
    };

    public static bool IsOpen(this PetitionStatus status) => status is not (PetitionStatus.Answered or PetitionStatus.Redirected);

    /// <summary>True while the organisation itself still owes something: after the report to the city another one does.</summary>
    public static bool IsOwed(this PetitionStatus status) => status.IsOpen() && status != PetitionStatus.Escalated;
}

/// <summary>Whose matter it is. Decided at triage.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Authority>))]
public enum Authority { Own, Coordinated, Beyond }

[JsonConverter(typeof(JsonStringEnumConverter<BusinessKind>))]
public enum BusinessKind { Enterprise, Cooperative, Household }

[JsonConverter(typeof(JsonStringEnumConverter<Channel>))]
public enum Channel { Online, Paper, Spoken }

/// <summary>What the business says of the answer that it got.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Agreement>))]
public enum Agreement { Agrees, Partly, Disagrees }

[JsonConverter(typeof(JsonStringEnumConverter<AnswerHow>))]
public enum AnswerHow { AtConference, InWriting, ByDepartment, Redirected }
