using Dialogue.Data.Reference;
using Dialogue.Kernel;
using Dialogue.Reporting.Facts;
using Dialogue.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Reporting.Public;

/// <summary>An organisation's front page: what is open now and until when, else what is next; what was answered; plan and results.</summary>
[AllowAnonymous]
internal sealed class OrganisationHomeModel(ReportingDb db, CurrentTenant tenant, CalendarSource<ReportingDb> calendars, LegalClock clock) : PageModel
{
    public CurrentTenant Organisation => tenant;
    public DateOnly Today => clock.Today;
    public bool HoldsDialogues => tenant.Can(Capability.HoldsDialogues);
    public WorkingCalendar Calendar { get; private set; } = null!;
    public IReadOnlyList<ConferenceFact> Conferences { get; private set; } = [];
    public IReadOnlyList<PublishedAnswer> Answers { get; private set; } = [];
    public PlanFact? Plan { get; private set; }
    public (int Received, int Answered, int OnTime, int Late) Year { get; private set; }

    /// <summary>The conference that the page is about: the next one, else the last one of this year; null when there is none.</summary>
    public ConferenceFact? Conference { get; private set; }
    public Deadline? CutOff { get; private set; }
    public Deadline? OwnReply { get; private set; }

    /// <summary>Working days within which a matter of its own is answered; null without such a rule.</summary>
    public int? OwnDays { get; private set; }
    public Deadline? CoordinatedReply { get; private set; }

    /// <summary>Announced and still to come: businesses may register.</summary>
    public bool IsOpen => Conference is { State: "Announced" or "Confirmed" } c && c.Day >= Today;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (!HoldsDialogues) return;
        Calendar = await calendars.Get(cancellationToken);
        Conferences = await db.Conferences.AsNoTracking().Where(c => c.Year >= Today.Year - 1).OrderByDescending(c => c.Day).ToListAsync(cancellationToken);
        Conference = Conferences.LastOrDefault(c => c.Held is null && c.State is not ("NotHeld" or "Postponed") && c.Day >= Today)
            ?? Conferences.FirstOrDefault(c => c.Year == Today.Year && c.State is not "Planned");
        Plan = await db.Plans.AsNoTracking().Where(p => p.Year == Today.Year).OrderByDescending(p => p.SentOn).FirstOrDefaultAsync(cancellationToken);
        Answers = await db.Petitions.AsNoTracking().Where(p => p.Published && p.AnsweredOn != null).OrderByDescending(p => p.AnsweredOn).ThenByDescending(p => p.Id).Take(6)
            .Select(p => new PublishedAnswer(p.Code, p.PublishedTitle, db.Fields.Where(f => f.Code == p.FieldCode).Select(f => f.Name).FirstOrDefault() ?? p.FieldCode, p.AnsweredOn!.Value, p.OnTime))
            .ToListAsync(cancellationToken);
        var counted = await db.YearCounters.AsNoTracking().Where(c => c.Year == Today.Year).GroupBy(_ => 1)
            .Select(g => new { Received = g.Sum(c => c.Received), Answered = g.Sum(c => c.Answered + c.Redirected), OnTime = g.Sum(c => c.OnTime), Late = g.Sum(c => c.Late) })
            .SingleOrDefaultAsync(cancellationToken);
        if (counted is not null) Year = (counted.Received, counted.Answered, counted.OnTime, counted.Late);
        var year = Conference?.Year ?? Today.Year;
        var rules = (await db.RuleSetCopies.AsNoTracking().FirstOrDefaultAsync(r => r.Year == year, cancellationToken))?.ToRuleSet();
        OwnDays = rules?[RuleKeys.ReplyOwnWd].Number;
        if (rules is null || Conference is not { } about) return;
        CutOff = rules.Before(Calendar, RuleKeys.PetitionCutoffWd, "Nhận kiến nghị trước hội nghị", "Ngày hội nghị", about.Day);
        var (start, named) = about.TermStart is { } day ? (day, about.Held == true ? "Ngày hội nghị" : "Ngày quyết định không tổ chức") : (about.Day, "Ngày hội nghị");
        OwnReply = rules.After(Calendar, RuleKeys.ReplyOwnWd, "Trả lời kiến nghị thuộc thẩm quyền", named, start);
        CoordinatedReply = rules.After(Calendar, about.Held == false ? RuleKeys.ReplyCoordinatedNotHeldWd : RuleKeys.ReplyCoordinatedWd, "Trả lời kiến nghị cần phối hợp", named, start);
    }

    /// <summary>The path of the conference, step by step, as far as it has come.</summary>
    public IEnumerable<(string State, string Name, string? Note)> Steps()
    {
        if (Conference is not { } c) yield break;
        var announced = c.AnnouncedOn is not null;
        var passed = c.Held is not null || c.Day < Today;
        yield return (announced || passed ? "done" : "now", "Thông báo", c.AnnouncedOn is { } on ? Vn.Date(on) : null);
        var cutOff = CutOff?.Due ?? c.CutOff;
        var taking = announced && !passed && !(cutOff < Today);
        yield return (passed || (announced && cutOff < Today) ? "done" : taking ? "now" : "todo", "Nhận đăng ký và kiến nghị", cutOff is { } until ? $"đến hết {Vn.Date(until)}" : $"đến {Vn.Date(c.Day)}");
        yield return c.Held == false
            ? ("done", "Không tổ chức, trả lời bằng văn bản", c.DecidedOn is { } decided ? $"quyết định ngày {Vn.Date(decided)}" : null)
            : (c.Held == true ? "done" : announced && !taking ? "now" : "todo", "Hội nghị", Vn.Date(c.Day));
        var last = CoordinatedReply?.Due ?? OwnReply?.Due;
        var note = (OwnReply?.Due, CoordinatedReply?.Due) switch
        {
            ({ } own, { } both) when own != both => $"chậm nhất {Vn.Date(own)}, việc cần phối hợp {Vn.Date(both)}",
            (var own, var both) => (own ?? both) is { } day ? $"chậm nhất {Vn.Date(day)}" : null,
        };
        yield return (c.Held is null ? "todo" : last < Today ? "done" : "now", "Trả lời bằng văn bản", note);
        yield return (c.ReportSentOn is not null ? "done" : c.Held is not null && last < Today ? "now" : "todo", "Công khai kết quả", c.ReportSentOn is { } sent ? $"báo cáo gửi {Vn.Date(sent)}" : null);
    }
}
