using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>Answered petitions that everybody may read, newest first; by field, and by words of the title with or without marks.</summary>
[AllowAnonymous, RequireCapability(Capability.HoldsDialogues)]
internal sealed class PublishedPetitionsModel(PetitionsDb db, CurrentTenant tenant) : PageModel
{
    private const int PageSize = 20;

    public CurrentTenant Tenant => tenant;
    public string? Field { get; private set; }
    public string? Words { get; private set; }
    public IReadOnlyList<Petition> Petitions { get; private set; } = [];
    public string? Next { get; private set; }
    public IReadOnlyDictionary<string, string> FieldNames { get; private set; } = new Dictionary<string, string>();

    public async Task<IActionResult> OnGetAsync(string? linhVuc, string? tim, string? sau, CancellationToken cancellationToken)
    {
        (Field, Words) = (linhVuc, tim is { Length: > 100 } ? tim[..100] : tim);
        FieldNames = await db.Fields.AsNoTracking().OrderBy(f => f.Position).ToDictionaryAsync(f => f.Code, f => f.Name, cancellationToken);
        var query = db.Petitions.AsNoTracking().Where(p => p.PublishedOn != null);
        if (!string.IsNullOrEmpty(Field)) query = query.Where(p => p.FieldCode == Field);
        foreach (var word in TrackingCode.Fold(Words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8)) query = query.Where(p => p.TitleFolded.Contains(word));
        if (Request.WantedFile() is { } wanted)
            return wanted.Of(HttpContext, "kien-nghi-cong-khai", new Sheet<Petition>("Kiến nghị đã trả lời")
                .Text("Mã", p => p.Code, 16).Text("Tiêu đề", p => p.PublicTitle(), 40).Text("Nội dung", p => p.PublicText(), 60).Text("Đơn vị", p => p.PublicName(), 30).Text("Loại hình", p => p.BusinessKind.Text(), 16)
                .Text("Lĩnh vực", p => FieldNames.GetValueOrDefault(p.FieldCode, p.FieldCode), 24).Date("Ngày nhận", p => p.ReceivedOn).Date("Hạn", p => p.Due).Date("Ngày trả lời", p => p.AnsweredOn)
                .Text("Hình thức trả lời", p => p.AnsweredHow?.Text(), 18).Text("Văn bản", p => p.AnswerNumber, 18).Text("Đúng hạn", p => p.OnTime switch { true => "Đúng hạn", false => "Trễ hạn", _ => null }, 10)
                .Text("Trả lời", p => p.Cleared(p.Answer ?? ""), 60).Date("Ngày công khai", p => p.PublishedOn)
                .Link("Địa chỉ", p => $"{PublicSite.Of(Request)}/{tenant.Slug}/kien-nghi/{p.Code}", 40),
                query.OrderByDescending(p => p.PublishedOn).ThenByDescending(p => p.Id).AsAsyncEnumerable());
        if (sau is not null)
        {
            var key = PageKey.Parse(sau);
            query = query.Where(p => EF.Functions.LessThan(ValueTuple.Create(p.PublishedOn!.Value, p.Id), ValueTuple.Create(key.Day, key.Id)));
        }
        var rows = await query.OrderByDescending(p => p.PublishedOn).ThenByDescending(p => p.Id).Take(PageSize + 1).ToListAsync(cancellationToken);
        Petitions = [.. rows.Take(PageSize)];
        Next = rows.Count > PageSize ? new PageKey(rows[PageSize - 1].PublishedOn!.Value, rows[PageSize - 1].Id).ToString() : null;
        return Page();
    }
}
