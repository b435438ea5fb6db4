using Dialogue.Contracts.Notifications;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Registering;

/// <summary>
/// Tells those who have registered what concerns them, at the address that they gave: in the transaction of what is told. The only messages of planning
/// that carry contact data; the snapshots never do.
/// </summary>
internal static class RegistrantNews
{
    public const string Received = "registration-received", Changed = "registration-changed", Cancelled = "registration-cancelled", Moved = "conference-moved", NotHeld = "conference-cancelled",
        Invited = "invitation-sent";

    /// <summary>Call before saving.</summary>
    /// <param name="which">Tells one time that this happens from the next, where it may happen again.</param>
    public static void TellRegistrant(this PlanningDb db, Registration r, Conference c, string happened, string which, string slug)
    {
        if (string.IsNullOrEmpty(r.Email) && r.Phone.Length == 0) return;
        db.Publish(new MessageToPerson(
            StableId.Of("message", happened, r.Id.ToString(), which), happened, string.IsNullOrEmpty(r.Email) ? null : r.Email, r.Phone.Length > 0 ? r.Phone : null, $"/{slug}/hoi-nghi/dang-ky/{r.Secret}",
            new() { ["ma"] = r.Code, ["ten"] = r.Name, ["hoi_nghi"] = c.Title, ["ngay"] = Vn.Date(c.Day), ["gio"] = Vn.Time(c.StartsAt), ["dia_diem"] = c.Place }));
    }

    /// <summary>All who have registered and not cancelled.</summary>
    public static async Task TellRegistrants(this PlanningDb db, Conference c, string happened, string which, string slug, CancellationToken cancellationToken)
    {
        foreach (var r in await db.Registrations.AsNoTracking().Where(r => r.ConferenceId == c.Id && r.CancelledOn == null).OrderBy(r => r.Id).ToListAsync(cancellationToken))
            db.TellRegistrant(r, c, happened, which, slug);
    }

    /// <summary>When and where it is: what makes a move of one that has been told already another one.</summary>
    public static string Whereabouts(this Conference c) => $"{c.Day:yyyy-MM-dd} {c.StartsAt:HH:mm} {c.Place}";
}
