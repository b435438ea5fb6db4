namespace Dialogue.Contracts.Petitions;

/// <summary>A petition as it now is, without personal data. Published under its organisation.</summary>
/// <param name="Code">The tracking code.</param>
/// <param name="Title">First words of the request, cleared of personal data by the officer; what lists show.</param>
/// <param name="PublicName">Who asks, as it may be shown: the unit's name with consent, else "Một doanh nghiệp", "Một hợp tác xã" or "Một hộ kinh doanh".</param>
/// <param name="BusinessKind">Enterprise, Cooperative or Household.</param>
/// <param name="Channel">online, paper or spoken.</param>
/// <param name="ReceivedOn">Legal date of receipt.</param>
/// <param name="CountsForConditions">True when it was received by its conference's cut-off and not spoken at it.</param>
/// <param name="State">Received, Triaged, Drafting, AwaitingApproval, Answered, Escalated (reported to the city), Redirected, Closed.</param>
/// <param name="Authority">own, coordinated, beyond; null before triage.</param>
/// <param name="AnsweredHow">at-conference, in-writing, by-department, redirected; null while open.</param>
/// <param name="OnTime">Frozen when answered; null while open or without a term.</param>
/// <param name="Answer">The published answer; null until it is published.</param>
/// <param name="PublicAddress">Of a unit that agreed to be named; empty without, and always of a household, whose address is its people's.</param>
/// <param name="CoOfficeIds">Offices that work on it besides <paramref name="OfficeId"/>; null before there are any.</param>
/// <param name="Agreement">What the unit says of the answer: agrees, partly, disagrees; null while it has said nothing.</param>
public sealed record PetitionChanged(
    Guid PetitionId, long Version, string Code, Guid? ConferenceId, int Year, string Title, string Text, string PublicName, string BusinessKind, string FieldCode,
    string Channel, DateOnly ReceivedOn, bool CountsForConditions, string State, string? Authority, Guid? OfficeId, DateOnly? Due, string? AnsweredHow, DateOnly? AnsweredOn,
    bool? OnTime, string? DelayCause, string AnswerNumber, bool Published, string? Answer, string ReportedNumber, DateOnly? ReportedOn, string DepartmentName,
    string PublicAddress = "", IReadOnlyList<Guid>? CoOfficeIds = null, string? Agreement = null);
