using System.ComponentModel.DataAnnotations;
using Dialogue.Contracts.Planning;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Minutes;

/// <summary>The record of the conference, written while it runs.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Leader), RequireCapability(Capability.HoldsDialogues)]
internal sealed class MinutesPageModel(PlanningDb db, WriteMinutes write, IssueMinutes issue, ConferenceNews news) : ConferencePage(db)
{
    private readonly PlanningDb db = db;

    [BindProperty]
    public MinutesForm Minutes { get; set; } = new();

    [BindProperty]
    public OpinionForm Opinion { get; set; } = new();

    [BindProperty]
    public CloseForm Close { get; set; } = new();

    [BindProperty]
    public IssueForm Issue { get; set; } = new();

    public sealed class MinutesForm
    {
        [Required] public TimeOnly? StartedAt { get; set; }
        [Required, StringLength(200)] public string Chair { get; set; } = "";
        [Required, StringLength(200)] public string Secretary { get; set; } = "";
        [StringLength(20_000)] public string? Course { get; set; }
        [StringLength(10_000)] public string? Closing { get; set; }
    }

    public sealed class OpinionForm
    {
        public Guid Key { get; set; }
        [Required, StringLength(300)] public string Who { get; set; } = "";
        [Required, StringLength(5_000)] public string Summary { get; set; } = "";
        [StringLength(5_000)] public string? Answer { get; set; }
        [StringLength(300)] public string? AnsweredBy { get; set; }
    }

    public sealed class CloseForm
    {
        [Required] public TimeOnly? EndedAt { get; set; }
    }

    public sealed class IssueForm
    {
        [StringLength(40)] public string? Number { get; set; }
        [Required, StringLength(200)] public string Secretary { get; set; } = "";
    }

    public ConferenceMinutes? Stored { get; private set; }
    public IReadOnlyList<Opinion> Opinions { get; private set; } = [];
    public IReadOnlyList<ConferencePetition> Petitions { get; private set; } = [];
    public UnitCounts Attended { get; private set; } = new(0, 0, 0);
    public bool CanWrite => Conference.State == ConferenceState.Held && Stored is not { IsIssued: true };

    protected override async Task<IActionResult?> Show(CancellationToken cancellationToken)
    {
        Stored = await db.MinutesOfConferences.AsNoTracking().FirstOrDefaultAsync(m => m.Id == Id, cancellationToken);
        Opinions = await db.Opinions.AsNoTracking().Where(o => o.ConferenceId == Id).OrderBy(o => o.Position).ToListAsync(cancellationToken);
        Petitions = await db.ConferencePetitions.AsNoTracking().Where(p => p.ConferenceId == Id).OrderBy(p => p.ReceivedOn).ThenBy(p => p.Id).ToListAsync(cancellationToken);
        Attended = await news.Attended(Id, cancellationToken);
        if (HttpMethods.IsGet(Request.Method))
        {
            Minutes = new()
            {
                StartedAt = Stored?.StartedAt ?? Conference.StartsAt, Chair = Stored?.Chair is { Length: > 0 } chair ? chair : Conference.Chair, Secretary = Stored?.Secretary ?? "",
                Course = Stored?.Course, Closing = Stored?.Closing,
            };
            Opinion = new() { Key = Guid.CreateVersion7() };
            Issue = new() { Secretary = Stored?.Secretary ?? "" };
        }
        return null;
    }

    public async Task<IActionResult> OnPostMinutesAsync(CancellationToken cancellationToken) =>
        await write.Handle(Id, new(Minutes.StartedAt, Minutes.Chair, Minutes.Secretary, Minutes.Course, Minutes.Closing), cancellationToken) is null ? NotFound() : Done("Đã lưu biên bản.");

    public async Task<IActionResult> OnPostOpinionAsync(CancellationToken cancellationToken) =>
        await write.Record(Id, new(Opinion.Key, Opinion.Who, Opinion.Summary, Opinion.Answer, Opinion.AnsweredBy), cancellationToken) is { } o ? Done($"Đã ghi ý kiến {o.Position}.") : NotFound();

    public async Task<IActionResult> OnPostIssueAsync(CancellationToken cancellationToken) =>
        await issue.Handle(Id, new(Issue.Number, Issue.Secretary), cancellationToken) is { } m ? Done($"Biên bản đã lấy số {m.Number}.") : NotFound();

    public async Task<IActionResult> OnPostCloseAsync(CancellationToken cancellationToken) =>
        await write.Close(Id, new(Close.EndedAt), cancellationToken) is null ? NotFound() : Done("Đã ghi bế mạc. Tiếp theo: thông báo kết luận.");
}
