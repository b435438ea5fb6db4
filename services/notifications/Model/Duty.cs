using System.Linq.Expressions;
using Dialogue.Contracts.Notifications;
using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Notifications.Model;

/// <summary>Something that somebody in the organisation owes, as its service last told it.</summary>
public sealed class Duty : ITenantOwned
{
    /// <summary>Stands for "no term" where duties are put in order by date: after every date that can be computed.</summary>
    public static readonly DateOnly NoTerm = new(9999, 12, 31);

    public Guid Id { get; init; }
    public TenantId TenantId { get; private set; }
    public long Version { get; private set; }
    public string Kind { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string Link { get; private set; } = "";

    /// <summary>Last timely day; null when no term runs.</summary>
    public DateOnly? Due { get; private set; }

    /// <summary><see cref="Due"/>, or <see cref="NoTerm"/>.</summary>
    public DateOnly DueOrLast { get; private set; }
    public List<string> Roles { get; private set; } = [];
    public Guid? OfficeId { get; private set; }
    public Guid? UserId { get; private set; }
    public bool Done { get; private set; }

    /// <summary>A signature is asked for, not the work itself.</summary>
    public bool IsApproval { get; private set; }

    /// <summary>Why it is due on that day, in lines; may be empty.</summary>
    public string Why { get; private set; } = "";

    /// <summary>Takes a newer snapshot; an older one changes nothing.</summary>
    public void Take(DutyChanged news)
    {
        if (news.Version <= Version) return;
        (Version, Kind, Title, Link, Due, Done) = (news.Version, news.Kind, news.Title, news.Link, news.Due, news.Done);
        (DueOrLast, OfficeId, UserId) = (news.Due ?? NoTerm, news.OfficeId, news.UserId);
        Roles = [.. news.Roles];
        IsApproval = news.Kind.StartsWith("approve-", StringComparison.Ordinal) || news.Kind.StartsWith("sign-", StringComparison.Ordinal);
        Why = news.Why.Length > 4000 ? news.Why[..4000] : news.Why;
    }

    /// <summary><see cref="Responsible"/> as a question to the database: whether this person is to do it. A test holds the two against each other.</summary>
    /// <param name="roles">Of the person.</param>
    /// <param name="office">Of the person.</param>
    public static Expression<Func<Duty, bool>> IsFor(NotificationsDb db, Guid person, List<string> roles, Guid? office) => d =>
        d.UserId == person
        || (d.UserId == null && d.Roles.Any(r => roles.Contains(r))
            && (d.OfficeId == null || d.OfficeId == office || !db.Members.Any(m => m.OfficeId == d.OfficeId && m.UserId != person && m.Roles.Any(r => d.Roles.Contains(r)))));

    /// <summary>
    /// Who is to do it: the person named; else the members of the office with one of the roles; else, when the office has none (or none is
    /// named), all members with one of the roles.
    /// </summary>
    public static IReadOnlyList<Guid> Responsible(IReadOnlyCollection<Member> members, IReadOnlyCollection<string> roles, Guid? office, Guid? user)
    {
        if (user is { } one) return [one];
        var able = members.Where(m => m.Roles.Any(roles.Contains)).ToList();
        var inOffice = office is null ? [] : able.Where(m => m.OfficeId == office).ToList();
        return [.. (inOffice.Count > 0 ? inOffice : able).Select(m => m.UserId)];
    }
}

internal sealed class DutyConfiguration : IEntityTypeConfiguration<Duty>
{
    public void Configure(EntityTypeBuilder<Duty> duty)
    {
        duty.ToTable("duties");
        duty.HasKey(d => new { d.TenantId, d.Id });
        duty.Property(d => d.Kind).HasMaxLength(60);
        duty.Property(d => d.Title).HasMaxLength(400);
        duty.Property(d => d.Link).HasMaxLength(300);
        duty.Property(d => d.Why).HasMaxLength(4000);
        duty.HasIndex(d => new { d.TenantId, d.Done, d.DueOrLast, d.Id });
    }
}
