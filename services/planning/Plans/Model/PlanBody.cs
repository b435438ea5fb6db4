using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Dialogue.Contracts.Planning;
using Dialogue.Web;

namespace Dialogue.Planning.Plans.Model;

/// <summary>In which order a plan says it: one of the two plans that the product is built on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PlanLayout>))]
public enum PlanLayout
{
    /// <summary>As Thiên Hương's: purpose, contents, money, who does what.</summary>
    [Display(Name = "Theo nội dung: mục đích, nội dung, kinh phí, tổ chức thực hiện")]
    Contents,

    /// <summary>As Đại Sơn's: purpose; steps, conditions, petitions, money and time; who does what.</summary>
    [Display(Name = "Theo các bước: mục đích; các bước, điều kiện, giải quyết kiến nghị, kinh phí; phân công")]
    Steps,
}

/// <summary>What a plan says, section by section, as the two plans and the city's instructions ask for it. What is empty is left out of the document.</summary>
public sealed record PlanBody
{
    public PlanLayout Layout { get; init; }

    /// <summary>Căn cứ, and the sentence that leads over to the plan.</summary>
    public string Basis { get; init; } = "";
    public string Purpose { get; init; } = "";
    public string Requirements { get; init; } = "";

    /// <summary>Whether people meet in one room, and how often.</summary>
    public string Form { get; init; } = "";
    public string Time { get; init; } = "";
    public string Place { get; init; } = "";
    public string Participants { get; init; } = "";
    public string Programme { get; init; } = "";

    /// <summary>Making the plan and sending it.</summary>
    public string Preparation { get; init; } = "";
    public string Announcement { get; init; } = "";

    /// <summary>Under which a conference is held. Plans of before this had a place of its own say it with the announcement.</summary>
    public string Conditions { get; init; } = "";

    /// <summary>How petitions are taken in and dealt with.</summary>
    public string Handling { get; init; } = "";

    /// <summary>What becomes of petitions when the conference is not held.</summary>
    public string WhenNotHeld { get; init; } = "";

    /// <summary>What is reported, to whom, until when.</summary>
    public string Reporting { get; init; } = "";
    public string Funding { get; init; } = "";
    public IReadOnlyList<BudgetLine> Budget { get; init; } = [];
    public IReadOnlyList<Assignment> Assignments { get; init; } = [];
    public IReadOnlyList<Milestone> Milestones { get; init; } = [];

    /// <summary>The last paragraph.</summary>
    public string Closing { get; init; } = "";

    /// <summary>Nơi nhận, one per line.</summary>
    public string Recipients { get; init; } = "";

    /// <summary>The body as it is read, headings first; empty sections are left out.</summary>
    public IReadOnlyList<SectionFacts> Sections()
    {
        var parts = new (string Heading, string Text)[]
        {
            ("Căn cứ", Basis), ("Mục đích", Purpose), ("Yêu cầu", Requirements), ("Hình thức tổ chức", Form), ("Thời gian", Time), ("Địa điểm", Place), ("Thành phần tham dự", Participants),
            ("Nội dung chương trình", Programme), ("Xây dựng kế hoạch", Preparation), ("Thông báo tổ chức Hội nghị", Announcement), ("Điều kiện tổ chức", Conditions),
            ("Phương án tiếp nhận và xử lý kiến nghị", Handling), ("Trường hợp không đủ điều kiện tổ chức", WhenNotHeld), ("Báo cáo kết quả", Reporting),
            ("Kinh phí thực hiện", Joined(Funding, Budget.Select(b => $"- {b.Content}: {Vn.Number(b.Quantity)} {b.Unit} × {Vn.Money(b.Price)} = {Vn.Money(b.Amount)}"),
                Budget.Count == 0 ? null : $"Tổng dự toán: {Vn.Money(Budget.Sum(b => b.Amount))}.")),
            ("Phân công nhiệm vụ", Joined("", Assignments.Select(a => $"{a.Office}:\n{a.Tasks}"))),
            ("Mốc thời gian", Joined("", Milestones.Select(m => $"- {m.When}: {m.What}"))),
            ("Nơi nhận", Recipients),
        };
        return [.. parts.Where(p => !string.IsNullOrWhiteSpace(p.Text)).Select(p => new SectionFacts(p.Heading, p.Text.Trim()))];
    }

    /// <summary>What a plan must say before it can be signed (Đại Sơn's plan, II.1.1) and does not say yet.</summary>
    public IEnumerable<string> Missing()
    {
        if (string.IsNullOrWhiteSpace(Time)) yield return "thời gian";
        if (string.IsNullOrWhiteSpace(Place)) yield return "địa điểm";
        if (string.IsNullOrWhiteSpace(Participants)) yield return "thành phần tham dự";
        if (string.IsNullOrWhiteSpace(Programme)) yield return "nội dung chương trình";
        if (string.IsNullOrWhiteSpace(Handling)) yield return "phương án tiếp nhận và xử lý kiến nghị";
    }

    private static string Joined(string first, IEnumerable<string> lines, string? last = null) =>
        string.Join('\n', new[] { first }.Concat(lines).Append(last ?? "").Where(l => l.Length > 0));
}

/// <param name="Price">In đồng, per unit.</param>
public sealed record BudgetLine(string Content, string Unit, decimal Quantity, decimal Price)
{
    public decimal Amount => decimal.Round(Quantity * Price);
}

/// <param name="Office">Name of the office as the organisation calls it.</param>
/// <param name="Tasks">One task per line.</param>
public sealed record Assignment(string Office, string Tasks);

public sealed record Milestone(string When, string What);
