using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Conferences;

/// <summary>The conferences of a year, what is due next for each.</summary>
[RequireMember, RequireCapability(Capability.HoldsDialogues)]
internal sealed class ListPageModel(PlanningDb db, ConferenceNews news, ConferenceTerms terms, LegalClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "nam")]
    public int? Year { get; set; }

    public IReadOnlyList<int> Years { get; private set; } = [];

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public WorkingCalendar Calendar { get; private set; } = null!;

    public sealed record Row(Conference Conference, int Registered, int Petitions, Deadline? Next);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Year ??= clock.Today.Year;
        Calendar = await terms.Calendar(cancellationToken);
        Years = [.. (await db.Conferences.Select(c => c.Year).Distinct().ToListAsync(cancellationToken)).Append(clock.Today.Year).Append(Year.Value).Distinct().OrderDescending()];
        var rows = new List<Row>();
        foreach (var c in await db.Conferences.AsNoTracking().Where(c => c.Year == Year).OrderBy(c => c.Day).ToListAsync(cancellationToken))
            rows.Add(new(c, (await news.Registered(c.Id, cancellationToken)).Total, await news.PetitionsInTime(c, cancellationToken), NextDue(c)));
        Rows = rows;
        return Request.WantedFile() is not { } wanted ? Page() : wanted.Of(HttpContext, $"hoi-nghi-{Year}", new Sheet<Row>($"Hội nghị {Year}")
            .Text("Hội nghị", r => r.Conference.Title, 48).Date("Ngày", r => r.Conference.Day).Text("Giờ", r => Vn.Time(r.Conference.StartsAt), 8).Text("Địa điểm", r => r.Conference.Place, 36)
            .Text("Chủ trì", r => r.Conference.Chair, 28).Text("Trạng thái", r => r.Conference.State.Name(), 24).Number("Đăng ký", r => r.Registered).Number("Kiến nghị đúng hạn", r => r.Petitions)
            .Text("Hạn tiếp theo", r => r.Next?.Title, 30).Date("Ngày hạn", r => r.Next?.Due), rows);
    }

    private static Deadline? NextDue(Conference c) => c.State switch
    {
        ConferenceState.Planned or ConferenceState.Postponed => c.AnnounceBy,
        ConferenceState.Announced => c.CutOff,
        ConferenceState.Held or ConferenceState.AnsweredInWriting or ConferenceState.NotHeld => c.ReportBy,
        _ => null,
    };
}
