using Dialogue.Contracts.Escalations;
using Dialogue.Contracts.Notifications;
using Dialogue.Kernel;

namespace Dialogue.Escalations.Model;

/// <summary>What others are told when a case has changed.</summary>
internal static class CaseNews
{
    /// <summary>The sender and the board see where the case stands; the coordinators see whether it waits for them.</summary>
    public static void Tell(this EscalationsDb db, CityCase c, string slug)
    {
        db.PublishTo(new TenantId(c.SenderId), c.Snapshot());
        db.Publish(c.Snapshot());
        db.Publish(new DutyChanged(
            DutyId(c.Id, "direct-case"), c.Version, "direct-case", $"Chuyển xử lý kiến nghị {c.Code}: {c.Title}", $"/{slug}/can-bo/vu-viec/chuyen/{c.Id}", Due: null,
            [Role.CityCoordinator], OfficeId: null, UserId: null, Done: c.State != CityCaseState.Received));
    }

    public static void Withdraw(this EscalationsDb db, CityCase c, Guid? department, string reason, DateOnly today)
    {
        if (department is { } from) db.PublishTo(new TenantId(from), new CaseWithdrawn(c.Id, c.Version, reason, today));
    }

    /// <summary>Who in the department owes what for this case.</summary>
    public static void Tell(this EscalationsDb db, DepartmentCase c, string slug)
    {
        var link = $"/{slug}/can-bo/vu-viec/{c.Id}";
        db.Publish(new DutyChanged(
            DutyId(c.Id, "answer-case"), c.Version, "answer-case", $"Trả lời vụ việc {c.Code}: {c.Title}", link, c.Due,
            [Role.DepartmentOfficer, Role.DepartmentLeader], OfficeId: null, UserId: null, Done: c.State != DepartmentCaseState.Open, Web.DeadlineWords.WhyInLines(c.Deadline)));
        db.Publish(new DutyChanged(
            DutyId(c.Id, "approve-case"), c.Version, "approve-case", $"Ký trả lời vụ việc {c.Code}: {c.Title}", link, c.Due,
            [Role.DepartmentLeader], OfficeId: null, UserId: null, Done: c.State != DepartmentCaseState.AwaitingApproval, Web.DeadlineWords.WhyInLines(c.Deadline)));
    }

    /// <summary>The same for the same matter and kind, always.</summary>
    private static Guid DutyId(Guid matter, string kind) => StableId.Of("duty", kind, matter.ToString());
}
