namespace Dialogue.Contracts.Notifications;

/// <summary>
/// Something that somebody in a tenant owes, as it now is: the source of reminders and of the work list. Any service publishes it, under the tenant
/// that owes. Carries no personal data: the title names the matter, not the person.
/// </summary>
/// <param name="DutyId">Stable per matter and kind.</param>
/// <param name="Kind">Stable word such as <c>answer-petition</c>, <c>send-plan</c>; <c>approve-</c> and <c>sign-</c> ask for a signature.</param>
/// <param name="Title">What is owed, in Vietnamese: "Trả lời kiến nghị KN-DS-7K3M9Q: Cấp đổi giấy chứng nhận".</param>
/// <param name="Link">Path of the page where it is done.</param>
/// <param name="Due">Last timely day; null when no term runs.</param>
/// <param name="Roles">Who may do it; reminders go to the members with one of these roles.</param>
/// <param name="OfficeId">Only members of this office, when set and it has any.</param>
/// <param name="UserId">Only this person, when set.</param>
/// <param name="Why">Why it is due on that day: lines of "Quy định: …", as the page of the matter says it; empty when no term runs or it is not told.</param>
public sealed record DutyChanged(
    Guid DutyId, long Version, string Kind, string Title, string Link, DateOnly? Due, string[] Roles, Guid? OfficeId, Guid? UserId, bool Done, string Why = "");

/// <summary>Something that members of a tenant should know, once. Published under that tenant.</summary>
/// <param name="NoteId">Stable: the same note is shown once.</param>
public sealed record NoteSent(Guid NoteId, string Kind, string Title, string Link, string[] Roles, Guid? OfficeId, Guid? UserId);
