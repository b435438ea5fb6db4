using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Conferences;

/// <summary>One conference as its officers see it: the next step, the path with its dates, the conditions.</summary>
[RequireMember, RequireCapability(Capability.HoldsDialogues)]
internal sealed class WorkspacePageModel(PlanningDb db, ReadConditions conditions, PostAnnouncement postings, ConferenceNews news, ConferenceTerms terms, LegalClock clock, CurrentTenant tenant)
    : ConferencePage(db)
{
    private readonly PlanningDb db = db;

    public ConditionsNow? Conditions { get; private set; }
    public IReadOnlyList<string> MissingChannels { get; private set; } = [];
    public IReadOnlyList<ConferencePetition> Petitions { get; private set; } = [];
    public int Attended { get; private set; }
    public WorkingCalendar Calendar { get; private set; } = null!;
    public (string Text, string Button, string Href)? Next { get; private set; }

    public string Root => $"/{tenant.Slug}/can-bo/hoi-nghi/{Id}";

    protected override async Task<IActionResult?> Show(CancellationToken cancellationToken)
    {
        Calendar = await terms.Calendar(cancellationToken);
        if (await terms.Find(Conference.Year, cancellationToken) is not null) Conditions = await conditions.Of(Conference, cancellationToken);
        MissingChannels = Conference.AnnouncedOn is null || Conference.MustAnnounceAgain ? [] : await postings.Missing(Conference, cancellationToken);
        Petitions = await db.ConferencePetitions.AsNoTracking().Where(p => p.ConferenceId == Id).OrderBy(p => p.ReceivedOn).ThenBy(p => p.Id).Take(200).ToListAsync(cancellationToken);
        Attended = (await news.Attended(Id, cancellationToken)).Total;
        Next = NextStep();
        return null;
    }

    private (string, string, string)? NextStep()
    {
        var c = Conference;
        if (c.Review.Length > 0) return ($"Quyết định cần xem lại. {c.Review}", "Xem lại điều kiện", Root + "/dieu-kien");
        return c.State switch
        {
            ConferenceState.Planned or ConferenceState.Postponed => (
                c.MustAnnounceAgain ? "Ngày tổ chức đã đổi; hãy ban hành thông báo lại." : "Soạn và ban hành thông báo tổ chức hội nghị.", "Soạn thông báo", Root + "/thong-bao"),
            ConferenceState.Announced or ConferenceState.Confirmed when MissingChannels.Count > 0 => (
                $"Còn {MissingChannels.Count} kênh chưa niêm yết, đăng tải: {string.Join(", ", MissingChannels.Select(ConferenceWords.Channel))}.", "Ghi nhận niêm yết", Root + "/thong-bao"),
            ConferenceState.Announced when c.CutOff is { } cutOff && clock.Today < cutOff.Due => (
                "Đang nhận đăng ký và kiến nghị. Chuẩn bị chương trình và giấy mời.", "Xem đăng ký", Root + "/dang-ky"),
            ConferenceState.Announced when c.CutOff is not null => ("Đã hết hạn nhận kiến nghị; lãnh đạo quyết định việc tổ chức.", "Xem điều kiện", Root + "/dieu-kien"),
            ConferenceState.Announced or ConferenceState.Confirmed when clock.Today >= c.Day => ("Hôm nay là ngày hội nghị: điểm danh và khai mạc.", "Điểm danh", Root + "/diem-danh"),
            ConferenceState.Announced or ConferenceState.Confirmed => ("Chuẩn bị chương trình và gửi giấy mời.", "Giấy mời", Root + "/giay-moi"),
            ConferenceState.Postponing => ("Đã gửi đề nghị hoãn; chờ trả lời.", "Xem đề nghị hoãn", Root + "/hoan"),
            ConferenceState.Held when c.ClosedAt is null => ("Hội nghị đang diễn ra: ghi biên bản, ý kiến và trả lời.", "Ghi biên bản", Root + "/bien-ban"),
            ConferenceState.Held => ("Ban hành thông báo kết luận và giao nhiệm vụ.", "Thông báo kết luận", Root + "/ket-luan"),
            ConferenceState.Concluded or ConferenceState.AnsweredInWriting or ConferenceState.NotHeld => ("Lập và gửi báo cáo kết quả.", "Báo cáo", $"/{tenant.Slug}/can-bo/bao-cao"),
            _ => null,
        };
    }
}
