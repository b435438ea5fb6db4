using Dialogue.Data.Files;
using Dialogue.Data.Reference;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>What a business takes home: codes, QR, when it is answered, what happens next. Its address is the secret; no personal data on it.</summary>
[AllowAnonymous, RequireCapability(Capability.HoldsDialogues)]
internal sealed class ReceiptModel(PetitionsDb db, PetitionDesk desk, PaperDesk papers, CurrentTenant tenant, CalendarSource<PetitionsDb> calendars) : PageModel
{
    public CurrentTenant Tenant => tenant;
    public IReadOnlyList<Petition> Petitions { get; private set; } = [];
    public ILookup<Guid, StoredFile> Files { get; private set; } = null!;
    public ConferenceCopy? Conference { get; private set; }
    public Deadline? DueIfOwn { get; private set; }
    public Deadline? DueIfCoordinated { get; private set; }
    public WorkingCalendar Calendar { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid submission, CancellationToken cancellationToken) => await Load(submission, cancellationToken) ? Page() : NotFound();

    /// <summary>The same to be kept: by the organisation's own template, if it has one.</summary>
    public async Task<IActionResult> OnGetWordAsync(Guid submission, CancellationToken cancellationToken)
    {
        if (!await Load(submission, cancellationToken)) return NotFound();
        var files = Petitions.SelectMany(p => Files[p.Id], (p, f) => (p.Id, f.Name)).ToLookup(f => f.Id, f => f.Name);
        var paper = ReceiptPaper.Of(Petitions, files, Conference, DueIfOwn, DueIfCoordinated, await papers.Head(db, cancellationToken), TrackAddress(""));
        return File(await papers.Docx(db, paper, cancellationToken), PaperDesk.DocxType, PaperDesk.FileName($"{paper.Kind.Name} {Petitions[0].Code}"));
    }

    private async Task<bool> Load(Guid submission, CancellationToken cancellationToken)
    {
        Petitions = await db.Petitions.AsNoTracking().Where(p => p.SubmissionId == submission).OrderBy(p => p.Ordinal).ToListAsync(cancellationToken);
        if (Petitions.Count == 0) return false;
        var ids = Petitions.Select(p => p.Id).ToList();
        Files = (await db.Files.AsNoTracking().Where(f => ids.Contains(f.OwnerId)).OrderBy(f => f.Name).ToListAsync(cancellationToken)).ToLookup(f => f.OwnerId);
        var terms = await desk.TermsOf(Petitions[0], cancellationToken);
        (Conference, Calendar) = (terms.Conference, await calendars.Get(cancellationToken));
        DueIfOwn = terms.Expected(Authority.Own, Petitions[0].ReceivedOn);
        DueIfCoordinated = terms.Expected(Authority.Coordinated, Petitions[0].ReceivedOn);
        return true;
    }

    /// <summary>The whole address behind the gateway, for the QR code.</summary>
    public string TrackAddress(string code) => $"{PublicSite.Of(Request)}/{tenant.Slug}/kien-nghi/tra-cuu?ma={code}";
}
