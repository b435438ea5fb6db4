using Dialogue.Contracts.Planning;
using Dialogue.Web;

namespace Dialogue.Planning.Plans.Model;

/// <summary>What a plan says, section by section, as the two plans and the city's instructions ask for it.</summary>
public sealed record PlanBody
{
    /// <summary>Căn cứ.</summary>
    public string Basis { get; init; } = "";
    public string Purpose { get; init; } = "";
    public string Requirements { get; init; } = "";
    public string Time { get; init; } = "";
    public string Place { get; init; } = "";
    public string Participants { get; init; } = "";
    public string Programme { get; init; } = "";

    /// <summary>Announcement and the conditions of holding a conference.</summary>
    public string Announcement { get; init; } = "";

    /// <summary>How petitions are taken in and dealt with.</summary>
    public string Handling { get; init; } = "";
    public string Funding { get; init; } = "";
    public IReadOnlyList<BudgetLine> Budget { get; init; } = [];
    public IReadOnlyList<Assignment> Assignments { get; init; } = [];
    public IReadOnlyList<Milestone> Milestones { get; init; } = [];

    /// <summary>Nơi nhận, one per line.</summary>
    public string Recipients { get; init; } = "";

    /// <summary>The body as it is read, headings first; empty sections are left out.</summary>
    public IReadOnlyList<SectionFacts> Sections()
    {
        var parts = new (string Heading, string Text)[]
        {
            ("Căn cứ", Basis), ("Mục đích", Purpose), ("Yêu cầu", Requirements), ("Thời gian", Time), ("Địa điểm", Place), ("Thành phần tham dự", Participants),
            ("Nội dung chương trình", Programme), ("Thông báo và điều kiện tổ chức", Announcement), ("Phương án tiếp nhận và xử lý kiến nghị", Handling),
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
