using System.ComponentModel.DataAnnotations;
using Dialogue.Data;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Planning.Agenda;

/// <summary>One step of the programme.</summary>
internal sealed class AgendaItem : IAggregate
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public TenantId TenantId { get; private set; }
    public Guid ConferenceId { get; init; }

    /// <summary>Place in the programme, from 1.</summary>
    public int Position { get; set; }
    public string Title { get; set; } = "";
    public string Speaker { get; set; } = "";

    /// <summary>0 to 600.</summary>
    public int Minutes { get; set; }

    /// <summary>The six steps of both plans, until the organisation writes its own.</summary>
    public static readonly (string Title, string Speaker, int Minutes)[] Default =
    [
        ("Tuyên bố lý do, giới thiệu đại biểu", "Văn phòng HĐND và UBND", 15),
        ("Thông tin tình hình kinh tế - xã hội", "Lãnh đạo UBND", 20),
        ("Phát biểu của Hiệp hội doanh nghiệp, các doanh nghiệp, hợp tác xã và hộ kinh doanh", "Đại diện các đơn vị", 60),
        ("Lãnh đạo sở, ngành, đơn vị có liên quan trao đổi, trả lời trực tiếp nội dung kiến nghị", "Đại diện sở, ngành", 40),
        ("Lãnh đạo các phòng, ban, đơn vị trao đổi, trả lời trực tiếp ý kiến, kiến nghị", "Các phòng, ban", 30),
        ("Lãnh đạo UBND phát biểu kết luận hội nghị", "Chủ trì hội nghị", 15),
    ];
}

internal sealed class AgendaItemConfiguration : IEntityTypeConfiguration<AgendaItem>
{
    public void Configure(EntityTypeBuilder<AgendaItem> item)
    {
        item.ToTable("agenda_items");
        item.Property(i => i.Id).ValueGeneratedNever();
        item.Property(i => i.Title).HasMaxLength(500);
        item.Property(i => i.Speaker).HasMaxLength(200);
        item.HasIndex(i => new { i.TenantId, i.ConferenceId, i.Position });
    }
}

/// <summary>The programme as it is read: each step with the time at which it starts.</summary>
internal sealed record ProgrammeStep(int Position, TimeOnly At, string Title, string Speaker, int Minutes)
{
    public static IReadOnlyList<ProgrammeStep> Of(Conference conference, IEnumerable<AgendaItem> items)
    {
        var at = conference.StartsAt;
        var steps = new List<ProgrammeStep>();
        foreach (var item in items.OrderBy(i => i.Position))
        {
            steps.Add(new(item.Position, at, item.Title, item.Speaker, item.Minutes));
            at = at.AddMinutes(item.Minutes);
        }
        return steps;
    }
}

/// <summary>The programme is written whole: what is sent is what there is, in that order.</summary>
internal sealed class WriteAgenda(PlanningDb db)
{
    public sealed record Step([Required, StringLength(500)] string Title, [StringLength(200)] string? Speaker, [Range(0, 600)] int Minutes);

    /// <summary>What is stored, or the default steps (not stored) while nothing is.</summary>
    public async Task<IReadOnlyList<AgendaItem>> Read(Guid conferenceId, CancellationToken cancellationToken)
    {
        var items = await db.AgendaItems.AsNoTracking().Where(i => i.ConferenceId == conferenceId).OrderBy(i => i.Position).ToListAsync(cancellationToken);
        return items.Count > 0 ? items
            : [.. AgendaItem.Default.Select((d, i) => new AgendaItem { ConferenceId = conferenceId, Position = i + 1, Title = d.Title, Speaker = d.Speaker, Minutes = d.Minutes })];
    }

    /// <returns>False when this tenant has no such conference.</returns>
    public async Task<bool> Handle(Guid id, IReadOnlyList<Step> steps, CancellationToken cancellationToken)
    {
        if (await db.Conferences.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } conference) return false;
        if (conference.ClosedAt is not null) throw ConferenceRules.Over(conference.State);
        var stored = await db.AgendaItems.Where(i => i.ConferenceId == id).OrderBy(i => i.Position).ToListAsync(cancellationToken);
        for (var i = 0; i < Math.Max(stored.Count, steps.Count); i++)
        {
            if (i >= steps.Count)
            {
                db.AgendaItems.Remove(stored[i]);
                continue;
            }
            var item = i < stored.Count ? stored[i] : db.AgendaItems.Add(new() { ConferenceId = id }).Entity;
            (item.Position, item.Title, item.Speaker, item.Minutes) = (i + 1, steps[i].Title.Trim(), steps[i].Speaker?.Trim() ?? "", steps[i].Minutes);
        }
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    public static void Map(RouteGroupBuilder conferences) => conferences
        .MapPut("/{id:guid}/agenda", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Leader)] async Task<Results<NoContent, NotFound>> (
            Guid id, List<Step> steps, WriteAgenda write, CancellationToken cancellationToken) =>
            await write.Handle(id, steps, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound())
        .WithSummary("Write the programme of a conference, whole").ProducesProblem(409);
}
