namespace Dialogue.Web.Tests;

public sealed class VnTests
{
    [Fact]
    public void A_date_has_no_leading_zeros() => Assert.Equal("2/9/2026", Vn.Date(new DateOnly(2026, 9, 2)));

    [Fact]
    public void A_long_date_names_its_weekday() => Assert.Equal("Thứ Ba, 13/10/2026", Vn.LongDate(new(2026, 10, 13)));

    [Fact]
    public void An_instant_is_shown_in_local_time() => Assert.Equal("1/1/2027, 0:05", Vn.DateTime(new DateTimeOffset(2026, 12, 31, 17, 5, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData(2026, 2, 5, "Đại Sơn, ngày 05 tháng 02 năm 2026")]
    [InlineData(2026, 10, 13, "Đại Sơn, ngày 13 tháng 10 năm 2026")]
    [InlineData(2026, 3, 9, "Đại Sơn, ngày 09 tháng 3 năm 2026")]
    public void Place_and_date_follow_the_decree(int year, int month, int day, string expected) =>
        Assert.Equal(expected, Vn.PlaceAndDate("Đại Sơn", new(year, month, day)));

    [Fact]
    public void Money_and_counts_have_dots()
    {
        Assert.Equal("1.250.000 đ", Vn.Money(1_250_000));
        Assert.Equal("2.418", Vn.Count(2418));
        Assert.Equal("94,2 %", Vn.Percent(0.942));
        Assert.Equal("91 %", Vn.Percent(91, 100));
        Assert.Equal("–", Vn.Percent(0, 0));
        Assert.Equal("1,2 MB", Vn.FileSize(1_258_291));
        Assert.Equal("1 kB", Vn.FileSize(3));
    }

    [Theory]
    [InlineData("0912345218", "09•• ••• 218")]
    [InlineData("02253842259", "02•• •••• 259")]
    [InlineData("123", "•••")]
    [InlineData(null, "")]
    public void A_phone_shows_its_ends_only(string? phone, string expected) => Assert.Equal(expected, Vn.MaskPhone(phone));

    [Theory]
    [InlineData("Nguyễn Công Diễn", "ND")]
    [InlineData("đào", "Đ")]
    [InlineData("  ", "")]
    public void Initials_are_of_the_first_and_the_last_word(string name, string expected) => Assert.Equal(expected, Vn.Initials(name));

    [Theory]
    [InlineData("Tên doanh nghiệp", "tên doanh nghiệp")]
    [InlineData("UBND xã", "UBND xã")]
    public void An_abbreviation_keeps_its_capitals(string text, string expected) => Assert.Equal(expected, Vn.LowerFirst(text));
}
