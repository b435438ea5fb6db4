using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Identity.People;

public sealed record PersonRow(string Href, string Name, string UserName, string Roles, string Office, bool Active)
{
    /// <summary>What the list shows: colleagues with their work, no address or phone.</summary>
    internal static Sheet<PersonRow> Sheet => new Sheet<PersonRow>("Người dùng")
        .Text("Họ và tên", p => p.Name, 28).Text("Tên đăng nhập", p => p.UserName).Text("Vai trò", p => p.Roles, 40).Text("Phòng, ban", p => p.Office, 28).Text("Tình trạng", p => p.Active ? "Đang dùng" : "Đã khóa", 12);
}

/// <summary>Who works at the organisation, for its own administrator.</summary>
[RequireRole(Role.TenantAdministrator)]
internal sealed class PeoplePage(FindPeople find, CurrentTenant tenant) : PageModel
{
    public IReadOnlyList<PersonRow> People { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        People = await find.At(tenant.Id.Value, person => $"/{tenant.Slug}/can-bo/thiet-lap/nguoi-dung/{person}", cancellationToken);
        return Request.WantedFile() is { } wanted ? wanted.Of(HttpContext, "nguoi-dung", PersonRow.Sheet, People) : Page();
    }
}
