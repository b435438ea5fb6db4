using System.Globalization;
using System.Text.RegularExpressions;

namespace Dialogue.Documents;

/// <summary>From Quốc hiệu to the last căn cứ (Phụ lục I, Phần I, Mục II, khoản 1 to 6, and the sizes of Mục V).</summary>
internal static partial class HeadRules
{
    private const string Article = "Phụ lục I, Phần I, Mục II, khoản ";

    public static void Check(PaperParts paper, CheckOptions options, Findings findings)
    {
        Nation(paper, findings);
        Issuer(paper, findings);
        if (!paper.IsForm) Number(paper, options, findings);
        Date(paper, options, findings);
        Title(paper, findings);
        Addressees(paper, findings);
        Basis(paper, findings);
    }

    private static void Nation(PaperParts paper, Findings findings)
    {
        const string article = Article + "1";
        if (paper.Nation is not { } nation) findings.Departure("nation-missing", "Thiếu Quốc hiệu.", "", PaperWords.Nation, article + ", điểm a");
        else
        {
            // Both ways of writing the mark in "HÒA" are in use.
            if (nation.Text.Replace("HOÀ", "HÒA", StringComparison.Ordinal) != PaperWords.Nation) findings.Departure("nation-text", "Quốc hiệu viết sai.", nation.Text, PaperWords.Nation, article + ", điểm a", nation.Text);
            findings.Size("nation-size", "Quốc hiệu", nation, 12, 13, article + ", điểm a");
            findings.Look("nation-style", "Quốc hiệu", nation, bold: true, italic: false, article + ", điểm a");
        }
        if (paper.Motto is not { } motto)
        {
            findings.Departure("motto-missing", "Thiếu Tiêu ngữ.", "", PaperWords.Motto, article + ", điểm b");
            return;
        }
        if (motto.Text != PaperWords.Motto) findings.Departure("motto-text", "Tiêu ngữ viết sai; giữa các cụm từ có gạch nối (-) và có cách chữ.", motto.Text, PaperWords.Motto, article + ", điểm b", motto.Text);
        findings.Size("motto-size", "Tiêu ngữ", motto, 13, 14, article + ", điểm b");
        findings.Look("motto-style", "Tiêu ngữ", motto, bold: true, italic: false, article + ", điểm b");
        if (motto.Inked.Any(r => r.Underlined)) findings.Departure("motto-underline", "Dưới Tiêu ngữ phải kẻ đường kẻ ngang, không dùng gạch chân của chữ.", "gạch chân", "đường kẻ ngang, nét liền, dài bằng dòng chữ", article + ", điểm b", motto.Text);
        else if (!paper.HasRuleBelow(motto)) findings.Departure("motto-rule", "Thiếu đường kẻ ngang dưới Tiêu ngữ.", "không có", "đường kẻ ngang, nét liền, dài bằng dòng chữ", article + ", điểm b", motto.Text);
    }

    private static void Issuer(PaperParts paper, Findings findings)
    {
        const string article = Article + "2";
        if (paper.Issuer.Count == 0)
        {
            findings.Departure("issuer-missing", "Thiếu tên cơ quan, tổ chức ban hành văn bản.", "", "chữ in hoa, đậm, ở phía trên bên trái", article);
            return;
        }
        foreach (var line in paper.Issuer)
        {
            if (!PaperParts.IsCapitals(line.Text)) findings.Departure("issuer-caps", "Tên cơ quan không viết in hoa.", line.Text, line.Text.ToUpper(new CultureInfo("vi-VN")), article + ", điểm b", line.Text);
            findings.Size("issuer-size", "Tên cơ quan", line, 12, 13, article + ", điểm b");
            if (line.Paragraph.Table >= 0 && line.Paragraph.Align != "center") findings.Departure("issuer-align", "Tên cơ quan không canh giữa dưới nhau.", Align(line), "canh giữa", article + ", điểm b", line.Text);
        }
        // The superior body above is not bold; the issuer itself is.
        findings.Look("issuer-style", "Tên cơ quan ban hành", paper.Issuer[^1], bold: true, italic: false, article + ", điểm b");
        if (paper.Nation?.Paragraph is { Table: >= 0 } && !paper.HasRuleBelow(paper.Issuer[^1])) findings.Departure("issuer-rule", "Thiếu đường kẻ ngang dưới tên cơ quan ban hành.", "không có", "dài bằng 1/3 đến 1/2 dòng chữ", article + ", điểm b", paper.Issuer[^1].Text);
    }

    private static void Number(PaperParts paper, CheckOptions options, Findings findings)
    {
        const string article = Article + "3";
        if (paper.Number is not { } line)
        {
            findings.Departure("number-missing", "Thiếu số, ký hiệu của văn bản.", "", "Số: 05/KH-UBND", article);
            return;
        }
        findings.Size("number-size", "Số, ký hiệu", line, 13, 13, article + ", điểm c");
        findings.Look("number-style", "Số, ký hiệu", line, bold: false, italic: false, article + ", điểm c");
        if (!line.Text.StartsWith("Số:", StringComparison.Ordinal)) findings.Departure("number-colon", "Sau chữ “Số” phải có dấu hai chấm.", line.Text, "Số: 05/KH-UBND", article + ", điểm c", line.Text);

        var rest = NumberWord().Replace(line.Text, "");
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            findings.Departure("number-slash", "Giữa số và ký hiệu phải có dấu gạch chéo (/).", line.Text, "Số: 05/KH-UBND", article + ", điểm c", line.Text);
            return;
        }
        var (number, symbol) = (rest[..slash], rest[(slash + 1)..]);
        var open = number.Trim(' ', '.', '…', '_').Length == 0;
        // A draft leaves room before the slash; that is no space within the number.
        if ((!open && number != number.TrimEnd()) || symbol.Contains(' ', StringComparison.Ordinal))
            findings.Departure("number-space", "Giữa số, dấu gạch chéo, ký hiệu và dấu gạch nối không có cách chữ.", line.Text, "Số: 05/KH-UBND", article + ", điểm c", line.Text);
        number = number.Trim();
        symbol = symbol.Replace(" ", "", StringComparison.Ordinal);
        if (open && !options.Draft) findings.Departure("number-open", "Văn bản chưa có số.", line.Text, "Số: 05/KH-UBND", article, line.Text);
        if (!open)
        {
            if (number.Length == 1 && char.IsAsciiDigit(number[0])) findings.Departure("number-zero", "Số nhỏ hơn 10 phải ghi số 0 phía trước.", number, "0" + number, article + ", điểm c", line.Text);
            else if (number.Length > 2 && number[0] == '0') findings.Departure("number-zero", "Thừa số 0 phía trước của số.", number, number.TrimStart('0').PadLeft(2, '0'), article + ", điểm c", line.Text);
            else if (!number.All(char.IsAsciiDigit)) findings.Departure("number-digits", "Số của văn bản phải ghi bằng chữ số Ả Rập.", number, "05", article + ", điểm a", line.Text);
        }
        if (symbol.Length == 0) findings.Departure("symbol-missing", "Thiếu ký hiệu của văn bản.", line.Text, "KH-UBND", article + ", điểm b", line.Text);
        else if (symbol.Contains('–', StringComparison.Ordinal) || symbol.Contains('/', StringComparison.Ordinal) || symbol.Contains('_', StringComparison.Ordinal))
            findings.Departure("symbol-hyphen", "Giữa các nhóm chữ viết tắt trong ký hiệu có dấu gạch nối (-).", symbol, "KH-UBND", article + ", điểm c", line.Text);
        else if (paper.Abbreviation is { Length: > 0 } type && symbol.Split('-')[0] != type)
            findings.Departure("symbol-type", "Chữ viết tắt tên loại trong ký hiệu không đúng với tên loại văn bản.", symbol, type + "-…", article + ", điểm b và Phụ lục III, Mục I", line.Text);
        else if (symbol.Split('-').Any(g => g.Length == 0 || char.IsLower(g[0]))) findings.Departure("symbol-caps", "Ký hiệu phải viết bằng chữ in hoa.", symbol, symbol.ToUpper(new CultureInfo("vi-VN")), article + ", điểm c", line.Text);
    }

    private static void Date(PaperParts paper, CheckOptions options, Findings findings)
    {
        const string article = Article + "4";
        if (paper.IsMinutes)
        {
            if (paper.Date is { } extra) findings.Departure("minutes-date", "Biên bản không có dòng địa danh và thời gian ở đầu văn bản.", extra.Text, "không có", "Phụ lục III, Mẫu 1.9", extra.Text);
            return;
        }
        if (paper.Date is not { } line)
        {
            if (!paper.IsForm) findings.Departure("date-missing", "Thiếu địa danh và thời gian ban hành.", "", "Đại Sơn, ngày 05 tháng 02 năm 2026", article);
            return;
        }
        findings.Size("date-size", "Địa danh và thời gian", line, 13, 14, article + ", điểm c");
        findings.Look("date-style", "Địa danh và thời gian", line, bold: false, italic: true, article + ", điểm c");
        if (DateParts().Match(line.Text) is not { Success: true } match)
        {
            findings.Departure("date-form", "Thời gian ban hành phải ghi đầy đủ ngày … tháng … năm … và đứng sau địa danh, dấu phẩy.", line.Text, "Đại Sơn, ngày 05 tháng 02 năm 2026", article + ", điểm b, c", line.Text);
            return;
        }
        var place = match.Groups["place"].Value.Trim();
        if (options.PlaceName.Length > 0 && place != options.PlaceName)
            findings.Departure("place-name", "Địa danh không đúng; đơn vị mang tên người, bằng số hoặc sự kiện lịch sử phải ghi tên gọi đầy đủ.", place, options.PlaceName, article + ", điểm a", line.Text);
        else if (place.Length > 0 && !char.IsUpper(place[0]) && place[0] is not ('.' or '…')) findings.Departure("place-caps", "Địa danh phải viết hoa chữ đầu.", place, "Đại Sơn", article + ", điểm c", line.Text);
        var (day, month, year) = (match.Groups["day"].Value, match.Groups["month"].Value, match.Groups["year"].Value);
        if (day.Length == 0 || month.Length == 0)
        {
            if (!options.Draft) findings.Departure("date-open", "Văn bản chưa ghi ngày ban hành.", line.Text, "Đại Sơn, ngày 05 tháng 02 năm 2026", article + ", điểm b", line.Text);
            return;
        }
        var (d, m) = (int.Parse(day, CultureInfo.InvariantCulture), int.Parse(month, CultureInfo.InvariantCulture));
        if (d < 10 && day.Length == 1) findings.Departure("date-day-zero", "Ngày nhỏ hơn 10 phải ghi số 0 phía trước.", day, "0" + day, article + ", điểm b", line.Text);
        if (m is 1 or 2 && month.Length == 1) findings.Departure("date-month-zero", "Tháng 1, 2 phải ghi số 0 phía trước.", month, "0" + month, article + ", điểm b", line.Text);
        if (m is > 2 and < 10 && month.Length == 2) findings.Advice("date-month-extra", "Chỉ tháng 1, 2 mới ghi số 0 phía trước.", month, month[1..], article + ", điểm b", line.Text);
        if (year.Length == 4 && !DateOnly.TryParseExact($"{d:00}/{m:00}/{year}", "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            findings.Departure("date-invalid", "Không có ngày này.", line.Text, "một ngày có thật", article + ", điểm b", line.Text);
    }

    private static void Title(PaperParts paper, Findings findings)
    {
        const string article = Article + "5";
        if (paper.Type is { } type)
        {
            if (!PaperParts.IsCapitals(type.Text)) findings.Departure("type-caps", "Tên loại văn bản không viết in hoa.", type.Text, type.Text.ToUpper(new CultureInfo("vi-VN")), article + ", điểm b", type.Text);
            findings.Size("type-size", "Tên loại văn bản", type, 13, 14, article + ", điểm b");
            findings.Look("type-style", "Tên loại văn bản", type, bold: true, italic: false, article + ", điểm b");
            if (type.Paragraph.Align != "center") findings.Departure("type-align", "Tên loại văn bản không canh giữa.", Align(type), "canh giữa", article + ", điểm b", type.Text);
            if (paper.Subject.Count == 0 && !paper.IsForm) findings.Departure("subject-missing", "Thiếu trích yếu nội dung dưới tên loại.", "", "trích yếu, chữ in thường, đậm, canh giữa", article + ", điểm b", type.Text);
            foreach (var line in paper.Subject)
            {
                if (line.Paragraph.Table >= 0) continue;
                findings.Size("subject-size", "Trích yếu", line, 13, 14, article + ", điểm b");
                findings.Look("subject-style", "Trích yếu", line, bold: true, italic: false, article + ", điểm b");
                if (line.Paragraph.Align != "center") findings.Departure("subject-align", "Trích yếu không canh giữa.", Align(line), "canh giữa", article + ", điểm b", line.Text);
                if (PaperParts.IsCapitals(line.Text) && line.Text.Length > 15) findings.Departure("subject-case", "Trích yếu viết in hoa.", line.Text, "chữ in thường", article + ", điểm b", line.Text);
            }
            if (paper.Subject.Count > 0 && !paper.HasRuleBelow(paper.Subject[^1])) findings.Departure("subject-rule", "Thiếu đường kẻ ngang dưới trích yếu.", "không có", "dài bằng 1/3 đến 1/2 dòng chữ", article + ", điểm b", paper.Subject[^1].Text);
        }
        else if (paper.About is { } about)
        {
            if (!about.Text.StartsWith("V/v ", StringComparison.Ordinal)) findings.Departure("about-form", "Trích yếu công văn ghi sau chữ “V/v”.", about.Text, "V/v …", article + ", điểm b", about.Text);
            findings.Size("about-size", "Trích yếu công văn", about, 12, 13, article + ", điểm b");
            findings.Look("about-style", "Trích yếu công văn", about, bold: false, italic: false, article + ", điểm b");
        }
        else findings.Departure("type-missing", "Không thấy tên loại văn bản, cũng không thấy “V/v” của công văn.", "", "tên loại in hoa canh giữa, hoặc V/v … dưới số, ký hiệu", article + ", điểm b");
    }

    private static void Addressees(PaperParts paper, Findings findings)
    {
        const string article = Article + "9";
        if (paper.To is not { } to)
        {
            if (paper.IsLetter && paper.About is not null) findings.Departure("to-missing", "Công văn thiếu “Kính gửi”.", "", "Kính gửi: …", article + ", điểm b");
            return;
        }
        if (!to.Text.StartsWith("Kính gửi:", StringComparison.Ordinal)) findings.Departure("to-form", "Sau chữ “Kính gửi” phải có dấu hai chấm.", to.Text, "Kính gửi: …", article + ", điểm d", to.Text);
        foreach (var line in paper.ToList.Prepend(to))
        {
            findings.Size("to-size", "Kính gửi", line, 13, 14, article + ", điểm d");
            findings.Look("to-style", "Kính gửi", line, bold: null, italic: false, article + ", điểm d");
        }
        for (var i = 0; i < paper.ToList.Count; i++)
        {
            var (text, last) = (paper.ToList[i].Text, i == paper.ToList.Count - 1);
            if (!text.EndsWith(last ? '.' : ';')) findings.Departure("to-punctuation", "Cuối mỗi dòng nơi kính gửi có dấu chấm phẩy, dòng cuối cùng có dấu chấm.", text, last ? "dấu chấm" : "dấu chấm phẩy", article + ", điểm d", text);
        }
    }

    private static void Basis(PaperParts paper, Findings findings)
    {
        const string article = Article + "6";
        for (var i = 0; i < paper.Basis.Count; i++)
        {
            var (line, last) = (paper.Basis[i], i == paper.Basis.Count - 1);
            if (!line.Text.EndsWith(last ? '.' : ';')) findings.Departure("basis-punctuation", "Sau mỗi căn cứ có dấu chấm phẩy, dòng cuối cùng kết thúc bằng dấu chấm.", line.Text[^1..], last ? "dấu chấm" : "dấu chấm phẩy", article + ", điểm a", line.Text);
            findings.Look("basis-style", "Căn cứ ban hành", line, bold: false, italic: true, article + ", điểm a");
            findings.Size("basis-size", "Căn cứ ban hành", line, 13, 14, article + ", điểm a");
        }
    }

    private static string Align(WordPiece piece) => piece.Paragraph.Align switch { "both" => "canh đều hai lề", "right" => "canh phải", "center" => "canh giữa", _ => "canh trái" };

    [GeneratedRegex(@"^Số\s*:?\s*")]
    private static partial Regex NumberWord();

    [GeneratedRegex(@"^(?<place>[^,]+), ngày [ .…_]*(?<day>\d{0,2})[ .…_]*tháng [ .…_]*(?<month>\d{0,2})[ .…_]*năm[ .…_]*(?<year>\d{0,4})[ .…_]*$")]
    private static partial Regex DateParts();
}
