using Dialogue.Records.Templates;

namespace Dialogue.Records.Checking;

/// <summary>Holds a Word file against the form that Nghị định 30/2020/NĐ-CP asks for, with the place name of this organisation. Nothing is stored.</summary>
internal sealed class CheckForm(RecordsDb db)
{
    /// <param name="draft">Number and day may be left open.</param>
    /// <exception cref="RuleBrokenException">It is no Word file that is taken.</exception>
    public async Task<IReadOnlyList<Finding>> Handle(byte[] docx, bool draft, CancellationToken cancellationToken)
    {
        var place = await db.Organisations.AsNoTracking().Where(o => o.Id == db.Tenant.Value).Select(o => o.PlaceName).FirstOrDefaultAsync(cancellationToken);
        return WordFile.Open(() => FormChecker.Check(docx, new(place ?? "", draft)));
    }
}
