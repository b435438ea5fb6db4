using System.Globalization;
using Dialogue.Documents;
using Dialogue.Hosting.Papers;
using Dialogue.Planning.Plans;
using Dialogue.Web;

namespace Dialogue.Planning.Papers;

/// <summary>An issued document that another one names.</summary>
/// <param name="Title">Its subject: "Tổ chức Hội nghị đối thoại …".</param>
internal sealed record PaperReference(string Number, DateOnly IssuedOn, string Title);

/// <summary>What every builder of a paper knows besides the matter itself.</summary>
/// <param name="Site">Address of the public site, without a slash at the end.</param>
/// <param name="Plan">The issued plan of the year; null without one.</param>
/// <param name="Office">Abbreviation of the office that drafts official letters: "KT".</param>
internal sealed record PaperSetting(Letterhead Head, string Slug, string Site, Signer Signer, PaperReference? Plan, string Office = "KT")
{
    public string Organisation => Head.Organisation;

    /// <summary>"UBND xã Đại Sơn".</summary>
    public string Issuer => PaperText.InShort(Organisation);

    /// <summary>"Ủy ban nhân dân xã Đại Sơn".</summary>
    public string Body => PaperText.InFull(Organisation);

    /// <summary>"xã"; "cơ quan" for what is not a commune.</summary>
    public string Word => PlanTemplate.UnitWord(Organisation) is { Length: > 0 } word ? word : "cơ quan";

    public bool IsCommune => PlanTemplate.IsCommune(Organisation);

    public Signature Signature => Signer.On(Head);

    /// <summary>The last line of "Nơi nhận".</summary>
    public string Kept => $"Lưu: VT{(Office.Length > 0 ? $", {Office}" : "")}";

    /// <summary>Head, symbol, subject and signature; the rest is the builder's.</summary>
    public Paper Start(PaperKind kind, string subject, int year) => new()
    {
        Kind = kind, Issuer = Head.Issuer, PlaceName = Head.PlaceName, Symbol = kind.IsLetter ? Head.LetterSymbol(Office) : kind.Numbered ? Head.Symbol(kind.Abbreviation) : "",
        Subject = subject, Year = year, Signatures = [Signature],
    };

    /// <summary>"Căn cứ Kế hoạch số …"; empty while the year has no issued plan.</summary>
    public IReadOnlyList<string> Basis => Plan is { } plan
        ? [$"Căn cứ Kế hoạch số {plan.Number} {PlanningText.Day(plan.IssuedOn)} của {Body} về việc {Vn.LowerFirst(plan.Title)}"] : [];

    public Dictionary<string, string> Fields(int year) => new()
    {
        ["ten-don-vi"] = Body, ["ten-don-vi-viet-tat"] = Issuer, ["nam"] = year.ToString(CultureInfo.InvariantCulture),
    };

    public Dictionary<string, string> Fields(Conference c)
    {
        var fields = Fields(c.Year);
        fields["ten-hoi-nghi"] = c.Title;
        fields["thoi-gian"] = PlanningText.When(c);
        fields["ngay-to-chuc"] = Vn.Date(c.Day);
        fields["dia-diem"] = c.Place;
        fields["chu-tri"] = c.Chair;
        fields["han-kien-nghi"] = Vn.Date(c.CutOff?.Due);
        fields["so-ke-hoach"] = Plan?.Number ?? "";
        fields["ngay-ke-hoach"] = Vn.Date(Plan?.IssuedOn);
        return fields;
    }
}

/// <summary>Words that papers of this service share, beside those of all services (<see cref="PaperText"/>).</summary>
internal static class PlanningText
{
    /// <summary>"ngày 05 tháng 02 năm 2026", as Nghị định 30/2020/NĐ-CP writes dates.</summary>
    public static string Day(DateOnly day) => Vn.PlaceAndDate("", day)[2..];

    /// <summary>"8 giờ 00 phút".</summary>
    public static string Time(TimeOnly time) => string.Create(CultureInfo.InvariantCulture, $"{time.Hour} giờ {time.Minute:00} phút");

    /// <summary>"8 giờ 00 phút, Thứ Ba, ngày 13 tháng 10 năm 2026".</summary>
    public static string When(Conference c) => $"{Time(c.StartsAt)}, {Vn.Weekday(c.Day)}, {Day(c.Day)}";

    /// <summary>"1.250.000", without the currency, as tables write it.</summary>
    public static string Amount(decimal amount) => Vn.Count((long)decimal.Round(amount));

    /// <summary>Where the numbered paragraphs of a text go on: after "5. …" with 6; with 1 when there is none.</summary>
    public static int NextNumber(string text)
    {
        var last = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries))
            if (line.IndexOf('.', StringComparison.Ordinal) is > 0 and < 3 and var dot && int.TryParse(line[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number == last + 1) last = number;
        return last + 1;
    }

    /// <summary>"Nơi nhận" as people typed it: one per line, hyphen and semicolon or not.</summary>
    public static IReadOnlyList<string> Recipients(string text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => l.TrimStart('-', '–', ' ').TrimEnd(';', '.', ' ')).Where(l => l.Length > 0)];
}
