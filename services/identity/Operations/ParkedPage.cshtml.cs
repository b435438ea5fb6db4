using System.ComponentModel.DataAnnotations;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Telemetry;
using Dialogue.Hosting.Tenancy;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Identity.Operations;

/// <summary>Parked messages of one kind, or a single one of them: send again, or give up with a reason. Their content is not shown.</summary>
[RequireSystemAdministrator]
internal sealed class ParkedPage(ParkedMessages parked, OrganisationDirectory organisations, CurrentUser user) : PageModel, IFormPage
{
    private const int Most = 100;

    public sealed class DropRequest
    {
        [Display(Name = "Lý do"), Required, StringLength(500)] public string? Reason { get; set; }
    }

    public sealed record Row(ParkedMessage Message, string Organisation);

    [BindProperty(SupportsGet = true, Name = "phan")] public string? Schema { get; set; }

    [BindProperty(SupportsGet = true, Name = "loai")] public string? Type { get; set; }

    [BindProperty(SupportsGet = true, Name = "nhan")] public string? Consumer { get; set; }

    /// <summary>Only this one.</summary>
    [BindProperty(SupportsGet = true, Name = "tin")] public Guid? Id { get; set; }

    [BindProperty] public DropRequest Drop { get; set; } = new();

    public MessageKind Kind => new(Schema ?? "", Type ?? "", Consumer ?? "");

    /// <summary>What is shown, as the address says it.</summary>
    public Dictionary<string, string> Address => new Dictionary<string, string?> { ["phan"] = Schema, ["loai"] = Type, ["nhan"] = Consumer, ["tin"] = Id?.ToString() }
        .Where(p => p.Value is not null).ToDictionary(p => p.Key, p => p.Value!);

    public long Count { get; private set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        var rows = new List<Row>();
        foreach (var message in await parked.Of(Kind, Id, Most, cancellationToken))
            rows.Add(new(message, (await organisations.ById(message.Tenant, cancellationToken))?.Name ?? message.Tenant.ToString()));
        Rows = rows;
        Count = Id is not null ? rows.Count : (await parked.Kinds(cancellationToken)).FirstOrDefault(k => k.Kind == Kind)?.Count ?? 0;
        return rows.Count == 0 ? NotFound() : null;
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostRetryAsync(CancellationToken cancellationToken)
    {
        var count = await parked.Retry(Kind, Id, user.Id, user.Name, cancellationToken);
        this.SayDone($"Đã gửi lại {Vn.Count(count)} tin. Nếu nơi nhận vẫn báo lỗi, tin sẽ bị giữ lại lần nữa.");
        return LocalRedirect("/he-thong");
    }

    public async Task<IActionResult> OnPostDropAsync(CancellationToken cancellationToken)
    {
        var count = await parked.Drop(Kind, Id, user.Id, user.Name, Drop.Reason!.Trim(), cancellationToken);
        this.SayDone($"Đã bỏ {Vn.Count(count)} tin.");
        return LocalRedirect("/he-thong");
    }
}
