using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
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
