namespace Dialogue.Contracts.Identity;

/// <summary>A person's roles in one organisation as they now are (none: no longer a member). Published under that organisation.</summary>
/// <param name="Email">Where messages about the work reach this person; null: none is known, or no longer a member. Kept by notifications alone.</param>
public sealed record MemberChanged(Guid UserId, long Version, string Name, string[] Roles, Guid? OfficeId, string? Email = null);
