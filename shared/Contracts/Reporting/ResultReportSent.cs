namespace Dialogue.Contracts.Reporting;

/// <summary>A result report has been sent. Addressed to each recipient, who keeps a row of its own; also published under the sender.</summary>
/// <param name="Content">JSON of the report as it was sent.</param>
public sealed record ResultReportSent(
    Guid ReportId, long Version, Guid SenderId, string SenderName, Guid ConferenceId, int Year, string Title, string Number, DateOnly SentOn, DateOnly? Due, bool? InTime,
    bool Supplementary, string Content);
