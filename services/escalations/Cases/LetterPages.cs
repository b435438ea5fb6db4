using Dialogue.Data.Reference;
using Dialogue.Documents;
using Dialogue.Escalations.Answering;
using Dialogue.Escalations.Directing;
using Dialogue.Escalations.Model;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Escalations.Cases;

internal sealed record LetterView(Paper Paper, string Code, string Back);

/// <summary>The draft of a letter about a case, to be printed or saved as Word: never numbered; what was issued is in the register.</summary>
internal abstract class LetterModel(EscalationsDb db, PaperDesk papers) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public LetterView Letter { get; private set; } = null!;

    protected EscalationsDb Db => db;

    protected abstract Task<LetterView?> Make(CancellationToken cancellationToken);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await Make(cancellationToken) is not { } letter) return NotFound();
        Letter = letter;
        return Page();
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => OnGetAsync(cancellationToken);

    public async Task<IActionResult> OnGetWordAsync(CancellationToken cancellationToken) => await Make(cancellationToken) is { } letter
        ? File(await papers.Docx(db, letter.Paper, cancellationToken), PaperDesk.DocxType, PaperDesk.FileName($"{letter.Paper.Kind.Name} {letter.Code} (dự thảo)")) : NotFound();

    public Task<IActionResult> OnPostWordAsync(CancellationToken cancellationToken) => OnGetWordAsync(cancellationToken);
}

/// <summary>The department's answer.</summary>
[RequireRole(Role.DepartmentOfficer, Role.DepartmentLeader), RequireCapability(Capability.AnswersCases)]
internal sealed class AnswerPaperModel(EscalationsDb db, PaperDesk papers, CaseLetters letters, CurrentTenant tenant) : LetterModel(db, papers)
{
    [BindProperty] public AnswerCase.Draft Draft { get; set; } = new();
    [BindProperty] public AnswerCase.Issue Issue { get; set; } = new();

    protected override async Task<LetterView?> Make(CancellationToken cancellationToken)
    {
        if (await Db.DepartmentCases.AsNoTracking().FirstOrDefaultAsync(c => c.Id == Id, cancellationToken) is not { } c || !c.State.IsOpen()) return null;
        var text = new[] { Issue.Text, Draft.Text, c.Draft }.FirstOrDefault(t => !string.IsNullOrWhiteSpace(t)) ?? "";
        return new(await letters.AnswerDraft(c, text, Issue.SignerName, Issue.SignerTitle, cancellationToken), c.Code, $"/{tenant.Slug}/can-bo/vu-viec/{c.Id}");
    }
}

/// <summary>The city office's direction.</summary>
[RequireRole(Role.CityCoordinator), RequireCapability(Capability.RoutesCases)]
internal sealed class DirectionPaperModel(EscalationsDb db, PaperDesk papers, CaseLetters letters, CurrentTenant tenant, LegalClock clock, CalendarSource<EscalationsDb> calendar) : LetterModel(db, papers)
{
    [BindProperty] public DirectCase.Request Direct { get; set; } = new();

    protected override async Task<LetterView?> Make(CancellationToken cancellationToken)
    {
        if (await Db.CityCases.AsNoTracking().FirstOrDefaultAsync(c => c.Id == Id, cancellationToken) is not { State: CityCaseState.Received or CityCaseState.Directed } c) return null;
        var term = await CaseTerm.From(Db, calendar, clock.Today, cancellationToken);
        return new(await letters.DirectionDraft(c, Direct.Department ?? c.ProposedDepartmentId, Direct.Instruction ?? "", term, Direct.SignerName, Direct.SignerTitle, cancellationToken), c.Code,
            $"/{tenant.Slug}/can-bo/vu-viec/chuyen/{c.Id}");
    }
}
