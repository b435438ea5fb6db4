using Dialogue.Contracts.Petitions;
using Dialogue.Contracts.Planning;
using Dialogue.Hosting.Works;
using Dialogue.Kernel;
using Dialogue.Reporting.Tests;
using Dialogue.Testing;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(Service))]
// One legal day for all: tests that set it take turns.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Dialogue.Reporting.Tests;

/// <summary>The reporting service as it runs; every test makes tenants of its own.</summary>
public sealed class Service : ServiceHost<ReportingModule>
{
    protected override void Adjust(IServiceCollection services)
    {
        services.AddSingleton(new WorkOptions { Beat = TimeSpan.FromMilliseconds(50) });
        services.AddLongWork<HeldWork>(ReportingModule.Service);
    }

    private static int codes;

    /// <summary>A petition as most tests want it: asked on 14/9/2026, in the commune's hands until 22/10/2026.</summary>
    public static PetitionChanged APetition(Guid? conference = null, int year = 2026) => new(
        Guid.CreateVersion7(), 1, $"KN-TN-{Interlocked.Increment(ref codes):000000}", conference, year, "Cấp đổi giấy chứng nhận", "Xin cấp đổi giấy chứng nhận đất của xưởng.", "Một hộ kinh doanh", "Household", "dat-dai",
        "online", new(year, 9, 14), true, "Triaged", "own", null, new(year, 10, 22), null, null, null, null, "", false, null, "", null, "");

    /// <summary>Answered in writing on a day; in time when the day is.</summary>
    public static PetitionChanged Answered(PetitionChanged p, DateOnly on, string? cause = null) => p with
    {
        Version = p.Version + 1, State = "Answered", AnsweredHow = "in-writing", AnsweredOn = on, OnTime = p.Due is { } due ? on <= due : null, DelayCause = cause, AnswerNumber = "12/UBND-KT",
    };

    /// <summary>A conference held on 13/10/2026.</summary>
    public static ConferenceChanged AConference(DateOnly? day = null, string state = "Held", bool? held = true, long version = 1) => new(
        Guid.CreateVersion7(), version, (day ?? new(2026, 10, 13)).Year, 1, "Hội nghị đối thoại doanh nghiệp năm 2026", state, day ?? new(2026, 10, 13), "8 giờ 00", "Hội trường UBND xã", "Chủ tịch UBND xã",
        new(2026, 9, 1), null, new(2026, 9, 22), "hold", new(2026, 9, 23), held is null ? null : day ?? new(2026, 10, 13), held,
        new(8, 3, 5), new(7, 3, 4), 6, null, ["hcc", "portal"], "05/KH-UBND", new(2026, 4, 10), "", null);

    /// <summary>Rules of Đại Sơn where a report is concerned; to be changed by a test.</summary>
    public static Rule[] ReportRules(string? wd = "7", string recipients = "") =>
    [
        new(RuleKeys.ReportWd, wd, "báo cáo trong vòng 07 ngày làm việc", "Kế hoạch xã Đại Sơn 2026, mục II.2.3"),
        new(RuleKeys.ReportRecipients, recipients, "", ""),
        new(RuleKeys.FrequencyMin, "1", "ít nhất 01 lần/năm", "mục II.1.4"),
        new(RuleKeys.PlanSubmitBefore, "2026-04-15", "trước ngày 15/4/2026", "mục II.1.1"),
        new(RuleKeys.PetitionCutoffWd, "15", "trước 15 ngày làm việc", "mục II.1.2"),
        new(RuleKeys.ReplyOwnWd, "7", "trong vòng 07 ngày làm việc", "mục II.2.1"),
        new(RuleKeys.ReplyCoordinatedWd, "15", "tối đa 15 ngày làm việc", "mục II.2.1"),
    ];
}
