using System.ComponentModel.DataAnnotations;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Bus;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Identity.Operations;

/// <summary>What one queue of RabbitMQ has refused: send again, or give up with a reason. The messages' content is not shown.</summary>
[RequireSystemAdministrator]
internal sealed class ErrorQueuePage(IServiceProvider services, CurrentUser user) : PageModel, IFormPage
{
    private readonly ErrorQueues? queues = services.GetService<ErrorQueues>(); // none without a broker

    public sealed class DropRequest
    {
        [Display(Name = "Lý do"), Required, StringLength(500)] public string? Reason { get; set; }
    }

    /// <summary>The queue's name, as the address says it.</summary>
    [BindProperty(SupportsGet = true, Name = "hang")] public string? Name { get; set; }

    [BindProperty] public DropRequest Drop { get; set; } = new();

    public Dictionary<string, string> Address => new() { ["hang"] = Name ?? "" };

    public ErrorQueue Queue { get; private set; } = new("", 0, "");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (queues is null) return NotFound();
        if (await queues.All(cancellationToken) is not { } all) return StatusCode(StatusCodes.Status503ServiceUnavailable);
        if (all.FirstOrDefault(q => q.Queue == Name) is not { } found) return NotFound();
        Queue = found;
        return null;
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostRetryAsync(CancellationToken cancellationToken)
    {
        if (await Taken(queues?.Retry(Name ?? "", user.Id, user.Name, cancellationToken)) is not { } count) return StatusCode(StatusCodes.Status503ServiceUnavailable);
        this.SayDone($"Đã gửi lại {Vn.Count(count)} tin. Tin nào vẫn không nhận được sẽ trở lại hàng đợi lỗi.");
        return LocalRedirect("/he-thong");
    }

    public async Task<IActionResult> OnPostDropAsync(CancellationToken cancellationToken)
    {
        if (await Taken(queues?.Drop(Name ?? "", user.Id, user.Name, Drop.Reason!.Trim(), cancellationToken)) is not { } count) return StatusCode(StatusCodes.Status503ServiceUnavailable);
        this.SayDone($"Đã bỏ {Vn.Count(count)} tin.");
        return LocalRedirect("/he-thong");
    }

    /// <returns>How many; null: RabbitMQ does not answer.</returns>
    private static async Task<int?> Taken(Task<int>? taking)
    {
        try
        {
            return taking is null ? 0 : await taking;
        }
        catch (Exception e) when (ErrorQueues.IsAway(e))
        {
            return null;
        }
    }
}
