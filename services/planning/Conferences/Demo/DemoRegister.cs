using Dialogue.Data.Numbers;
using Dialogue.Documents;
using Dialogue.Hosting.Demo;
using Dialogue.Kernel;
using Dialogue.Planning.Plans;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Conferences;

/// <summary>The papers of the two model communes' conferences, issued as their officers would: numbers in the order of the days.</summary>
internal sealed class DemoRegister(PlanningDb db, PlanningPapers papers, ConferencePapers read, string slug)
{
    public Signer Signer { get; } = new(DemoPlans.Signer(slug), "Chủ tịch");

    public Task<TakenNumber> Number(PaperKind kind, Guid paper, DateOnly on, CancellationToken cancellationToken) => papers.Number(kind, null, paper, on, cancellationToken);

    public async Task Announce(Conference c, Announcement announcement, DateOnly on, string late, CancellationToken cancellationToken)
    {
        var number = await Number(PaperKinds.Announcement, announcement.Id, on, cancellationToken);
        announcement.Issue(c, number.Text, on, Signer.Name, Signer.Title, late);
        await Issue(c, announcement.Id, AnnouncementPaper.Of(c, new(announcement.Body, announcement.Guide, announcement.PetitionForm, announcement.CutOffText), await Setting(c, cancellationToken)), number, on, "thong-bao", cancellationToken);
    }

    /// <summary>Programme, invitations and the estimate, on the day of the decision.</summary>
    public async Task Prepare(Conference c, DemoConference script, DateOnly on, CancellationToken cancellationToken)
    {
        var set = await Setting(c, cancellationToken);
        var agenda = Guid.CreateVersion7();
        var steps = AgendaItem.Default.Select((d, i) => new AgendaItem { ConferenceId = c.Id, Position = i + 1, Title = d.Title, Speaker = d.Speaker, Minutes = d.Minutes }).ToList();
        await Issue(c, agenda, AgendaPaper.Of(c, ProgrammeStep.Of(c, steps), set), await Number(PaperKinds.Agenda, agenda, on, cancellationToken), on, "chuong-trinh", cancellationToken);

        List<Invitation> invited =
        [
            new() { ConferenceId = c.Id, Kind = InviteeKind.Leader, Name = $"Thường trực Đảng ủy, Thường trực HĐND {set.Word}" }, new() { ConferenceId = c.Id, Kind = InviteeKind.Department, Name = "Sở Tài chính" },
            new() { ConferenceId = c.Id, Kind = InviteeKind.Office, Name = "Các phòng, đơn vị thuộc UBND" },
            .. script.Registered.Select(b => new Invitation { ConferenceId = c.Id, RegistrationId = b.Id, Kind = InviteeKind.Business, Name = b.Name, Addressee = $"{b.Title} {b.Representative}" }),
        ];
        var paper = Guid.CreateVersion7();
        var number = await Number(PaperKinds.Invitation, paper, on, cancellationToken);
        foreach (var invitation in invited)
        {
            invitation.Send(on, paper);
            invitation.Take(invitation.RegistrationId is { } id && !script.Attending.Any(a => a.Id == id) ? InvitationReply.None : InvitationReply.Accepts);
        }
        db.Invitations.AddRange(invited);
        await Issue(c, paper, InvitationPaper.Of(c, invited, set), number, on, "giay-moi", cancellationToken);

        var lines = await db.Plans.AsNoTracking().Where(p => p.Year == c.Year).OrderByDescending(p => p.Id).Select(p => p.Body).FirstOrDefaultAsync(cancellationToken);
        if (lines is null) return;
        var budget = new Budget { Id = c.Id };
        budget.Estimate(lines.Budget.Select(l => new BudgetItem(l.Content, l.Unit, l.Quantity, l.Price, WriteBudget.DefaultSource)), Accountant);
        budget.Approve(Signer.Name, Signer.Title, on);
        db.Budgets.Add(budget);
    }

    public async Task Minute(Conference c, ConferenceMinutes minutes, DemoConference script, CancellationToken cancellationToken)
    {
        (minutes.Chair, minutes.Secretary) = (Signer.Name, slug == "dai-son" ? "Phạm Thị Lan" : "Nguyễn Thị Huệ");
        var opinions = script.Petitions.Where(p => p.End == DemoEnd.AtConference).Take(5).Select((p, i) => new Opinion
        {
            Id = StableId.Of("opinion", p.Id.ToString()), ConferenceId = c.Id, Position = i + 1, Who = p.Business.Name, Summary = p.Text, Answer = p.Answer, AnsweredBy = "Lãnh đạo phòng chuyên môn",
        }).ToList();
        db.Opinions.AddRange(opinions);
        var paper = StableId.Of("minutes", c.Id.ToString());
        var number = await Number(PaperKinds.Minutes, paper, c.Day, cancellationToken);
        minutes.Issue(number.Text, c.Day);
        await db.SaveChangesAsync(cancellationToken); // the paper is written from what is stored
        await Issue(c, paper, await read.Minutes(c, await Setting(c, cancellationToken), cancellationToken), number, c.Day, "bien-ban", cancellationToken);
    }

    public async Task Conclude(Conference c, TakenNumber number, DateOnly on, string text, ConclusionTask task, int present, CancellationToken cancellationToken)
    {
        await Issue(c, StableId.Of("conclusion", c.Id.ToString()), ConclusionPaper.Of(c, text, [task], c.Chair, present, await Setting(c, cancellationToken)), number, on, "ket-luan", cancellationToken);
        if (await db.Budgets.FindAsync([c.Id], cancellationToken) is not { } budget) return;
        budget.Record([.. budget.Items.Select((item, i) => new BudgetSpending(i == 0 ? item.Amount : decimal.Round(item.Amount * 0.95m / 1000) * 1000, $"PC{i + 1:00}", c.Day, ""))], []);
        budget.Settle(on, Accountant);
    }

    private string Accountant => slug == "dai-son" ? "Hoàng Thị Kế" : "Vũ Thị Toán";

    private Task<PaperSetting> Setting(Conference c, CancellationToken cancellationToken) => papers.Setting(c.Year, Signer, "", cancellationToken);

    private Task Issue(Conference c, Guid id, Paper paper, TakenNumber number, DateOnly on, string page, CancellationToken cancellationToken) =>
        papers.Issue(c.Id, id, paper, number, on, Signer, $"can-bo/hoi-nghi/{c.Id}/{page}", cancellationToken);
}
