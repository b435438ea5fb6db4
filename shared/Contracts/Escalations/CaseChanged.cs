namespace Dialogue.Contracts.Escalations;

/// <summary>A case as the city sees it. Addressed to the organisation whose petition it is, and published under the city office for the board.</summary>
/// <param name="State">Received, Directed, Answered, Returned (sent back to the sender with a reason).</param>
/// <param name="Due">Proposed last day of the department's answer; null before it is directed.</param>
/// <param name="OnTime">Frozen when answered.</param>
public sealed record CaseChanged(
    Guid CaseId, long Version, Guid PetitionId, Guid SenderId, string State, Guid? DepartmentId, string DepartmentName, DateOnly? DirectedOn, DateOnly? Due,
    DateOnly? AnsweredOn, bool? OnTime, string AnswerNumber, string? Answer, string? Reason, string FieldCode);
