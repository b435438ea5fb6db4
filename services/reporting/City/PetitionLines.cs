using System.Runtime.CompilerServices;
using Dialogue.Exchange;
using Dialogue.Hosting.Tenancy;
using Dialogue.Kernel;
using Dialogue.Reporting.Facts;
using Dialogue.Reporting.Model;

namespace Dialogue.Reporting.City;

/// <summary>The petitions behind a number of the board: no texts, no names; the title once it is published. Newest first, a page at a time.</summary>
internal sealed class PetitionLines(CityReader city, LegalClock clock)
{
    public const int PageSize = 50;

    private const int ExportPage = 1000;

    public static readonly IReadOnlyList<(string Key, string Text, string Sql)> Filters =
    [
        ("", "Tất cả", ""),
        ("dang-mo", "Đang mở", " and p.state in ('Received', 'Triaged', 'Drafting', 'AwaitingApproval')"),
        ("qua-han", "Quá hạn", " and p.state in ('Received', 'Triaged', 'Drafting', 'AwaitingApproval') and p.due < $4"),
        ("vuot-tham-quyen", "Vượt thẩm quyền", " and p.authority = 'beyond'"),
        ("o-thanh-pho", "Ở thành phố, sở, ngành", " and p.state = 'Escalated'"),
        ("tra-loi-tre", "Trả lời trễ", " and p.on_time = false"),
    ];

    /// <summary>How many lines there are in all.</summary>
    public async Task<int> Count(int year, string? field, string? filter, CancellationToken cancellationToken)
    {
        var values = new List<object> { year, DateOnly.MaxValue, Guid.AllBitsSet, clock.Today };
        var where = Where(null, field, filter, values);
        var count = await city.List(new($"select count(*) from reporting.petition_facts p where p.year = $1 and (p.received_on, p.id) < ($2, $3) and ($4::date is not null){where}", [.. values]),
            r => r.GetInt64(0), cancellationToken);
        return (int)count[0];
    }

    /// <summary>All of them, a page after the other.</summary>
    public async IAsyncEnumerable<PetitionLine> All(int year, Guid? tenant, string? field, string? filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            (var lines, after) = await Of(year, tenant, field, filter, after, cancellationToken, ExportPage);
            foreach (var line in lines) yield return line;
        }
        while (after is not null);
    }

    /// <param name="units">Given when the lines are of several units.</param>
    public static Sheet<PetitionLine> Sheet(DateOnly today, IReadOnlyDictionary<Guid, OrganisationFacts>? units = null) => new Sheet<PetitionLine>("Kiến nghị")
        .Text("Mã", l => l.Code, 16).When(units is not null, more => more.Text("Đơn vị", l => units!.GetValueOrDefault(l.Tenant)?.Name, 26)).Text("Tiêu đề (khi đã công khai)", l => l.Title, 44)
        .Text("Lĩnh vực", l => l.Field, 24).Date("Ngày nhận", l => l.ReceivedOn).Text("Thẩm quyền", l => ReportDraft.Authority(l.Authority), 22)
        .Text("Tình trạng", l => PetitionStages.Words(l.Stage, l.Due, l.OnTime, today).Text, 22).Date("Hạn", l => l.Due).Date("Ngày trả lời", l => l.AnsweredOn).Flag("Đúng hạn", l => l.OnTime)
        .Text("Sở, ngành", l => l.Department, 24);

    /// <param name="after">Key of the last line of the page before: day and id.</param>
    public async Task<(IReadOnlyList<PetitionLine> Lines, string? Next)> Of(int year, Guid? tenant, string? field, string? filter, string? after, CancellationToken cancellationToken, int size = PageSize)
    {
        var (day, id) = after?.Split('_') is [var d, var i] && DateOnly.TryParseExact(d, "yyyy-MM-dd", out var parsed) && Guid.TryParse(i, out var last) ? (parsed, last) : (DateOnly.MaxValue, Guid.AllBitsSet);
        var values = new List<object> { year, day, id, clock.Today };
        var where = Where(tenant, field, filter, values);
        var rows = await city.List(new($"""
            select p.id, p.tenant_id, p.code, p.published_title, coalesce(f.name, p.field_code), p.received_on, p.authority, p.state, p.answered_how, p.due, p.answered_on, p.on_time,
                p.department_name, p.published
            from reporting.petition_facts p left join reporting.fields f on f.code = p.field_code
            where p.year = $1 and (p.received_on, p.id) < ($2, $3) and ($4::date is not null){where} order by p.received_on desc, p.id desc limit {size + 1}
            """, [.. values]),
            r => new PetitionLine(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetFieldValue<DateOnly>(5), r.IsDBNull(6) ? null : r.GetString(6),
                PetitionStages.Of(r.GetString(7), r.IsDBNull(8) ? null : r.GetString(8)), r.Day(9), r.Day(10), r.Flag(11), r.GetString(12), r.GetBoolean(13)), cancellationToken);
        return ([.. rows.Take(size)], rows.Count > size ? $"{rows[size - 1].ReceivedOn:yyyy-MM-dd}_{rows[size - 1].Id}" : null);
    }

    private static string Where(Guid? tenant, string? field, string? filter, List<object> values)
    {
        var where = Filters.FirstOrDefault(f => f.Key == filter).Sql ?? "";
        if (tenant is { } one) { values.Add(one); where += $" and p.tenant_id = ${values.Count}"; }
        if (!string.IsNullOrEmpty(field)) { values.Add(field); where += $" and p.field_code = ${values.Count}"; }
        return where;
    }
}

internal sealed record PetitionLine(
    Guid Id, Guid Tenant, string Code, string Title, string Field, DateOnly ReceivedOn, string? Authority, PetitionStage Stage, DateOnly? Due, DateOnly? AnsweredOn, bool? OnTime,
    string Department, bool Published);
