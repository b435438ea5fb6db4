using System.ComponentModel.DataAnnotations;
using Dialogue.Data.Reference;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>
/// Shows its business where a petition stands: by its code and the last four digits of the phone. An unknown code and wrong digits get the same
/// answer after the same work; the gateway limits how often one may ask.
/// </summary>
[AllowAnonymous, RequireCapability(Capability.HoldsDialogues)]
internal sealed class TrackPetitionModel(PetitionsDb db, CurrentTenant tenant, CalendarSource<PetitionsDb> calendars, PetitionDesk desk, SayAgreement say) : PageModel, IFormPage
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public sealed class Form
    {
        [Required(ErrorMessage = "Hãy nhập mã tra cứu, ví dụ KN-DS-7K3M9Q."), StringLength(40, ErrorMessage = "Mã tra cứu có dạng KN-DS-7K3M9Q. Hãy kiểm tra lại.")]
        public string? Code { get; set; }

        [Required(ErrorMessage = Petitioner.NoDigits), RegularExpression(Petitioner.DigitsForm, ErrorMessage = Petitioner.WrongDigits)]
        public string? Digits { get; set; }
    }

    [BindProperty]
    public SayAgreement.Request Opinion { get; set; } = new();

    public static IEnumerable<SelectListItem> Agreements => Enum.GetValues<Agreement>().Select(a => new SelectListItem(a.Text(), a.ToString()));
    public CurrentTenant Tenant => tenant;
    public Petition? Petition { get; private set; }

    /// <summary>The business has just said what it thinks of the answer.</summary>
    public bool Noted { get; private set; }
    public ConferenceCopy? Conference { get; private set; }
    public Deadline? Expected { get; private set; }
    public WorkingCalendar Calendar { get; private set; } = null!;

    public IActionResult OnGet(string? ma)
    {
        Input.Code = ma;
        return Page();
    }

    /// <summary>After a "no" to what was said of the answer, the petition stays in sight.</summary>
    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (Request.Query["handler"] == "Agreement" && await Petitioner.Find(db, Input.Code, Input.Digits, cancellationToken) is { } found) await Show(found, cancellationToken);
        return null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await Petitioner.Find(db, Input.Code, Input.Digits, cancellationToken) is not { } found) return NotKnown();
        await Show(found, cancellationToken);
        return Page();
    }

    /// <summary>Shown again with what was said, as after looking it up: the digits must not get into an address.</summary>
    public async Task<IActionResult> OnPostAgreementAsync(CancellationToken cancellationToken)
    {
        if (await say.Handle(Input.Code, Input.Digits, Opinion, cancellationToken) is not { } petition) return NotKnown();
        Noted = true;
        await Show(petition, cancellationToken);
        return Page();
    }

    private PageResult NotKnown()
    {
        ModelState.AddModelError("Input.Code", "Không tìm thấy kiến nghị với mã và bốn số này. Hãy xem lại biên nhận, hoặc hỏi nơi đã nhận kiến nghị.");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task Show(Petition found, CancellationToken cancellationToken)
    {
        Petition = found;
        Opinion.Agreement ??= found.Agreement;
        Calendar = await calendars.Get(cancellationToken);
        var terms = await desk.TermsOf(found, cancellationToken);
        (Conference, Expected) = (terms.Conference, terms.Expected(found.Authority, found.ReceivedOn, found.RestartedOn));
    }

    /// <summary>Who has it now, in the business's words.</summary>
    public string Holder => Petition! switch
    {
        { Status: PetitionStatus.Answered or PetitionStatus.Redirected } => "Đã có kết quả",
        { Status: PetitionStatus.Escalated, DepartmentName.Length: > 0 } p => $"Đang ở {p.DepartmentName}",
        { Status: PetitionStatus.Escalated } => "Đang ở UBND thành phố",
        _ => $"Đang ở UBND {Vn.LowerFirst(tenant.Name)}",
    };

    /// <summary>The path from receipt to publication.</summary>
    public IEnumerable<(string State, string Text, string? Note)> Path()
    {
        var p = Petition!;
        yield return ("done", p.Channel switch { Channel.Online => "Tiếp nhận trực tuyến", Channel.Paper => "Tiếp nhận bằng giấy", _ => "Ghi nhận tại hội nghị" }, Vn.Date(p.ReceivedOn));
        yield return p.Authority is { } authority ? ("done", $"Phân loại: {authority.Text().ToLowerInvariant()}", null) : ("now", "Phân loại", null);
        var closed = !p.Status.IsOpen();
        if (p.ReportedOn is { } reported)
        {
            yield return ("done", "Báo cáo UBND thành phố", $"{Vn.Date(reported)}{(p.ReportNumber.Length > 0 ? $", văn bản {p.ReportNumber}" : "")}");
            if (p.ReturnReason.Length > 0) yield return ("done", $"Thành phố trả lại: {p.Cleared(p.ReturnReason)}", p.RestartedOn is { } back ? Vn.Date(back) : null);
            else if (p.DirectedOn is { } directed) yield return ("done", $"Thành phố giao {p.DepartmentName}", Vn.Date(directed));
            else if (!closed) yield return ("now", "UBND thành phố giao sở, ngành giải quyết", null);
        }
        var answer = p.AnsweredHow?.Text() ?? (p.Status == PetitionStatus.Escalated ? "Sở, ngành trả lời" : p.Authority == Authority.Beyond ? "Báo cáo thành phố hoặc hướng dẫn gửi đúng cơ quan" : "Trả lời");
        yield return closed ? ("done", answer, $"{Vn.Date(p.AnsweredOn)}{(p.AnswerNumber.Length > 0 ? $", văn bản {p.AnswerNumber}" : "")}")
            : (p.Status is PetitionStatus.Received || (p.Status == PetitionStatus.Escalated && p.DirectedOn is null) ? "todo" : "now", answer, null);
        yield return p.PublishedOn is { } published ? ("done", "Công khai", Vn.Date(published)) : (closed ? "now" : "todo", "Công khai, không kèm thông tin cá nhân", null);
    }
}
