using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Planning.Businesses.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Businesses;

/// <summary>The directory: search, page by page, contacts on request.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader), RequireCapability(Capability.HoldsDialogues)]
internal sealed class BusinessesPageModel(PlanningDb db, FindBusinesses find, CurrentTenant tenant) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "tim")] public string? Search { get; set; }
    [BindProperty(SupportsGet = true, Name = "loai")] public UnitKind? Kind { get; set; }
    [BindProperty(SupportsGet = true, Name = "sau")] public Guid? After { get; set; }

    public string Root => $"/{tenant.Slug}/can-bo/doanh-nghiep";
    public IReadOnlyDictionary<UnitKind, int> Counts { get; private set; } = new Dictionary<UnitKind, int>();
    public int Total => Counts.Values.Sum();
    public bool Filtered => !string.IsNullOrWhiteSpace(Search) || Kind is not null;
    public IReadOnlyList<Business> Rows { get; private set; } = [];
    public Guid? Next { get; private set; }

    /// <summary>The one whose contacts are shown, because somebody asked for them.</summary>
    public Guid? Shown { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Request.WantedFile() is { } wanted)
        {
            var inside = wanted.Internal;
            if (inside) await db.NoteExport(HttpContext, nameof(Business), tenant.Id.Value, "danh bạ doanh nghiệp", cancellationToken);
            // Without contacts a household is not named: it is a natural person.
            return wanted.Of(HttpContext, "danh-ba", new Sheet<Business>("Danh bạ doanh nghiệp")
                .Text("Loại hình", b => b.Kind.Name(), 16).Text("Tên đơn vị", b => inside || b.Kind != UnitKind.Household ? b.Name : b.Kind.Unnamed(), 40)
                .Text("Mã số thuế", b => inside || b.Kind != UnitKind.Household ? b.TaxCode : null, 16).Text("Địa chỉ", b => inside || b.Kind != UnitKind.Household ? b.Address : null, 40).Text("Ngành nghề", b => b.Sector, 24)
                .When(inside, more => more.Text("Người đại diện", b => b.Representative, 24).Text("Chức danh", b => b.RepresentativeTitle, 16).Text("Điện thoại", b => b.Phone, 14).Text("Thư điện tử", b => b.Email, 26)),
                find.Filtered(Search, Kind).AsAsyncEnumerable());
        }
        await Load(cancellationToken);
        return Page();
    }

    /// <summary>Shows the contacts of one business, once, and notes who asked.</summary>
    [WithoutForm]
    public async Task<IActionResult> OnPostContactAsync(Guid business, CancellationToken cancellationToken)
    {
        if (await find.WithContacts(business, "Xem liên hệ trong danh bạ", cancellationToken) is null) return NotFound();
        Shown = business;
        await Load(cancellationToken);
        return Page();
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        Counts = await db.Businesses.GroupBy(b => b.Kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        (Rows, Next) = await find.Page(Search, Kind, After, cancellationToken);
    }
}
