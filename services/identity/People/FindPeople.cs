using System.Runtime.CompilerServices;
using Dialogue.Data;
using Dialogue.Identity.Model;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.People;

/// <summary>People as lists show them.</summary>
internal sealed class FindPeople(IdentityDb db)
{
    /// <summary>Everybody with a role at one organisation, by name.</summary>
    public async Task<IReadOnlyList<PersonRow>> At(Guid organisationId, Func<Guid, string> href, CancellationToken cancellationToken)
    {
        var organisation = await db.OwnedOrganisations.AsNoTracking().FirstAsync(o => o.Id == organisationId, cancellationToken);
        var members = await (from m in db.Members join u in db.Users on m.UserId equals u.Id where m.OrganisationId == organisationId select new { User = u, Member = m }).AsNoTracking()
            .ToListAsync(cancellationToken);
        return [.. members.GroupBy(m => m.User.Id).Select(g => Row(g.First().User, g.Select(m => m.Member), [organisation], href(g.Key))).OrderBy(p => p.Name, StringComparer.Create(new("vi-VN"), true))];
    }

    /// <summary>Everybody in the city, by user name, 50 at a time.</summary>
    public async Task<(IReadOnlyList<PersonRow> People, string? Next)> InCity(string? search, string? after, CancellationToken cancellationToken)
    {
        const int Page = 50;
        var users = db.Users.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(search))
        {
            var like = Like.Contains(search.Trim());
            users = users.Where(u => EF.Functions.ILike(u.UserName!, like, Like.Escape) || EF.Functions.ILike(u.DisplayName, like, Like.Escape));
        }
        if (!string.IsNullOrEmpty(after)) users = users.Where(u => string.Compare(u.UserName, after) > 0);
        var found = await users.OrderBy(u => u.UserName).Take(Page + 1).ToListAsync(cancellationToken);
        var ids = found.Select(u => u.Id).ToList();
        var members = await db.Members.AsNoTracking().Where(m => ids.Contains(m.UserId)).ToListAsync(cancellationToken);
        var organisations = await db.OwnedOrganisations.AsNoTracking().ToListAsync(cancellationToken);
        return ([.. found.Take(Page).Select(u => Row(u, members.Where(m => m.UserId == u.Id), organisations, $"/quan-tri/nguoi-dung/{u.Id}", withPlace: true))],
            found.Count > Page ? found[Page - 1].UserName : null);
    }

    /// <summary>Everybody whom the search finds, a page after the other.</summary>
    public async IAsyncEnumerable<PersonRow> AllInCity(string? search, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            (var people, after) = await InCity(search, after, cancellationToken);
            foreach (var person in people) yield return person;
        }
        while (after is not null);
    }

    private static PersonRow Row(User user, IEnumerable<Member> members, IReadOnlyList<Organisation> organisations, string href, bool withPlace = false)
    {
        var places = members.GroupBy(m => m.OrganisationId).Select(g => (Organisation: organisations.First(o => o.Id == g.Key), Members: g.ToList())).ToList();
        var roles = places.Select(p => (withPlace ? p.Organisation.Name + ": " : "") + string.Join(", ", p.Members.Select(m => Role.Names.GetValueOrDefault(m.Role, m.Role))));
        if (user.IsSystemAdministrator) roles = roles.Prepend("Quản trị hệ thống");
        var offices = places.Select(p => p.Organisation.Offices.Find(o => o.Id == p.Members[0].OfficeId)?.Name).Where(o => o is not null).Distinct();
        return new(href, user.DisplayName, user.UserName!, string.Join("; ", roles), string.Join("; ", offices), user.Active);
    }
}
