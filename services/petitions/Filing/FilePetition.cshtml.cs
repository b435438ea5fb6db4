using System.ComponentModel.DataAnnotations;
using Dialogue.Data.Reference;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dialogue.Petitions;

/// <summary>The public form: who asks, one to five requests, files, and the due dates before anything is sent.</summary>
[AllowAnonymous, RequireCapability(Capability.HoldsDialogues), StreamsUploads]
internal sealed class FilePetitionModel(
    FilePetition file, PetitionsDb db, CurrentTenant tenant, LegalClock clock, IntakeFactsCache cache, CalendarSource<PetitionsDb> calendars, Uploads uploads)
    : PageModel, IFormPage
{
    /// <summary>Value of the choice of no conference.</summary>
    public const string Outside = "ngoai";

    [BindProperty]
    public Form Input { get; set; } = new();

    public sealed class Form
    {
        /// <summary>Made with the empty form: sent twice, it is one submission.</summary>
        public Guid Key { get; set; }
        public ContactForm Contact { get; set; } = new();

        [MinLength(1), MaxLength(FilePetition.MostAtOnce, ErrorMessage = "Mỗi lần gửi tối đa 5 kiến nghị. Hãy gửi phần còn lại trong lần sau.")]
        public List<Ask> Requests { get; set; } = [];

        /// <summary>Id of a conference, or <see cref="Outside"/>.</summary>
        public string? Conference { get; set; }

        /// <summary>Nobody sees this field; only a program fills it.</summary>
        [RegularExpression("^$", ErrorMessage = "Hãy để trống ô “Trang mạng”.")]
        public string? Website { get; set; }
    }

    public sealed class Ask
    {
        [Required(ErrorMessage = "Hãy viết nội dung kiến nghị."), StringLength(FilePetition.MostText, ErrorMessage = "Nội dung dài quá 20.000 ký tự. Hãy viết ngắn lại hoặc tách thành nhiều kiến nghị.")]
        public string? Text { get; set; }

        [Required(ErrorMessage = "Hãy chọn lĩnh vực.")]
        public string? Field { get; set; }

        [BindNever]
        public List<IFormFile>? Files { get; set; }
    }

    private Guid? chosen;

    public IReadOnlyList<SelectListItem> Fields { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Conferences { get; private set; } = [];
    public ConferenceCopy? Ahead { get; private set; }
    public Deadline? DueIfOwn { get; private set; }
    public Deadline? DueIfCoordinated { get; private set; }
    public WorkingCalendar Calendar { get; private set; } = null!;
    public CurrentTenant Tenant => tenant;
    public IReadOnlyList<string> ChosenFiles => uploads.Names;

    /// <param name="conference">The conference from whose page the form was opened.</param>
    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "hoi-nghi")] Guid? conference, CancellationToken cancellationToken)
    {
        Input = new() { Key = Guid.CreateVersion7(), Requests = [new()] };
        chosen = conference;
        return await Load(cancellationToken) ?? Page();
    }

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        var facts = await cache.Get(db, cancellationToken);
        Calendar = await calendars.Get(cancellationToken);
        if (Guid.TryParse(Input.Conference, out var id)) chosen = id;
        Ahead = facts.Conferences.FirstOrDefault(c => c.Id == chosen && c.TakesPetitions(clock.Today)) ?? facts.Ahead(clock.Today);
        Fields = [.. facts.Fields.Select(f => new SelectListItem(f.Name, f.Code))];
        if (Ahead is not null)
            Conferences =
            [
                .. facts.Conferences.Where(c => c.TakesPetitions(clock.Today)).Select(c => new SelectListItem($"{c.Title}, ngày {Vn.Date(c.Day)}", c.Id.ToString())),
                new SelectListItem("Ngoài hội nghị: trả lời theo hạn tính từ ngày gửi", Outside),
            ];
        Input.Conference ??= Ahead?.Id.ToString();
        var terms = facts.Terms(Calendar, Input.Conference == Outside ? null : Ahead, clock.Today);
        DueIfOwn = terms.Expected(Authority.Own, clock.Today);
        DueIfCoordinated = terms.Expected(Authority.Coordinated, clock.Today);
        if (Input.Key == Guid.Empty) Input.Key = Guid.CreateVersion7();
        if (Input.Requests.Count == 0) Input.Requests.Add(new());

        // "One more" and "without this one" are answered before anything is checked: the form comes back with all that was typed.
        if (Asked("Add") is not null && Input.Requests.Count < FilePetition.MostAtOnce) return Again(() => Input.Requests.Add(new()));
        if (int.TryParse(Asked("Remove"), out var index) && Input.Requests.Count > 1 && index >= 0 && index < Input.Requests.Count)
            return Again(() => Input.Requests.RemoveAt(index));
        return uploads.TooLarge ? new PageResult { StatusCode = StatusCodes.Status413PayloadTooLarge } : null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Asked("Add") is not null || Asked("Remove") is not null) return await Load(cancellationToken) ?? Page();
        var conference = Input.Conference == Outside ? new FilePetition.For(Outside: true) : new FilePetition.For(Guid.TryParse(Input.Conference, out var id) ? id : null);
        var asks = Input.Requests.Select((ask, i) => new FilePetition.Ask(uploads.PetitionAt(i), ask.Text!, ask.Field!)).ToList();
        var petitions = await file.Handle(
            Input.Contact.ToContact(), asks, Input.Key, Channel.Online, conference, clock.Today, cancellationToken);
        await uploads.Commit(cancellationToken);
        return Redirect($"/{tenant.Slug}/kien-nghi/bien-nhan/{petitions[0].SubmissionId}");
    }

    private string? Asked(string button) => Request.HasFormContentType ? Request.Form[button].FirstOrDefault() : null;

    private PageResult Again(Action change)
    {
        change();
        ModelState.Clear();
        return Page();
    }
}
