using System.ComponentModel.DataAnnotations;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Web.Tests;

public enum BusinessKind
{
    [Display(Name = "Doanh nghiệp")] Enterprise,
    [Display(Name = "Hộ kinh doanh")] Household,
}

public sealed class AllFieldsModel : PageModel, IFormPage
{
    [BindProperty] public AllFields Input { get; set; } = new();

    [BindProperty] public Refusal Refuse { get; set; } = new();

    public SelectListItem[] Topics => [new("Đất đai", "land"), new("Thuế", "tax")];

    public Deadline Due => Deadline.After(new([new(2026, true, 1, [], [])]), "Trả lời", new("reply", "15", "15 ngày", ""), "Hội nghị", new(2026, 10, 13), 15);

    public Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        Input.Version = 42;
        return Task.FromResult<IActionResult?>(null);
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public IActionResult OnPost()
    {
        if (Input.Name == "có rồi") throw new RuleBrokenException("already-there", "Đơn vị này đã đăng ký.", "Name");
        if (Input.Name == "cũ") throw new DbUpdateConcurrencyException("stale");
        this.SayDone($"Đã nhận {Input.Day:yyyy-MM-dd} {Input.Amount} {string.Join('+', Input.Topics)} {Input.Kind}");
        return Redirect("/dai-son/form");
    }

    public IActionResult OnPostRefuse() => Content($"refused: {Refuse.Reason}");

    [WithoutForm]
    public IActionResult OnPostClose(string note) => Content($"closed: {note}");

    public sealed class AllFields
    {
        [Required] public BusinessKind? Kind { get; set; }
        [StringLength(20)] public string Name { get; set; } = "";
        [VietnamPhone] public string Phone { get; set; } = "";
        [EmailAddress] public string? Email { get; set; }
        [StringLength(4000)] public string Text { get; set; } = "";
        public DateOnly? Day { get; set; }
        public decimal? Amount { get; set; }
        public List<string> Topics { get; set; } = [];
        [Range(typeof(bool), "true", "true")] public bool Agree { get; set; }
        public uint Version { get; set; }
    }

    public sealed class Refusal
    {
        public string Reason { get; set; } = "";
    }
}
