namespace Dialogue.Contracts.Escalations;

/// <summary>The city office directs a case. Addressed to the department, which keeps a row of its own.</summary>
public sealed record CaseDirected(
    Guid CaseId, long Version, Guid CityOfficeId, Guid PetitionId, string Code, Guid SenderId, string SenderName, string FieldCode, string Title, string Text, string BusinessKind,
    string BusinessName, string BusinessAddress, string Why, string Opinion, DateOnly ReportedOn, DateOnly DirectedOn, string Instruction);

/// <summary>The department's answer, or its return with a reason. Addressed to the city office.</summary>
public sealed record CaseReplied(
    Guid CaseId, long Version, Guid DepartmentId, string DepartmentName, bool Returned, string? Reason, string? Answer, string AnswerNumber, DateOnly On, DateOnly? Due, bool? OnTime);

/// <summary>The city office takes a case back from a department, to direct it elsewhere. Addressed to that department.</summary>
public sealed record CaseWithdrawn(Guid CaseId, long Version, string Reason, DateOnly On);
