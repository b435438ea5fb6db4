using System.ComponentModel.DataAnnotations;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dialogue.Planning.Agenda;

/// <summary>The programme, step by step; an emptied step is taken out.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Leader), RequireCapability(Capability.HoldsDialogues)]
internal sealed class AgendaPageModel(PlanningDb db, WriteAgenda write, IssueAgenda issue, PlanningPapers papers) : ConferencePage(db)
{
    [BindProperty]
    public List<Row> Steps { get; set; } = [];

    public sealed class Row
    {
        [StringLength(500)] public string? Title { get; set; }
        [StringLength(200)] public string? Speaker { get; set; }
        [Range(0, 600)] public int Minutes { get; set; } = 15;
    }

    [BindProperty]
    public IssueForm Issue { get; set; } = new();

    public sealed class IssueForm
    {
        [StringLength(40)] public string? Number { get; set; }
        [Required, StringLength(200)] public string Signer { get; set; } = "";
        [Required, StringLength(200)] public string SignerTitle { get; set; } = "";
    }

    public FrozenPaper? Issued { get; private set; }

    public bool MayIssue => Conference.State.IsOpen();

    public IReadOnlyList<ProgrammeStep> Programme { get; private set; } = [];

    protected override async Task<IActionResult?> Show(CancellationToken cancellationToken)
    {
        var items = await write.Read(Id, cancellationToken);
        Programme = ProgrammeStep.Of(Conference, items);
        Issued = await papers.Latest(Id, Dialogue.Documents.PaperKinds.Agenda, cancellationToken);
        if (Issue.Signer is null or "")
        {
            var signer = await papers.LastSigner(cancellationToken);
            Issue = new() { Number = Issue.Number, Signer = signer.Name, SignerTitle = signer.Title };
        }
        if (HttpMethods.IsGet(Request.Method)) Steps = [.. items.Select(i => new Row { Title = i.Title, Speaker = i.Speaker, Minutes = i.Minutes }), new Row(), new Row()];
        return null;
    }

    public async Task<IActionResult> OnPostIssueAsync(CancellationToken cancellationToken) =>
        await issue.Handle(Id, new(Issue.Number, Issue.Signer, Issue.SignerTitle), cancellationToken) is { } number ? Done($"Đã ban hành chương trình số {number}.") : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        WriteAgenda.Step[] steps = [.. Steps.Where(s => !string.IsNullOrWhiteSpace(s.Title)).Select(s => new WriteAgenda.Step(s.Title!, s.Speaker, s.Minutes))];
        return await write.Handle(Id, steps, cancellationToken) ? Done("Đã lưu chương trình.") : NotFound();
    }
}
