namespace Dialogue.Contracts.Planning;

/// <summary>A tenant asks for a postponement. Addressed to the organisation that receives reports, which keeps a row of its own.</summary>
public sealed record PostponementRequested(
    Guid RequestId, long Version, Guid SenderId, string SenderName, Guid ConferenceId, string ConferenceTitle, int Year, DateOnly Day, DateOnly NewDay,
    string Reason, DateOnly RequestedOn, int UsedThisYear, int? MaxPerYear);
