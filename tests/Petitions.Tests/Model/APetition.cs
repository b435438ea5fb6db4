using Dialogue.Kernel;
using Dialogue.Testing;

namespace Dialogue.Petitions.Tests;

/// <summary>A petition as most tests want it, made through the real verbs; each test says only what it cares about.</summary>
internal sealed record APetition
{
    public DateOnly ReceivedOn { get; init; } = new(2026, 10, 1);
    public string Text { get; init; } = "Đề nghị hướng dẫn cấp đổi giấy chứng nhận quyền sử dụng đất cho xưởng chế biến.";
    public Channel Channel { get; init; } = Channel.Online;
    public ConferenceCopy? Conference { get; init; }
    public Authority? Triaged { get; init; }
    public bool Submitted { get; init; }
    public bool PublishName { get; init; }
    public RuleSet Rules { get; init; } = PlanRules.B;

    public AnswerTerms Terms => new(Rules, TestCalendar.Working, Conference);

    public Petition Made()
    {
        var petition = Petition.File(Guid.CreateVersion7(), TrackingCode.New("Xã Đại Sơn"), Guid.CreateVersion7(), Guid.CreateVersion7(), 1,
            new(BusinessKind.Household, "Hộ kinh doanh Bà Tư", "031085001234", "Thôn Đông", "Trần Thị Tư", "Chủ hộ", "0912345218", "tu@example.vn", PublishName),
            Text, "dat-dai", Channel, ReceivedOn, TimeProvider.System.GetUtcNow(), Conference, Terms);
        if (Triaged is { } authority) petition.Triage("dat-dai", authority, null, "", petition.Title, Terms);
        if (Submitted)
        {
            petition.SaveDraft("Trường hợp của đơn vị được cấp đổi.");
            petition.Submit();
        }
        return petition;
    }

    public static ConferenceCopy AConference(DateOnly day, DateOnly? termStart = null, bool? held = null, DateOnly? cutOff = null)
    {
        var copy = new ConferenceCopy { Id = Guid.CreateVersion7() };
        copy.Take(PetitionService.Conference(copy.Id, 1, day, termStart, held, cutOff));
        return copy;
    }
}
