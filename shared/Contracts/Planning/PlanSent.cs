namespace Dialogue.Contracts.Planning;

/// <summary>An annual plan has been sent. Published under the sender (for the board), and addressed to each recipient (who keeps a row of its own).</summary>
/// <param name="Due">Last timely day, or null when no rule gives one.</param>
/// <param name="Body">The plan's sections as it was issued: heading and text.</param>
public sealed record PlanSent(
    Guid PlanId, long Version, Guid SenderId, string SenderName, int Year, string Number, DateOnly IssuedOn, DateOnly SentOn, DateOnly? Due, bool InTime,
    int ConferencesPlanned, string Title, SectionFacts[] Body, Guid[] Recipients);

public sealed record SectionFacts(string Heading, string Text);
