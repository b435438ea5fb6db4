using System.ComponentModel.DataAnnotations;
using Dialogue.Contracts.Identity;
using Dialogue.Identity.Model;
using Dialogue.Identity.SigningIn;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.People;

/// <summary>Who works at an organisation and as what: for its own administrator, and for the administrator of the system.</summary>
internal sealed class EditPeople(InTenant inTenant, CurrentUser by, IPasswordHasher<User> passwords, BrowserSessions sessions, Notes notes)
{
    /// <summary>What may be changed about a person at one organisation.</summary>
    public class Request
    {
        [Required(ErrorMessage = "Hãy nhập họ và tên."), StringLength(200)]
        public string Name { get; set; } = "";

        [StringLength(200)]
        public string? Title { get; set; }

        /// <summary>By which an outside provider may know this person, when it says that it has verified it.</summary>
        [EmailAddress, StringLength(200)]
        public string? Email { get; set; }

        public List<string> Roles { get; set; } = [];

        public Guid? OfficeId { get; set; }
    }

    public sealed class NewRequest : Request
    {
        [Required(ErrorMessage = "Hãy nhập tên đăng nhập."), StringLength(80)]
        public string UserName { get; set; } = "";

        [Required(ErrorMessage = "Hãy nhập mật khẩu ban đầu."), StringLength(200), DataType(DataType.Password)]
        public string Password { get; set; } = "";
    }

    /// <summary>Makes an account; its first password is known to two people, so it must be changed at the first sign-in.</summary>
    public Task<Guid> Add(Guid organisationId, NewRequest request, CancellationToken cancellationToken) => inTenant.Run(new TenantId(organisationId), async db =>
    {
        var organisation = await db.OwnedOrganisations.FirstAsync(o => o.Id == organisationId, cancellationToken);
        var user = new User(request.UserName.Trim().ToLowerInvariant(), request.Name) { Title = request.Title?.Trim() ?? "", MustChangePassword = true };
        if (await db.Users.AnyAsync(u => u.NormalizedUserName == user.NormalizedUserName, cancellationToken)) throw UserRules.UserNameTaken(user.UserName!);
        PasswordRules.Check(request.Password, user.UserName!);
        user.PasswordHash = passwords.HashPassword(user, request.Password);
        await Write(db, user, [], organisationId, request.Email, cancellationToken);
        db.Users.Add(user);
        Place(db, organisation, user, [], request);
        await db.SaveChangesAsync(cancellationToken);
        return user.Id;
    }, by);

    /// <summary>Changes name, roles and office. Somebody who is not yet a member becomes one; only the system administrator brings in people of elsewhere.</summary>
    /// <returns>False when there is no such person here.</returns>
    public Task<bool> Change(Guid organisationId, Guid userId, Request request, CancellationToken cancellationToken) => inTenant.Run(new TenantId(organisationId), async db =>
    {
        if (await Find(db, organisationId, userId, cancellationToken) is not var (user, members)) return false;
        if (userId == by.Id && !by.IsSystemAdministrator && !request.Roles.Contains(Role.TenantAdministrator)) throw UserRules.NotYourself();
        var organisation = await db.OwnedOrganisations.FirstAsync(o => o.Id == organisationId, cancellationToken);
        (user.DisplayName, user.Title) = (request.Name.Trim(), request.Title?.Trim() ?? "");
        await Write(db, user, members, organisationId, request.Email, cancellationToken);
        user.Version++;
        Place(db, organisation, user, members.Where(m => m.OrganisationId == organisationId).ToList(), request);
        foreach (var elsewhere in members.Where(m => m.OrganisationId != organisationId).GroupBy(m => m.OrganisationId))
            db.PublishTo(new(elsewhere.Key), Snapshot(user, [.. elsewhere]));
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }, by);

    /// <summary>Takes all roles at this organisation away; an account without any role anywhere is closed.</summary>
    public Task<bool> Remove(Guid organisationId, Guid userId, CancellationToken cancellationToken) => inTenant.Run(new TenantId(organisationId), async db =>
    {
        if (await Find(db, organisationId, userId, cancellationToken) is not var (user, members)) return false;
        if (userId == by.Id) throw UserRules.NotYourself();
        var here = members.Where(m => m.OrganisationId == organisationId).ToList();
        db.Members.RemoveRange(here);
        user.Version++;
        if (members.Count == here.Count && !user.IsSystemAdministrator) Close(user);
        db.History.Add(notes.Of(nameof(Member), userId, "Deleted", ("Roles", here.Select(m => m.Role), null)));
        db.Publish(Snapshot(user, []));
        await db.SaveChangesAsync(cancellationToken);
        if (!user.Active) await sessions.EndAll(userId, but: null, cancellationToken);
        return true;
    }, by);

    /// <summary>A password that somebody else has chosen; every session of the person ends. For the administrator of the only organisation they work at, and of the system.</summary>
    public Task<bool> ResetPassword(Guid organisationId, Guid userId, string password, CancellationToken cancellationToken) => inTenant.Run(new TenantId(organisationId), async db =>
    {
        if (await Find(db, organisationId, userId, cancellationToken) is not var (user, members)) return false;
        if (!by.IsSystemAdministrator && (user.IsSystemAdministrator || members.Any(m => m.OrganisationId != organisationId))) throw UserRules.SharedWithOthers();
        PasswordRules.Check(password, user.UserName!);
        user.PasswordHash = passwords.HashPassword(user, password);
        (user.SecurityStamp, user.MustChangePassword, user.Active, user.LockoutEnd, user.AccessFailedCount) = (Secret.New(), true, true, null, 0);
        db.History.Add(notes.Of(nameof(User), userId, "Modified", ("Password", "…", "…")));
        await db.SaveChangesAsync(cancellationToken);
        await sessions.EndAll(userId, but: null, cancellationToken);
        return true;
    }, by);

    internal static MemberChanged Snapshot(User user, IReadOnlyList<Member> here) =>
        new(user.Id, user.Version, user.DisplayName, [.. here.Select(m => m.Role).Order(StringComparer.Ordinal)], here.FirstOrDefault(m => m.OfficeId is not null)?.OfficeId,
            here.Count > 0 ? user.Email : null);

    private async Task<(User User, List<Member> Members)?> Find(IdentityDb db, Guid organisationId, Guid userId, CancellationToken cancellationToken)
    {
        var user = await db.Users.FirstOrDefaultAsync(u => u.Id == userId, cancellationToken);
        var members = await db.Members.Where(m => m.UserId == userId).ToListAsync(cancellationToken);
        return user is null || (!by.IsSystemAdministrator && !members.Exists(m => m.OrganisationId == organisationId)) ? null : (user, members);
    }

    /// <summary>Whoever may choose the address may choose who gets in: as with a password, that is the administrator of the only organisation, and of the system.</summary>
    private async Task Write(IdentityDb db, User user, List<Member> members, Guid organisationId, string? email, CancellationToken cancellationToken)
    {
        email = string.IsNullOrWhiteSpace(email) ? null : email.Trim();
        var normal = email?.ToUpperInvariant();
        if (normal == user.NormalizedEmail) return;
        if (!by.IsSystemAdministrator && (user.IsSystemAdministrator || members.Any(m => m.OrganisationId != organisationId))) throw UserRules.EmailSharedWithOthers();
        if (normal is not null && await db.Users.AnyAsync(u => u.NormalizedEmail == normal && u.Id != user.Id, cancellationToken)) throw UserRules.EmailTaken();
        (user.Email, user.NormalizedEmail) = (email, normal);
        db.History.Add(notes.Of(nameof(User), user.Id, "Modified", ("Email", "…", "…")));
    }

    private void Place(IdentityDb db, Organisation organisation, User user, List<Member> before, Request request)
    {
        var allowed = UserRules.RolesOf(organisation.Capabilities);
        if (request.Roles.Count == 0) throw UserRules.RolesMissing();
        if (request.Roles.Find(r => !allowed.Contains(r)) is { } unknown) throw UserRules.RoleUnknown(unknown);
        if (request.OfficeId is { } office && !organisation.Offices.Exists(o => o.Id == office)) throw UserRules.OfficeUnknown();

        db.Members.RemoveRange(before.Where(m => !request.Roles.Contains(m.Role)));
        foreach (var kept in before) kept.OfficeId = request.OfficeId;
        db.Members.AddRange(request.Roles.Distinct().Except(before.Select(m => m.Role))
            .Select(role => new Member { UserId = user.Id, OrganisationId = organisation.Id, Role = role, OfficeId = request.OfficeId }));
        db.History.Add(notes.Of(nameof(Member), user.Id, before.Count == 0 ? "Added" : "Modified",
            ("Name", null, user.DisplayName), ("Roles", before.Select(m => m.Role), request.Roles), ("Office", before.FirstOrDefault()?.OfficeId, request.OfficeId)));
        db.Publish(new MemberChanged(user.Id, user.Version, user.DisplayName, [.. request.Roles.Distinct().Order(StringComparer.Ordinal)], request.OfficeId, user.Email));
    }

    private static void Close(User user) => (user.Active, user.SecurityStamp) = (false, Secret.New());
}
