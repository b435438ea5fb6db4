using System.ComponentModel.DataAnnotations;
using Dialogue.Identity.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.People;

/// <summary>One person at one organisation: the same page for the organisation's administrator and for the system's.</summary>
internal abstract class PersonPageBase(IdentityDb db, EditPeople edit) : PageModel, IFormPage
{
    public sealed class PasswordRequest
    {
        [Required(ErrorMessage = "Hãy nhập mật khẩu mới."), StringLength(200), DataType(DataType.Password)]
        public string Password { get; set; } = "";
    }

    [FromRoute] public Guid Id { get; set; }

    [BindProperty] public EditPeople.Request Input { get; set; } = new();

    [BindProperty] public PasswordRequest Reset { get; set; } = new();

    public User Person { get; private set; } = null!;

    public Organisation Organisation { get; private set; } = null!;

    public bool IsMember { get; private set; }

    public IReadOnlyList<SelectListItem> Roles { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Offices { get; private set; } = [];

    /// <summary>Where this person's page at this organisation is.</summary>
    protected abstract string Here { get; }

    protected abstract string List { get; }

    /// <summary>People who are not members yet are shown too, so that they can become members.</summary>
    protected abstract bool ShowsEverybody { get; }

    protected IdentityDb Db => db;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is { } other) return other;
        var members = await db.Members.Where(m => m.UserId == Id && m.OrganisationId == Organisation.Id).ToListAsync(cancellationToken);
        Input = new() { Name = Person.DisplayName, Title = Person.Title, Email = Person.Email, Roles = [.. members.Select(m => m.Role)], OfficeId = members.FirstOrDefault()?.OfficeId };
        return Page();
    }

    public virtual async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (await OrganisationId(cancellationToken) is not { } organisationId) return NotFound();
        var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == Id, cancellationToken);
        IsMember = await db.Members.AnyAsync(m => m.UserId == Id && m.OrganisationId == organisationId, cancellationToken);
        if (user is null || (!IsMember && !ShowsEverybody)) return NotFound();
        Person = user;
        Organisation = await db.OwnedOrganisations.AsNoTracking().FirstAsync(o => o.Id == organisationId, cancellationToken);
        (Roles, Offices) = PersonChoices.Of(Organisation);
        return null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        await OrganisationId(cancellationToken) is { } at && await edit.Change(at, Id, Input, cancellationToken) ? Done("Đã lưu.", Here) : NotFound();

    public async Task<IActionResult> OnPostPasswordAsync(CancellationToken cancellationToken) =>
        await OrganisationId(cancellationToken) is { } at && await edit.ResetPassword(at, Id, Reset.Password, cancellationToken) ? Done("Đã đặt lại mật khẩu.", Here) : NotFound();

    [WithoutForm]
    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken) =>
        await OrganisationId(cancellationToken) is { } at && await edit.Remove(at, Id, cancellationToken) ? Done("Người này đã thôi làm việc tại đơn vị.", List) : NotFound();

    protected abstract Task<Guid?> OrganisationId(CancellationToken cancellationToken);

    private LocalRedirectResult Done(string text, string address)
    {
        this.SayDone(text);
        return LocalRedirect(address);
    }
}
