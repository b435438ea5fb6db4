namespace Dialogue.Contracts.Identity;

/// <summary>A person's roles in one organisation as they now are (none: no longer a member). Published under that organisation.</summary>
public sealed record MemberChanged(Guid UserId, long Version, string Name, string[] Roles, Guid? OfficeId);
