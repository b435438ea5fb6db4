using Dialogue.Contracts.Planning;
using Dialogue.Documents;
using Dialogue.Planning.Papers;
using Dialogue.Planning.Plans.Model;
using Dialogue.Web;

namespace Dialogue.Planning.Plans;

/// <summary>The annual plan as a document, in the order of one of the two real plans; sections that are empty are left out and the rest is numbered through.</summary>
internal static class PlanPaper
{
    public static Paper Of(AnnualPlan plan, PaperSetting set)
    {
        var body = plan.Body;
        var blocks = new List<Block>();
        var basis = new List<string>();
        foreach (var line in PlanningText.Recipients(body.Basis))
            if (line.StartsWith("Căn cứ ", StringComparison.Ordinal) || line.StartsWith("Xét ", StringComparison.Ordinal) || line.StartsWith("Theo đề nghị", StringComparison.Ordinal)) basis.Add(line);
            else blocks.Add(new Paragraph(line.EndsWith(':') ? line : line + "."));
        blocks.AddRange(Numbered(body.Layout == PlanLayout.Steps ? Steps(body) : Contents(body)));
        blocks.AddRange(Paragraph.Lines(body.Closing.Length > 0 ? body.Closing : $"Trên đây là Kế hoạch đối thoại doanh nghiệp năm {plan.Year} của {set.Issuer}."));
        return set.Start(PaperKinds.Plan, plan.Title, plan.Year) with
        {
            Number = Before(plan.Number), Symbol = plan.Number.Length > 0 ? After(plan.Number) : set.Head.Symbol(PaperKinds.Plan.Abbreviation), Date = plan.IssuedOn, Basis = basis, Body = blocks,
            Recipients = PlanningText.Recipients(body.Recipients), Annexes = body.Budget.Count > 0 ? [Estimate(body.Budget, plan.Year)] : [],
            Fields = Fields(plan, set), Lists = Lists(body),
        };
    }

    /// <summary>A plan that was received, of which only its sections are known.</summary>
    public static Paper Of(ReceivedPlan plan, PaperSetting set)
    {
        var blocks = new List<Block>();
        var no = 0;
        foreach (var section in plan.Body.Where(s => s.Heading is not ("Nơi nhận" or "Căn cứ")))
        {
            blocks.Add(new Heading($"{Roman(++no)}. {section.Heading}"));
            blocks.AddRange(Paragraph.Lines(section.Text));
        }
        var basis = plan.Body.FirstOrDefault(s => s.Heading == "Căn cứ")?.Text ?? "";
        return set.Start(PaperKinds.Plan, plan.Title, plan.Year) with
        {
            Number = Before(plan.Number), Symbol = After(plan.Number), Date = plan.IssuedOn, Body = [.. Paragraph.Lines(basis), .. blocks],
            Recipients = PlanningText.Recipients(plan.Body.FirstOrDefault(s => s.Heading == "Nơi nhận")?.Text ?? ""), Signatures = [],
        };
    }

    /// <summary>A section, a part or a step: its heading, what it says, and what is below it.</summary>
    private sealed record Part(string Title, string Text, IReadOnlyList<Part> Below, bool InLine = false)
    {
        public Part(string title, params IReadOnlyList<Part> below) : this(title, "", below)
        {
        }

        public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && Below.All(p => p.IsEmpty);
    }

    private static Part[] Steps(PlanBody b) =>
    [
        new("MỤC ĐÍCH, YÊU CẦU", Say("Mục đích", b.Purpose), Say("Yêu cầu", b.Requirements)),
        new("NỘI DUNG, ĐIỀU KIỆN TỔ CHỨC VÀ KINH PHÍ THỰC HIỆN",
            new("Các bước chuẩn bị và triển khai",
                Say("Xây dựng kế hoạch", b.Preparation), Say("Thông báo tổ chức Hội nghị", b.Announcement), Say("Điều kiện tổ chức", b.Conditions), Say("Tổ chức Hội nghị", Holding(b))),
            new("Giải quyết kiến nghị",
                Say("Tại Hội nghị", b.Handling), Say("Trường hợp không đủ điều kiện tổ chức", b.WhenNotHeld), Say("Báo cáo kết quả", b.Reporting)),
            Say("Kinh phí thực hiện", Money(b)), Say("Thời gian thực hiện", Milestones(b))),
        new("PHÂN CÔNG NHIỆM VỤ", [.. b.Assignments.Select(a => Say(a.Office, a.Tasks))]),
    ];

    private static Part[] Contents(PlanBody b) =>
    [
        new("MỤC ĐÍCH, YÊU CẦU", Say("Mục đích", b.Purpose), Say("Yêu cầu", b.Requirements)),
        new("NỘI DUNG", Say("Hình thức tổ chức", b.Form), Say("Thời gian", b.Time), Say("Địa điểm", b.Place), Say("Thành phần dự Hội nghị", b.Participants), Say("Chương trình hội nghị", b.Programme),
            Say("Xây dựng kế hoạch", b.Preparation), Say("Thông báo tổ chức Hội nghị", b.Announcement), Say("Điều kiện tổ chức", b.Conditions), Say("Tiếp nhận và giải quyết kiến nghị", b.Handling),
            Say("Trường hợp không đủ điều kiện tổ chức", b.WhenNotHeld), Say("Báo cáo kết quả", b.Reporting), Say("Tiến độ thực hiện", Milestones(b))),
        Say("KINH PHÍ THỰC HIỆN", Money(b)) with { InLine = false },
        new("TỔ CHỨC THỰC HIỆN", [.. b.Assignments.Select(a => Say(a.Office, a.Tasks))]),
    ];

    /// <summary>A text of one line stands beside its heading, as the real plans have it: "3. Địa điểm: Nhà văn hóa phường".</summary>
    private static Part Say(string title, string text) => new(title, text.Trim(), [], InLine: text.Trim() is { Length: > 0 and < 100 } line && !line.Contains('\n', StringComparison.Ordinal) && !line.StartsWith('-'));

    private static string Holding(PlanBody b) => Joined(
        b.Time.Length > 0 ? $"- Thời gian: {b.Time}" : "", b.Place.Length > 0 ? $"- Địa điểm: {b.Place.TrimEnd('.')}." : "", b.Participants, b.Form.Length > 0 ? $"- Hình thức, tần suất: {b.Form}" : "",
        b.Programme.Length > 0 ? "- Chương trình Hội nghị:\n" + string.Join('\n', PlanningText.Recipients(b.Programme).Select(l => $"+ {l};")).TrimEnd(';') + "." : "");

    private static string Money(PlanBody b) => Joined(b.Funding, b.Budget.Count > 0 ? $"{(b.Funding.StartsWith('-') ? "- " : "")}Dự toán chi tiết tại Phụ lục kèm theo: {PlanningText.Amount(b.Budget.Sum(l => l.Amount))} đồng." : "");

    private static string Milestones(PlanBody b) => string.Join('\n', b.Milestones.Select(m => m.When.Length > 0 ? $"- {m.When}: {m.What}" : $"- {m.What}"));

    private static Annex Estimate(IReadOnlyList<BudgetLine> lines, int year)
    {
        var total = lines.Sum(l => l.Amount);
        return new($"DỰ TOÁN KINH PHÍ TỔ CHỨC HỘI NGHỊ ĐỐI THOẠI NĂM {year}",
        [
            new Paragraph("__Đơn vị tính: đồng__", Align.Right, Indent: false),
            new Table(
                [new("STT", 6, Align.Center), new("Nội dung", 40), new("ĐVT", 10, Align.Center), new("Số lượng", 12, Align.Right), new("Đơn giá", 15, Align.Right), new("Thành tiền", 17, Align.Right)],
                [
                    .. lines.Select((l, i) => (IReadOnlyList<string>)[$"{i + 1}", l.Content, l.Unit, Vn.Number(l.Quantity), PlanningText.Amount(l.Price), PlanningText.Amount(l.Amount)]),
                    ["", "Tổng cộng", "", "", "", PlanningText.Amount(total)],
                ], Total: true),
            new Paragraph($"Bằng chữ: {AmountInWords.Of(total)}"),
        ]);
    }

    /// <summary>Sections get I, II, …; parts 1, 2, …; steps 1.1, 1.2, ….</summary>
    private static IEnumerable<Block> Numbered(IReadOnlyList<Part> sections)
    {
        var (roman, full) = (0, sections.Where(s => !s.IsEmpty));
        foreach (var section in full)
        {
            yield return new Heading($"{Roman(++roman)}. {section.Title}");
            foreach (var line in Paragraph.Lines(section.Text)) yield return line;
            var part = 0;
            foreach (var p in section.Below.Where(p => !p.IsEmpty))
            {
                part++;
                if (p.InLine)
                {
                    yield return new Paragraph($"**{part}. {p.Title}:** {p.Text}");
                    continue;
                }
                yield return new Heading($"{part}. {p.Title}", 2);
                foreach (var line in Paragraph.Lines(p.Text)) yield return line;
                var step = 0;
                foreach (var s in p.Below.Where(s => !s.IsEmpty))
                {
                    yield return new Heading($"{part}.{++step}. {s.Title}", 3);
                    foreach (var line in Paragraph.Lines(s.Text)) yield return line;
                }
            }
        }
    }

    private static Dictionary<string, string> Fields(AnnualPlan plan, PaperSetting set)
    {
        var (b, fields) = (plan.Body, set.Fields(plan.Year));
        var total = b.Budget.Sum(l => l.Amount);
        foreach (var (tag, text) in new[]
        {
            ("muc-dich", b.Purpose), ("yeu-cau", b.Requirements), ("hinh-thuc", b.Form), ("thoi-gian", b.Time), ("dia-diem", b.Place), ("thanh-phan", b.Participants), ("noi-dung-chuong-trinh", b.Programme),
            ("thong-bao", b.Announcement), ("dieu-kien", b.Conditions), ("xu-ly-kien-nghi", b.Handling), ("khong-du-dieu-kien", b.WhenNotHeld), ("bao-cao", b.Reporting), ("kinh-phi", b.Funding),
            ("tong-du-toan", PlanningText.Amount(total)), ("tong-du-toan-bang-chu", AmountInWords.Of(total)),
        })
            fields[tag] = text;
        return fields;
    }

    private static Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> Lists(PlanBody b) => new()
    {
        ["phan-cong"] = [.. b.Assignments.Select(a => new Dictionary<string, string> { ["don-vi"] = a.Office, ["nhiem-vu"] = a.Tasks })],
        ["moc-thoi-gian"] = [.. b.Milestones.Select(m => new Dictionary<string, string> { ["khi-nao"] = m.When, ["viec"] = m.What })],
    };

    private static string Joined(params ReadOnlySpan<string> parts) => string.Join('\n', parts.ToArray().Where(p => p.Length > 0));

    private static string Before(string number) => number.IndexOf('/', StringComparison.Ordinal) is > 0 and var at ? number[..at] : "";

    private static string After(string number) => number.IndexOf('/', StringComparison.Ordinal) is > 0 and var at ? number[(at + 1)..] : "";

    private static string Roman(int number) => number switch
    {
        1 => "I", 2 => "II", 3 => "III", 4 => "IV", 5 => "V", 6 => "VI", 7 => "VII", 8 => "VIII", 9 => "IX", 10 => "X", 11 => "XI", 12 => "XII", 13 => "XIII", 14 => "XIV", 15 => "XV", 16 => "XVI", _ => $"{number}",
    };

}
