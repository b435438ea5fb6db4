namespace Dialogue.Records.Templates;

/// <summary>The data with which a template is tried: the organisation's newest issued document of that kind, else an invented one that says that it is.</summary>
internal sealed class PreviewPaper(RecordsDb db, CurrentTenant tenant, LegalClock clock)
{
    /// <returns>The paper, and the number of the document that it is; empty for an invented one.</returns>
    public async Task<(Paper Paper, string Number)> Of(PaperKind kind, CancellationToken cancellationToken)
    {
        var issued = await db.Register.AsNoTracking().Where(e => !e.Incoming && e.Kind == kind.Key && e.Content != null).OrderByDescending(e => e.Day).ThenByDescending(e => e.Id).FirstOrDefaultAsync(cancellationToken);
        if (issued?.Paper is { } paper) return (paper, issued.Number);
        var place = await db.Organisations.AsNoTracking().Where(o => o.Id == tenant.Id.Value).Select(o => o.PlaceName).FirstOrDefaultAsync(cancellationToken);
        return (Invented(kind, Issuer.Of(tenant.Name), string.IsNullOrEmpty(place) ? "Hải Phòng" : place, clock.Today), "");
    }

    /// <summary>The same with a value for every tag that documents of its kind have: a template is checked against these, whatever one document happens to leave out.</summary>
    public static Paper WithEveryTag(Paper paper)
    {
        var invented = Invented(paper.Kind, paper.Issuer, paper.PlaceName, paper.Date ?? default);
        var (fields, lists) = (invented.Fields.ToDictionary(), invented.Lists.ToDictionary());
        foreach (var (tag, value) in paper.Fields) fields[tag] = value;
        foreach (var (tag, rows) in paper.Lists.Where(l => l.Value.Count > 0)) lists[tag] = rows;
        return paper with { Fields = fields, Lists = lists };
    }

    private static Paper Invented(PaperKind kind, Issuer issuer, string place, DateOnly today) => new()
    {
        Kind = kind, Issuer = issuer, Number = kind.Numbered ? "01" : "", Symbol = kind.Numbered ? (kind.IsLetter ? "UBND-KT" : $"{kind.Abbreviation}-UBND") : "", PlaceName = place, Date = today,
        Subject = "nội dung mẫu để xem thử cách trình bày", To = kind.IsLetter ? ["Sở Tài chính thành phố Hải Phòng"] : [],
        Basis = kind.Numbered && !kind.IsLetter ? ["Căn cứ Luật Tổ chức chính quyền địa phương", "Xét đề nghị của Phòng Kinh tế"] : [],
        Body = [new Paragraph("Đây là nội dung mẫu. Khi ban hành, phần này là nội dung thật của văn bản."), new Paragraph("Đoạn thứ hai của nội dung mẫu, để thấy khoảng cách giữa các đoạn.")],
        Recipients = ["Như trên", "Lưu: VT, KT"], Signatures = kind.Numbered ? [new(["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "Nguyễn Văn A")] : [],
        Fields = PaperTags.Of(kind).Where(t => !t.IsList).DistinctBy(t => t.Tag).ToDictionary(t => t.Tag, t => $"[{t.Meaning}]"),
        Lists = PaperTags.Of(kind).Where(t => t.IsList).DistinctBy(t => t.Tag).ToDictionary(t => t.Tag, t => (IReadOnlyList<IReadOnlyDictionary<string, string>>)[Row(t), Row(t)]),
    };

    private static Dictionary<string, string> Row(PaperTag list) => list.Columns.DistinctBy(c => c.Tag).ToDictionary(c => c.Tag, c => $"[{c.Meaning}]");
}
