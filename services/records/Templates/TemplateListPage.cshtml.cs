using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Records.Templates;

/// <summary>Every kind of document with the template it is made with.</summary>
[RequireRole(Role.Clerk, Role.Leader, Role.OfficeHead, Role.Specialist, Role.DepartmentOfficer, Role.DepartmentLeader, Role.CityCoordinator, Role.FinanceOfficer, Role.TenantAdministrator)]
internal sealed class TemplateListPageModel(RecordsDb db, CurrentTenant tenant) : PageModel
{
    public sealed record Row(PaperKind Kind, TemplateSource Source, string CityFrom, bool Obligatory, int Versions, bool ForCity);

    public string Here => $"/{tenant.Slug}/can-bo/mau-van-ban";
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public int Own => Rows.Count(r => r.Source == TemplateSource.Own);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var choices = (await db.Choices.AsNoTracking().Select(c => new { c.Kind, c.OwnId, City = c.CityDocx.Length > 0, c.CityFrom, c.CityObligatory }).ToListAsync(cancellationToken)).ToDictionary(c => c.Kind);
        var versions = await db.Templates.AsNoTracking().GroupBy(t => t.Kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var city = await db.CityTemplates.AsNoTracking().Where(t => t.TemplateId != null).Select(t => t.Kind).ToListAsync(cancellationToken);
        Rows = [.. PaperKinds.All.Select(kind =>
        {
            var c = choices.GetValueOrDefault(kind.Key);
            var source = c is null ? TemplateSource.Standard : c is { City: true, CityObligatory: true } ? TemplateSource.City : c.OwnId is not null ? TemplateSource.Own : c.City ? TemplateSource.City : TemplateSource.Standard;
            return new Row(kind, source, c?.CityFrom ?? "", c is { City: true, CityObligatory: true }, versions.GetValueOrDefault(kind.Key), city.Contains(kind.Key));
        })];
    }
}
