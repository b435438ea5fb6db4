using System.Globalization;
using System.Text.RegularExpressions;

namespace Dialogue.Documents;

/// <summary>Signature and recipients (Phụ lục I, Phần I, Mục II, khoản 7 and 9).</summary>
internal static partial class EndRules
{
    public static void Check(PaperParts paper, Findings findings)
    {
        Signature(paper, findings);
        if (!paper.IsForm) Recipients(paper, findings);
    }

    private static void Signature(PaperParts paper, Findings findings)
    {
        const string article = "Phụ lục I, Phần I, Mục II, khoản 7";
        if (paper.Capacity.Count == 0)
        {
            if (!paper.IsForm) findings.Departure("signature-missing", "Không thấy quyền hạn, chức vụ của người ký.", "", "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH", article);
            return;
        }
        foreach (var line in paper.Capacity)
        {
            if (!PaperParts.IsCapitals(line.Text)) findings.Departure("signature-caps", "Quyền hạn, chức vụ của người ký không viết in hoa.", line.Text, line.Text.ToUpper(new CultureInfo("vi-VN")), article + ", điểm đ", line.Text);
            findings.Size("signature-size", "Quyền hạn, chức vụ", line, 13, 14, article + ", điểm đ");
            findings.Look("signature-style", "Quyền hạn, chức vụ", line, bold: true, italic: false, article + ", điểm đ");
            if (WithoutDot().IsMatch(line.Text)) findings.Departure("signature-dot", "Sau chữ viết tắt TM, KT, TL, TUQ, Q có dấu chấm.", line.Text, WithoutDot().Replace(line.Text, "$1. "), article + ", điểm b", line.Text);
        }
        Order(paper, findings, article);

        foreach (var name in paper.Signers)
        {
            if (Title().IsMatch(name.Text)) findings.Departure("signer-title", "Trước họ tên người ký không ghi học hàm, học vị.", name.Text, Title().Replace(name.Text, ""), article + ", điểm c", name.Text);
            findings.Size("signer-size", "Họ tên người ký", name, 13, 14, article + ", điểm đ");
            findings.Look("signer-style", "Họ tên người ký", name, bold: true, italic: false, article + ", điểm đ");
        }
    }

    // TM. of a collective first, then KT. with whose place is taken, then the signer's own position.
    private static void Order(PaperParts paper, Findings findings, string article)
    {
        var marks = paper.Capacity.Select(l => (Line: l, Mark: Mark().Match(l.Text) is { Success: true } m ? m.Groups[1].Value : "")).ToList();
        int At(string mark) => marks.FindIndex(m => m.Mark == mark);
        if (At("TM") > 0 && marks.Take(At("TM")).Any(m => m.Mark is "KT" or "TL" or "TUQ" or "Q"))
            findings.Departure("signature-order", "“TM.” (thay mặt) phải ghi ở dòng đầu.", paper.Capacity[0].Text, "TM. … / KT. … / chức vụ", article + ", điểm b", marks[At("TM")].Line.Text);
        if (At("TM") >= 0 && (At("TL") >= 0 || At("TUQ") >= 0))
            findings.Departure("signature-order", "Người ký thừa lệnh, thừa ủy quyền không ghi “TM.”.", "TM. cùng TL./TUQ.", "chỉ TL. hoặc TUQ.", article + ", điểm b", marks[At("TM")].Line.Text);
        if (At("KT") is >= 0 and var kt && !marks.Skip(kt + 1).Any(m => m.Mark.Length == 0))
            findings.Departure("signature-deputy", "Dưới “KT.” phải ghi chức vụ của cấp phó ký.", marks[kt].Line.Text, "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH", article + ", điểm b", marks[kt].Line.Text);
        else if (At("KT") >= 0 && !marks.Skip(At("KT") + 1).Any(m => PaperParts.Fold(m.Line.Text).StartsWith("PHO", StringComparison.Ordinal)))
            findings.Departure("signature-deputy", "Ký thay (KT.) là cấp phó ký.", marks[^1].Line.Text, "PHÓ CHỦ TỊCH", article + ", điểm b", marks[At("KT")].Line.Text);
        if (At("KT") < 0 && marks.Any(m => m.Mark.Length == 0 && PaperParts.Fold(m.Line.Text) is "PHO CHU TICH" or "PHO GIAM DOC") && At("Q") < 0)
            findings.Departure("signature-kt", "Cấp phó ký thay phải ghi “KT.” trước chức vụ của người đứng đầu.", marks[^1].Line.Text, "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH", article + ", điểm b", marks[^1].Line.Text);
        if (At("TL") is >= 0 and var tl && !marks.Skip(tl + 1).Any(m => m.Mark.Length == 0))
            findings.Departure("signature-position", "Dưới “TL.” phải ghi chức vụ của người ký.", marks[tl].Line.Text, "TL. CHỦ TỊCH / CHÁNH VĂN PHÒNG", article + ", điểm c", marks[tl].Line.Text);
        if (At("TM") is >= 0 and var tm && marks.Count == tm + 1)
            findings.Departure("signature-position", "Dưới “TM.” phải ghi chức vụ của người ký.", marks[tm].Line.Text, "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH", article + ", điểm c", marks[tm].Line.Text);
    }

    private static void Recipients(PaperParts paper, Findings findings)
    {
        const string article = "Phụ lục I, Phần I, Mục II, khoản 9";
        if (paper.RecipientsHead is not { } head)
        {
            findings.Departure("recipients-missing", "Thiếu “Nơi nhận”.", "", "Nơi nhận:", article);
            return;
        }
        if (head.Text != PaperWords.RecipientsHead) findings.Departure("recipients-head", "Từ “Nơi nhận” viết sai.", head.Text, PaperWords.RecipientsHead, article + ", điểm d", head.Text);
        findings.Size("recipients-head-size", "Từ “Nơi nhận”", head, 12, 12, article + ", điểm d");
        findings.Look("recipients-head-style", "Từ “Nơi nhận”", head, bold: true, italic: true, article + ", điểm d");
        if (paper.Recipients.Count == 0)
        {
            findings.Departure("recipients-empty", "Không có nơi nhận nào.", "", "- …; / - Lưu: VT, ….", article, head.Text);
            return;
        }
        for (var i = 0; i < paper.Recipients.Count; i++)
        {
            var (line, last) = (paper.Recipients[i], i == paper.Recipients.Count - 1);
            findings.Size("recipients-size", "Danh sách nơi nhận", line, 11, 11, article + ", điểm d");
            findings.Look("recipients-style", "Danh sách nơi nhận", line, bold: false, italic: false, article + ", điểm d");
            if (!line.Text.StartsWith("- ", StringComparison.Ordinal)) findings.Departure("recipients-dash", "Đầu mỗi dòng nơi nhận có gạch đầu dòng.", line.Text, "- " + line.Text.TrimStart('-', '–', '+', ' '), article + ", điểm d", line.Text);
            if (!line.Text.EndsWith(last ? '.' : ';')) findings.Departure("recipients-punctuation", "Cuối mỗi dòng nơi nhận có dấu chấm phẩy, dòng cuối cùng có dấu chấm.", line.Text[^1..], last ? "dấu chấm" : "dấu chấm phẩy", article + ", điểm d", line.Text);
        }
        if (!Archive().IsMatch(paper.Recipients[^1].Text)) findings.Departure("recipients-archive", "Dòng cuối của nơi nhận là “Lưu:”, tiếp theo là VT (Văn thư) và đơn vị soạn thảo.", paper.Recipients[^1].Text, "- Lưu: VT, …", article + ", điểm d", paper.Recipients[^1].Text);
        if (paper.To is not null && paper.IsLetter && !paper.Recipients.Any(r => r.Text.StartsWith("- Như trên", StringComparison.Ordinal)))
            findings.Departure("recipients-above", "Văn bản có “Kính gửi” thì dòng đầu của nơi nhận là “Như trên”.", paper.Recipients[0].Text, "- Như trên;", article + ", điểm b", paper.Recipients[0].Text);
    }

    [GeneratedRegex(@"^(TM|KT|TL|TUQ|Q)\s+(?=\p{Lu})")]
    private static partial Regex WithoutDot();

    [GeneratedRegex(@"^(TM|KT|TL|TUQ|Q)\b")]
    private static partial Regex Mark();

    [GeneratedRegex(@"^((ThS|Ths|TS|PGS|GS|KS|CN|BS|Thạc sĩ|Tiến sĩ|Kỹ sư)\b\.?\s*)+")]
    private static partial Regex Title();

    [GeneratedRegex(@"^[-–+]\s*Lưu:\s*VT\b")]
    private static partial Regex Archive();
}
