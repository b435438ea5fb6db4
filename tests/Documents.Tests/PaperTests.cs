using System.Text.Json;

namespace Dialogue.Documents.Tests;

public sealed class PaperTests
{
    [Fact]
    public void A_paper_is_the_same_after_it_was_written_and_read_as_JSON()
    {
        var paper = new Paper
        {
            Kind = PaperKinds.Plan, Issuer = Issuer.Of("Xã Đại Sơn"), Number = "05", Symbol = "KH-UBND", PlaceName = "Đại Sơn", Date = new(2026, 4, 10), Subject = "Tổ chức Hội nghị",
            Body = [new Heading("I. MỤC ĐÍCH"), new Paragraph("Một"), new Table([new("STT", 1), new("Nội dung", 9)], [["1", "Hai"]])],
            Signatures = [new(["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "Đào Văn Soái")],
        };

        var json = JsonSerializer.Serialize(paper);
        var again = JsonSerializer.Serialize(JsonSerializer.Deserialize<Paper>(json));

        Assert.Equal(json, again);
        Assert.Equal("05/KH-UBND", JsonSerializer.Deserialize<Paper>(json)!.NumberText);
    }

    [Theory]
    [InlineData("Xã Đại Sơn", "", "ỦY BAN NHÂN DÂN|XÃ ĐẠI SƠN")]
    [InlineData("Ủy ban nhân dân thành phố Hải Phòng", "", "ỦY BAN NHÂN DÂN|THÀNH PHỐ HẢI PHÒNG")]
    [InlineData("Sở Tài chính", "UBND THÀNH PHỐ HẢI PHÒNG", "SỞ TÀI CHÍNH")]
    public void A_Peoples_Committee_has_no_superior_body_above_its_name_and_a_department_has(string name, string above, string lines)
    {
        var issuer = Issuer.Of(name);

        Assert.Equal((above, lines), (issuer.Above, string.Join('|', issuer.Lines)));
    }
}
