using System.Text;
using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Conferences;

/// <summary>What everybody may know of a conference, and how to take part.</summary>
[AllowAnonymous, RequireCapability(Capability.HoldsDialogues)]
internal sealed class PublicPageModel(PlanningDb db, ConferenceTerms terms, WriteAgenda agenda, CurrentTenant tenant, TimeProvider time) : ConferencePage(db)
{
    private readonly PlanningDb db = db;

    public WorkingCalendar Calendar { get; private set; } = null!;
    public IReadOnlyList<ProgrammeStep> Programme { get; private set; } = [];
    public Announcement? Announcement { get; private set; }
    public Conclusion? Conclusion { get; private set; }
    public IReadOnlyList<ConclusionTask> Tasks { get; private set; } = [];

    protected override async Task<IActionResult?> Show(CancellationToken cancellationToken)
    {
        Calendar = await terms.Calendar(cancellationToken);
        Programme = ProgrammeStep.Of(Conference, await agenda.Read(Id, cancellationToken));
        Announcement = await db.Announcements.AsNoTracking().Where(a => a.ConferenceId == Id && a.IssuedOn != null && !a.Superseded).OrderByDescending(a => a.Id).FirstOrDefaultAsync(cancellationToken);
        Conclusion = await db.Conclusions.AsNoTracking().FirstOrDefaultAsync(c => c.Id == Id, cancellationToken);
        if (Conclusion is not null) Tasks = (await db.ConclusionTasks.AsNoTracking().Where(t => t.ConferenceId == Id).ToListAsync(cancellationToken)).OrderBy(t => t.Due.Due).ToList();
        return null;
    }

    /// <summary>The conference for a calendar program (RFC 5545).</summary>
    public async Task<IActionResult> OnGetLichAsync(CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is { } other) return other;
        var page = $"{PublicSite.Of(Request)}/{tenant.Slug}/hoi-nghi/{Id}";
        var text = Ics.Write(tenant.Name, [new()
        {
            Uid = $"{Id}@dialogue", Sequence = Conference.Revision, Summary = Conference.Title, Location = Conference.Place, Description = $"{tenant.Name}. Chủ trì: {Conference.Chair}. {page}", Url = page,
            Day = Conference.Day, Start = Conference.StartsAt, End = Conference.StartsAt.Add(TimeSpan.FromHours(3)), Alarms = [TimeSpan.FromDays(1)],
            Cancelled = Conference.State is ConferenceState.NotHeld or ConferenceState.AnsweredInWriting,
        }], time.GetUtcNow());
        return File(Encoding.UTF8.GetBytes(text), Ics.ContentType, $"hoi-nghi-{tenant.Slug}-{Conference.Day:yyyy-MM-dd}.ics");
    }
}
