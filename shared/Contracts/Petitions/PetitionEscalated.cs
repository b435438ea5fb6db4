namespace Dialogue.Contracts.Petitions;

/// <summary>
/// A petition beyond authority has been reported to the city office, to which it is addressed. Carries what the answering side needs to do its
/// work: the unit's name and address, never a phone.
/// </summary>
/// <param name="Why">Why it is beyond the authority of the reporting organisation.</param>
/// <param name="Opinion">What the reporting organisation thinks of it.</param>
/// <param name="ReportDue">Last day on which the report was due.</param>
public sealed record PetitionEscalated(
    Guid PetitionId, long Version, string Code, Guid SenderId, string SenderName, string FieldCode, string Title, string Text, string BusinessKind, string BusinessName,
    string BusinessAddress, DateOnly ReceivedOn, string Why, string Opinion, string ReportNumber, DateOnly ReportedOn, DateOnly? ReportDue);
