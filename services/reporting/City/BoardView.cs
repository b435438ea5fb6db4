namespace Dialogue.Reporting.City;

/// <summary>What the address of the board asks for: which rows, in which order, and what colours the map.</summary>
internal sealed record BoardView(int Year, string Filter, string Sort, string Map)
{
    public static readonly IReadOnlyList<(string Key, string Text, Func<BoardRow, bool> Keeps)> Filters =
    [
        ("", "Tất cả", _ => true),
        ("chua-gui-ke-hoach", "Chưa gửi kế hoạch", r => r.PlanMissing),
        ("duoi-muc", "Dưới mức tối thiểu năm", r => r.BelowMinimum),
        ("bao-cao-qua-han", "Báo cáo quá hạn", r => r.ReportsOverdue > 0),
        ("kien-nghi-qua-han", "Kiến nghị quá hạn", r => r.Overdue > 0),
        ("sap-den-han", "Sắp đến hạn", r => r.Soon > 0),
    ];

    public static readonly IReadOnlyList<(string Key, Func<IEnumerable<BoardRow>, IEnumerable<BoardRow>> Order)> Sorts =
    [
        ("ten", rows => rows.OrderBy(r => FindCommune.BareName(r.Unit), StringComparer.Create(new("vi-VN"), ignoreCase: true))),
        ("ke-hoach", rows => rows.OrderByDescending(r => r.PlanMissing).ThenBy(r => r.Plan is { InTime: true }).ThenByDescending(r => r.Plan?.SentOn)),
        ("hoi-nghi", rows => rows.OrderBy(r => r.Held).ThenBy(r => r.Telling?.Day)),
        ("kien-nghi", rows => rows.OrderByDescending(r => r.Received)),
        ("qua-han", rows => rows.OrderByDescending(r => r.Overdue).ThenByDescending(r => r.Open)),
        ("dung-han", rows => rows.OrderBy(r => r.OnTimeShare ?? 2)),
        ("bao-cao", rows => rows.OrderByDescending(r => r.ReportsOverdue).ThenBy(r => r.ReportsSent)),
    ];

    public static BoardView Of(int year, string? filter, string? sort, string? map) => new(
        year, Filters.Any(f => f.Key == filter) ? filter! : "", Sorts.Any(s => s.Key == sort) ? sort! : "ten", map == "hoi-nghi" ? "hoi-nghi" : "dung-han");

    public IReadOnlyList<BoardRow> Rows(CityYear city) =>
        [.. Sorts.First(s => s.Key == Sort).Order(city.Rows.Where(Filters.First(f => f.Key == Filter).Keeps))];

    /// <summary>Address of the board with one thing changed.</summary>
    public string With(int? year = null, string? filter = null, string? sort = null, string? map = null)
    {
        var query = new List<string> { $"nam={year ?? Year}" };
        if ((filter ?? Filter) is { Length: > 0 } f) query.Add("loc=" + f);
        if ((sort ?? Sort) is not "ten" and var s) query.Add("sap=" + s);
        if ((map ?? Map) is not "dung-han" and var m) query.Add("ban-do=" + m);
        return "?" + string.Join('&', query);
    }

    /// <summary>Class of a unit's colour on the map, and what it says.</summary>
    public (string Class, string Text) Colour(BoardRow row) => Map == "hoi-nghi"
        ? row switch
        {
            { Held: > 0, BelowMinimum: false } => ("m-5", $"đã tổ chức {row.Held} hội nghị"),
            { Held: > 0 } => ("m-4", $"đã tổ chức {row.Held} trên {row.Minimum}"),
            { Telling: { Held: null } next } when next.Day >= row.Today => ("m-3", $"sẽ tổ chức {Web.Vn.Date(next.Day)}"),
            { Telling: { State: "AnsweredInWriting" } } => ("m-2", "trả lời bằng văn bản"),
            { Telling: { State: "Postponed" or "Postponing" } } => ("m-2", "hoãn"),
            _ => ("m-1", "chưa tổ chức"),
        }
        : row.OnTimeShare is not { } share ? ("m-none", "chưa có câu trả lời có hạn")
        : (share switch { >= .95 => "m-5", >= .85 => "m-4", >= .75 => "m-3", >= .6 => "m-2", _ => "m-1" }, $"{Web.Vn.Percent(share)} đúng hạn");

    public IReadOnlyList<(string Class, string Text)> Key => Map == "hoi-nghi"
        ? [("m-5", "đủ số hội nghị năm"), ("m-4", "còn thiếu"), ("m-3", "sắp tổ chức"), ("m-2", "hoãn hoặc trả lời bằng văn bản"), ("m-1", "chưa tổ chức")]
        : [("m-5", "từ 95 %"), ("m-4", "85–95 %"), ("m-3", "75–85 %"), ("m-2", "60–75 %"), ("m-1", "dưới 60 %"), ("m-none", "chưa có")];

    /// <summary>Units to be urged, the worst first, each with what it owes.</summary>
    public static IReadOnlyList<(BoardRow Row, string Kind, string Text)> ToUrge(CityYear city) =>
    [
        .. city.Rows.SelectMany(r => Owed(r).Take(1).Select(o => (Row: r, o.Kind, o.Text, o.Weight))).OrderByDescending(o => o.Weight)
            .ThenBy(o => o.Row.Unit.Name, StringComparer.Ordinal).Select(o => (o.Row, o.Kind, o.Text)),
    ];

    private static IEnumerable<(string Kind, string Text, int Weight)> Owed(BoardRow r)
    {
        var late = r.Conferences.Where(c => c.ReportIsOverdue(r.Today)).Select(c => r.Today.DayNumber - c.ReportDue!.Value.DayNumber).DefaultIfEmpty().Max();
        if (late > 0) yield return ("bad", $"Báo cáo trễ {late} ngày", 1000 + late);
        if (r.Overdue > 0) yield return ("bad", $"{r.Overdue} kiến nghị quá hạn", 500 + r.Overdue);
        if (r.PlanMissing) yield return ("warn", "Chưa gửi kế hoạch", 300);
        if (r.Soon > 0) yield return ("warn", $"{r.Soon} kiến nghị sắp đến hạn", 100 + r.Soon);
    }
}
