using System.ComponentModel.DataAnnotations;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dialogue.Planning.Agenda;

/// <summary>The programme, step by step; an emptied step is taken out.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Leader), RequireCapability(Capability.HoldsDialogues)]
internal sealed class AgendaPageModel(PlanningDb db, WriteAgenda write) : ConferencePage(db)
{
    [BindProperty]
    public List<Row> Steps { get; set; } = [];

    public sealed class Row
    {
        [StringLength(500)] public string? Title { get; set; }
        [StringLength(200)] public string? Speaker { get; set; }
        [Range(0, 600)] public int Minutes { get; set; } = 15;
    }

    public IReadOnlyList<ProgrammeStep> Programme { get; private set; } = [];

    protected override async Task<IActionResult?> Show(CancellationToken cancellationToken)
    {
        var items = await write.Read(Id, cancellationToken);
        Programme = ProgrammeStep.Of(Conference, items);
        if (HttpMethods.IsGet(Request.Method)) Steps = [.. items.Select(i => new Row { Title = i.Title, Speaker = i.Speaker, Minutes = i.Minutes }), new Row(), new Row()];
        return null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        WriteAgenda.Step[] steps = [.. Steps.Where(s => !string.IsNullOrWhiteSpace(s.Title)).Select(s => new WriteAgenda.Step(s.Title!, s.Speaker, s.Minutes))];
        return await write.Handle(Id, steps, cancellationToken) ? Done("Đã lưu chương trình.") : NotFound();
    }
}
