using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Records.Checking;

/// <summary>Holds any Word file against the decree's form. Nothing is stored: the answer is the page itself.</summary>
[RequireRole(Role.Clerk, Role.Leader, Role.OfficeHead, Role.Specialist, Role.DepartmentOfficer, Role.DepartmentLeader, Role.CityCoordinator, Role.FinanceOfficer, Role.TenantAdministrator)]
internal sealed class CheckPageModel(CheckForm check) : PageModel, IFormPage
{
    [BindProperty] public CheckInput Input { get; set; } = new();

    /// <summary>Null: nothing was sent yet.</summary>
    public IReadOnlyList<Finding>? Findings { get; private set; }
    public string FileName => Path.GetFileName(Input.File?.FileName ?? "");

    public Task<IActionResult?> Load(CancellationToken cancellationToken) => Task.FromResult<IActionResult?>(null);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await Input.File!.CopyToAsync(bytes, cancellationToken);
        Findings = await check.Handle(bytes.ToArray(), !Input.Issued, cancellationToken);
        return Page();
    }

    internal sealed class CheckInput
    {
        [Display(Name = "Tệp Word (.docx)"), Required(ErrorMessage = "Hãy chọn tệp Word (.docx).")] public IFormFile? File { get; set; }
        [Display(Name = "Văn bản đã ban hành: phải có số và ngày")] public bool Issued { get; set; }
    }
}
