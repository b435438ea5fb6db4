using System.Xml.Linq;
using static Dialogue.Documents.Wml;

namespace Dialogue.Documents;

/// <summary>
/// The looks of each part of a paper, as styles that an official sees by name in Word (Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục IV). Every style says all
/// of its font and size itself, so that it looks the same in a template whose own defaults are others.
/// </summary>
internal static class Styles
{
    /// <summary>Indent of a first line: 1.27 cm.</summary>
    public const int FirstLine = 720;

    // Sizes are half points, lengths twips. Space after a paragraph of the body: 6 pt.
    private static readonly XElement[] All =
    [
        Style("QuocHieu", "Quốc hiệu", 26, bold: true, jc: "center"),
        Style("TieuNgu", "Tiêu ngữ", 28, bold: true, jc: "center"),
        Style("CoQuanChuQuan", "Cơ quan chủ quản", 26, jc: "center"),
        Style("CoQuanBanHanh", "Cơ quan ban hành", 26, bold: true, jc: "center"),
        Style("SoKyHieu", "Số và ký hiệu", 26, jc: "center", before: 60),
        Style("TrichYeuCongVan", "Trích yếu công văn", 24, jc: "center", before: 60),
        Style("DiaDanhThoiGian", "Địa danh và thời gian", 28, italic: true, jc: "center", before: 60),
        Style("TenLoai", "Tên loại văn bản", 28, bold: true, jc: "center", before: 240, keep: true),
        Style("TrichYeu", "Trích yếu nội dung", 28, bold: true, jc: "center", keep: true),
        Style("DuongKe", "Đường kẻ", 4, before: 40, exact: 80),
        Style("KinhGui", "Kính gửi", 28, before: 240, after: 120),
        Style("CanCu", "Căn cứ", 28, italic: true, jc: "both", after: 120, line: 264, first: FirstLine),
        Style("NoiDung", "Nội dung", 28, jc: "both", after: 120, line: 264, first: FirstLine),
        Style("DeMuc1", "Đề mục 1", 28, bold: true, jc: "both", before: 120, after: 120, line: 264, first: FirstLine, keep: true, outline: 0),
        Style("DeMuc2", "Đề mục 2", 28, bold: true, jc: "both", after: 120, line: 264, first: FirstLine, keep: true, outline: 1),
        Style("DeMuc3", "Đề mục 3", 28, bold: true, italic: true, jc: "both", after: 120, line: 264, first: FirstLine, keep: true, outline: 2),
        Style("DienVao", "Dòng điền", 28, after: 120, line: 264),
        Style("TenBang", "Tên bảng", 28, bold: true, jc: "center", before: 120, after: 60, keep: true),
        Style("DauBang", "Đầu bảng", 24, bold: true, jc: "center", before: 40, after: 40),
        Style("OBang", "Ô bảng", 24, before: 40, after: 40),
        Style("QuyenHanChucVu", "Quyền hạn và chức vụ", 28, bold: true, jc: "center", keep: true),
        Style("GhiChuKy", "Ghi chú chữ ký", 26, italic: true, jc: "center", keep: true),
        Style("HoTenNguoiKy", "Họ tên người ký", 28, bold: true, jc: "center", before: 1500),
        Style("NoiNhan", "Nơi nhận", 24, bold: true, italic: true),
        Style("NoiNhanDong", "Danh sách nơi nhận", 22),
        Style("PhuLuc", "Phụ lục", 28, bold: true, jc: "center", keep: true),
        Style("TenPhuLuc", "Tên phụ lục", 28, bold: true, jc: "center", keep: true),
        Style("KemTheo", "Kèm theo", 28, italic: true, jc: "center", after: 120, keep: true),
        Style("SoTrang", "Số trang", 28, jc: "center"),
    ];

    private static readonly Dictionary<string, XElement> ById = All.ToDictionary(s => (string)s.Attribute(W + "styleId")!);

    /// <summary>The whole part word/styles.xml.</summary>
    public static XElement Part() => El("styles", new XAttribute(XNamespace.Xmlns + "w", W.NamespaceName),
        El("docDefaults",
            El("rPrDefault", El("rPr", Font(), Val("color", "000000"), Val("sz", 28), Val("szCs", 28), El("lang", At("val", "vi-VN"), At("eastAsia", "vi-VN"), At("bidi", "ar-SA")))),
            El("pPrDefault", El("pPr", El("spacing", At("before", 0), At("after", 0), At("line", 240), At("lineRule", "auto"))))),
        El("style", At("type", "paragraph"), At("default", 1), At("styleId", "Normal"), Val("name", "Normal"), El("qFormat")),
        El("style", At("type", "table"), At("default", 1), At("styleId", "TableNormal"), Val("name", "Normal Table"), Val("uiPriority", 99), El("semiHidden"), El("unhideWhenUsed"),
            El("tblPr", El("tblInd", At("w", 0), At("type", "dxa")), El("tblCellMar",
                El("top", At("w", 0), At("type", "dxa")), El("left", At("w", 108), At("type", "dxa")), El("bottom", At("w", 0), At("type", "dxa")), El("right", At("w", 108), At("type", "dxa"))))),
        All);

    /// <summary>One style by its id, to be put into a template that lacks it.</summary>
    public static XElement? Find(string id) => ById.GetValueOrDefault(id);

    public static XElement Font() => El("rFonts", At("ascii", "Times New Roman"), At("hAnsi", "Times New Roman"), At("eastAsia", "Times New Roman"), At("cs", "Times New Roman"));

    private static XElement Style(string id, string name, int size, bool bold = false, bool italic = false, string jc = "left", int before = 0, int after = 0, int line = 240, int exact = 0,
        int first = 0, bool keep = false, int outline = -1) =>
        El("style", At("type", "paragraph"), At("customStyle", 1), At("styleId", id), Val("name", name), El("qFormat"),
            El("pPr",
                keep ? El("keepNext") : null,
                El("spacing", At("before", before), At("after", after), At("line", exact > 0 ? exact : line), At("lineRule", exact > 0 ? "exact" : "auto")),
                first > 0 ? El("ind", At("firstLine", first)) : null,
                Val("jc", jc),
                outline >= 0 ? Val("outlineLvl", outline) : null),
            El("rPr", Font(), bold ? El("b") : null, italic ? El("i") : null, Val("color", "000000"), Val("sz", size), Val("szCs", size)));
}
