using System.IO.Compression;
using System.Text;

namespace Dialogue.Documents.Tests;

/// <summary>
/// A plan in good form that was written by other means than ours: no tables in head and end but tab stops, looks from styles that are based on each other and a theme's
/// font, a list numbered by Word, drawn lines, runs that Word has cut up, a head of two lines in one paragraph. Tests break one thing of it at a time.
/// </summary>
internal static class HandMade
{
    private const string Namespaces = """xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" """;
    private const string Line = """<w:r><w:pict><v:line from="0,0" to="160,0"/></w:pict></w:r>""";

    public const string Document = $"""
        <w:document {Namespaces}><w:body>
        <w:p><w:pPr><w:pStyle w:val="Dau"/></w:pPr><w:r><w:tab/></w:r><w:r><w:rPr><w:b/><w:sz w:val="26"/></w:rPr><w:t>ỦY BAN NHÂN DÂN</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rStyle w:val="Manh"/></w:rPr><w:t>CỘNG HÒA XÃ HỘI</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Manh"/></w:rPr><w:t xml:space="preserve"> CHỦ NGHĨA VIỆT NAM</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Dau"/></w:pPr><w:r><w:tab/></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>XÃ ĐẠI SƠN</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:b/><w:sz w:val="28"/></w:rPr><w:t>Độc lập - Tự do - Hạnh phúc</w:t></w:r>{Line}</w:p>
        <w:p><w:pPr><w:pStyle w:val="Dau"/></w:pPr><w:r><w:tab/><w:t>Số: 05/KH-UBND</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:i/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Đại Sơn, ngày 05 </w:t></w:r><w:r><w:rPr><w:i/><w:sz w:val="28"/></w:rPr><w:t>tháng 02 năm 2026</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Ten"/></w:pPr><w:r><w:t>KẾ HOẠCH</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Ten"/></w:pPr><w:r><w:t>Tổ chức Hội nghị đối thoại doanh nghiệp năm 2026</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Ten"/></w:pPr>{Line}</w:p>
        <w:p><w:pPr><w:pStyle w:val="Loi"/><w:ind w:left="2268" w:firstLine="0"/></w:pPr><w:r><w:t>Kính gửi:</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Loi"/><w:ind w:left="3402" w:firstLine="0"/></w:pPr><w:r><w:t>- Sở Tài chính;</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Loi"/><w:ind w:left="3402" w:firstLine="0"/></w:pPr><w:r><w:t>- Sở Nội vụ.</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Loi"/></w:pPr><w:r><w:rPr><w:i/></w:rPr><w:t>Căn cứ Luật Tổ chức chính quyền địa phương;</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Loi"/></w:pPr><w:r><w:rPr><w:i/></w:rPr><w:t>Theo đề nghị của Trưởng phòng Kinh tế.</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Loi"/></w:pPr><w:r><w:t xml:space="preserve">Ủy ban nhân dân xã Đại Sơn xây dựng kế hoạch tổ chức Hội nghị đối thoại doanh nghiệp, hợp tác xã, hộ kinh doanh trên </w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>địa bàn xã như sau:</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Muc"/></w:pPr><w:r><w:t>MỤC ĐÍCH, YÊU CẦU</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Loi"/></w:pPr><w:r><w:t>Tạo diễn đàn để chính quyền xã trực tiếp lắng nghe, chia sẻ và tháo gỡ khó khăn cho các doanh nghiệp, hợp tác xã, hộ kinh doanh.</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Loi"/></w:pPr><w:r><w:t>Các đơn vị liên quan có trách nhiệm thực hiện Kế hoạch này, báo cáo kết quả về Ủy ban nhân dân xã trước ngày 20/10/2026./.</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Cuoi"/></w:pPr><w:r><w:rPr><w:b/><w:i/><w:sz w:val="24"/></w:rPr><w:t>Nơi nhận:</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rStyle w:val="ManhTo"/></w:rPr><w:t>TM. ỦY BAN NHÂN DÂN</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Cuoi"/></w:pPr><w:r><w:t>- Như trên;</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rStyle w:val="ManhTo"/></w:rPr><w:t>KT. CHỦ TỊCH</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Cuoi"/></w:pPr><w:r><w:t>- Công an xã;</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rStyle w:val="ManhTo"/></w:rPr><w:t>PHÓ CHỦ TỊCH</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Cuoi"/></w:pPr><w:r><w:t>- Lưu: VT, KT.</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Cuoi"/></w:pPr></w:p><w:p><w:pPr><w:pStyle w:val="Cuoi"/></w:pPr></w:p>
        <w:p><w:pPr><w:pStyle w:val="Cuoi"/><w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11907" w:h="16840"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr></w:pPr><w:r><w:tab/></w:r><w:r><w:rPr><w:rStyle w:val="ManhTo"/></w:rPr><w:t>Nguyễn Thị Hạnh</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Ten"/></w:pPr><w:r><w:t>Phụ lục I</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Ten"/></w:pPr><w:r><w:t>TIẾN ĐỘ</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Ten"/></w:pPr><w:r><w:rPr><w:b w:val="0"/><w:i/></w:rPr><w:t>(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 02 năm 2026)</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Loi"/><w:sectPr><w:pgSz w:w="16840" w:h="11907" w:orient="landscape"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr></w:pPr><w:r><w:t>Tháng 9: niêm yết thông báo.</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Ten"/></w:pPr><w:r><w:t>Phụ lục II</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Ten"/></w:pPr><w:r><w:t>KINH PHÍ</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Ten"/></w:pPr><w:r><w:rPr><w:b w:val="0"/><w:i/></w:rPr><w:t>(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 02 năm 2026)</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Loi"/></w:pPr><w:r><w:t>Bố trí trong dự toán.</w:t></w:r></w:p>
        <w:sectPr><w:pgSz w:w="11907" w:h="16840"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>
        </w:body></w:document>
        """;

    public const string Styles = $"""
        <w:styles {Namespaces}>
        <w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/><w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
        <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:rPr><w:sz w:val="26"/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="Dau"><w:name w:val="Dau"/><w:basedOn w:val="Normal"/><w:pPr><w:tabs><w:tab w:val="center" w:pos="1700"/><w:tab w:val="center" w:pos="6500"/></w:tabs></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="Ten"><w:name w:val="Ten"/><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="Loi"><w:name w:val="Loi"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="60" w:after="60" w:line="288" w:lineRule="auto"/><w:ind w:firstLine="567"/><w:jc w:val="both"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Muc"/><w:basedOn w:val="Loi"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="Cuoi"><w:name w:val="Cuoi"/><w:basedOn w:val="Normal"/><w:pPr><w:tabs><w:tab w:val="center" w:pos="6500"/></w:tabs></w:pPr><w:rPr><w:sz w:val="22"/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="Trang"><w:name w:val="header"/><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>
        <w:style w:type="character" w:styleId="Manh"><w:name w:val="Manh"/><w:rPr><w:b/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="ManhTo"><w:name w:val="ManhTo"/><w:basedOn w:val="Manh"/><w:rPr><w:sz w:val="28"/></w:rPr></w:style>
        </w:styles>
        """;

    public const string Header = $"""<w:hdr {Namespaces}><w:sdt><w:sdtContent><w:p><w:pPr><w:pStyle w:val="Trang"/></w:pPr><w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p></w:sdtContent></w:sdt></w:hdr>""";

    /// <summary>The file; <paramref name="edit"/> changes the text of a part (word/document.xml, word/styles.xml, word/header1.xml).</summary>
    public static byte[] File(Func<string, string, string>? edit = null)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            const string word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
            const string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
            Add("[Content_Types].xml", $"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{word}document.main+xml"/><Override PartName="/word/styles.xml" ContentType="{word}styles+xml"/><Override PartName="/word/numbering.xml" ContentType="{word}numbering+xml"/><Override PartName="/word/header1.xml" ContentType="{word}header+xml"/><Override PartName="/word/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/></Types>""");
            Add("_rels/.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{office}officeDocument" Target="word/document.xml"/></Relationships>""");
            Add("word/_rels/document.xml.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{office}styles" Target="styles.xml"/><Relationship Id="rId2" Type="{office}numbering" Target="numbering.xml"/><Relationship Id="rId3" Type="{office}theme" Target="theme/theme1.xml"/><Relationship Id="rId5" Type="{office}header" Target="header1.xml"/></Relationships>""");
            Add("word/document.xml", Document);
            Add("word/styles.xml", Styles);
            Add("word/header1.xml", Header);
            Add("word/numbering.xml", $"""<w:numbering {Namespaces}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/><w:pPr><w:ind w:left="567" w:firstLine="0"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>""");
            Add("word/theme/theme1.xml", """<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="x"><a:themeElements><a:fontScheme name="x"><a:majorFont><a:latin typeface="Times New Roman"/></a:majorFont><a:minorFont><a:latin typeface="Times New Roman"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>""");

            void Add(string name, string content)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
                writer.Write(edit is null ? content : edit(name, content));
            }
        }
        return stream.ToArray();
    }

    /// <summary>The file with the first place of a text changed in whichever part has it.</summary>
    public static byte[] With(string old, string changed, bool everywhere = false)
    {
        var found = false;
        var file = File((_, content) =>
        {
            var at = content.IndexOf(old, StringComparison.Ordinal);
            if (at < 0 || (found && !everywhere)) return content;
            found = true;
            return everywhere ? content.Replace(old, changed, StringComparison.Ordinal) : content[..at] + changed + content[(at + old.Length)..];
        });
        return found ? file : throw new ArgumentException($"The hand-made file has no {old}.");
    }
}
