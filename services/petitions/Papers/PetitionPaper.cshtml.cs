using Dialogue.Documents;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Petitions;

/// <summary>
/// The draft of a document about a petition, to be printed or saved as Word: from what is stored, or from what stands in a form that was not
/// sent yet. Never numbered; what was issued is in the register.
/// </summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader, Role.DepartmentOfficer, Role.DepartmentLeader)]
[RequireCapability(Capability.HoldsDialogues)]
internal sealed class PetitionPaperModel(PetitionsDb db, PetitionDesk desk, PaperContexts contexts, PaperDesk papers, Signers signers, CurrentTenant tenant, LegalClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "code")] public string Code { get; set; } = "";

    /// <summary>tra-loi, huong-dan, bao-cao or phieu-chuyen.</summary>
    [BindProperty(SupportsGet = true, Name = "loai")] public string Which { get; set; } = "";

    [BindProperty] public RedirectPetition.Request Redirected { get; set; } = new();
    [BindProperty] public ReportPetition.Request Report { get; set; } = new();

    public string Back => $"/{tenant.Slug}/can-bo/kien-nghi/{Code}";
    public Paper Paper { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Make(cancellationToken) ? Page() : NotFound();

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => OnGetAsync(cancellationToken);

    public async Task<IActionResult> OnGetWordAsync(CancellationToken cancellationToken) => await Make(cancellationToken)
        ? File(await papers.Docx(db, Paper, cancellationToken), PaperDesk.DocxType, PaperDesk.FileName($"{Paper.Kind.Name} {Code} (dự thảo)")) : NotFound();

    public Task<IActionResult> OnPostWordAsync(CancellationToken cancellationToken) => OnGetWordAsync(cancellationToken);

    private async Task<bool> Make(CancellationToken cancellationToken)
    {
        if (await desk.Find(Code, cancellationToken) is not { } petition || !petition.Status.IsOwed()) return false;
        Code = petition.Code;
        IssueRequest? form = Which switch { "huong-dan" => Redirected, "bao-cao" => Report, _ => null };
        var last = await signers.Last(db, cancellationToken);
        var context = await contexts.Of(petition, new Signer(form?.SignerName ?? last.Name, form?.SignerTitle ?? last.Title), cancellationToken);
        Paper? paper = Which switch
        {
            "tra-loi" when petition.Draft.Length > 0 => AnswerLetter.Of([petition], context),
            "huong-dan" => RedirectLetter.Of(petition, Redirected.Agency ?? "…………………………", Redirected.Guidance ?? "", context),
            "bao-cao" => EscalationPaper.Of(petition, Report.Why ?? "", Report.Opinion ?? "", context),
            "phieu-chuyen" => AssignmentSlip.Of(petition, context),
            _ => null,
        };
        if (paper is null) return false;
        Paper = paper with { Year = clock.Today.Year };
        return true;
    }
}
