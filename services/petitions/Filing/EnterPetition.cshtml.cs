using System.ComponentModel.DataAnnotations;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dialogue.Petitions;

/// <summary>An officer enters what came on paper (with its day of receipt and a scan) or was said at a conference.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.DepartmentOfficer), RequireCapability(Capability.HoldsDialogues), StreamsUploads]
internal sealed class EnterPetitionModel(FilePetition file, PetitionsDb db, CurrentTenant tenant, LegalClock clock, IntakeFactsCache cache, Uploads uploads) : PageModel, IFormPage
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public sealed class Form
    {
        public Guid Key { get; set; }
        public ContactForm Contact { get; set; } = new();

        [Required(ErrorMessage = "Hãy chọn hình thức.")]
        public Channel? Channel { get; set; }

        [Required(ErrorMessage = "Hãy ghi ngày tiếp nhận.")]
        public DateOnly? ReceivedOn { get; set; }

        public string? Conference { get; set; }

        [Required(ErrorMessage = "Hãy chọn lĩnh vực.")]
        public string? Field { get; set; }

        [Required(ErrorMessage = "Hãy ghi nội dung kiến nghị."), StringLength(FilePetition.MostText, ErrorMessage = "Nội dung dài quá 20.000 ký tự. Hãy viết ngắn lại hoặc tách thành nhiều kiến nghị.")]
        public string? Text { get; set; }

        [BindNever]
        public List<IFormFile>? Files { get; set; }
    }

    public CurrentTenant Tenant => tenant;
    public IReadOnlyList<SelectListItem> Fields { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Conferences { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Channels { get; } =
        [new(Petitions.Channel.Paper.Text(), nameof(Petitions.Channel.Paper)), new(Petitions.Channel.Spoken.Text(), nameof(Petitions.Channel.Spoken))];
    public IReadOnlyList<string> ChosenFiles => uploads.Names;

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "hoi-nghi")] Guid? conference, [FromQuery(Name = "kenh")] string? channel, CancellationToken cancellationToken)
    {
        var facts = await cache.Get(db, cancellationToken);
        var chosen = facts.Conferences.FirstOrDefault(c => c.Id == conference) ?? (conference is null ? facts.Ahead(clock.Today) : null);
        var spoken = PetitionWords.ChannelOf(channel) == Petitions.Channel.Spoken;
        Input = new()
        {
            Key = Guid.CreateVersion7(), Channel = spoken ? Petitions.Channel.Spoken : Petitions.Channel.Paper, Conference = chosen?.Id.ToString() ?? FilePetitionModel.Outside,
            ReceivedOn = spoken && chosen is { } c && c.Day <= clock.Today ? c.Day : clock.Today,
        };
        return await Load(cancellationToken) ?? Page();
    }

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        var facts = await cache.Get(db, cancellationToken);
        Fields = [.. facts.Fields.Select(f => new SelectListItem(f.Name, f.Code))];
        Conferences =
        [
            .. facts.Conferences.OrderByDescending(c => c.Day).Take(10).Select(c => new SelectListItem($"{c.Title}, ngày {Vn.Date(c.Day)}", c.Id.ToString())),
            new SelectListItem("Ngoài hội nghị", FilePetitionModel.Outside),
        ];
        return uploads.TooLarge ? new PageResult { StatusCode = StatusCodes.Status413PayloadTooLarge } : null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Input.Channel == Petitions.Channel.Online) throw PetitionRules.NotByOfficer();
        var conference = Guid.TryParse(Input.Conference, out var id) ? new FilePetition.For(id) : new FilePetition.For(Outside: true);
        var petitions = await file.Handle(Input.Contact.ToContact(), [new(uploads.PetitionAt(0), Input.Text!, Input.Field!)], Input.Key, Input.Channel!.Value, conference,
            Input.ReceivedOn!.Value, cancellationToken);
        await uploads.Commit(cancellationToken);
        this.SayDone($"Đã nhập kiến nghị {petitions[0].Code}. Hãy phân loại để ấn định thời hạn.");
        return Redirect($"/{tenant.Slug}/can-bo/kien-nghi/{petitions[0].Code}");
    }
}
