namespace Dialogue.Web.Tests;

public sealed class ValidationTests
{
    [Theory]
    [InlineData("0200586286", "0200586286")]
    [InlineData(" 0200 586 286 ", "0200586286")]
    [InlineData("0100109106", "0100109106")]
    [InlineData("0100109106-001", "0100109106-001")]
    [InlineData("0100109106001", "0100109106-001")]
    [InlineData("031085001234", "031085001234")]
    [InlineData("0100109107", null)] // check digit
    [InlineData("010010910", null)]
    [InlineData("0100109106-1", null)]
    [InlineData("131085001234", null)]
    [InlineData("01001o9106", null)]
    public void A_tax_code_is_checked_and_brought_into_one_form(string typed, string? stored)
    {
        Assert.Equal(stored, TaxCodeAttribute.Normalise(typed));
        Assert.Equal(stored is not null, new TaxCodeAttribute().IsValid(typed));
    }

    [Theory]
    [InlineData("0912345218", "0912345218")]
    [InlineData("+84 912.345.218", "0912345218")]
    [InlineData("84912345218", "0912345218")]
    [InlineData("(0225) 384-2259", "02253842259")]
    [InlineData("+84 (0)912 345 218", "0912345218")]
    [InlineData("0112345218", null)]
    [InlineData("091234521", null)]
    [InlineData("09123452181", null)]
    [InlineData("+1 202 555 0100", null)]
    [InlineData("số của tôi", null)]
    public void A_phone_number_is_checked_and_brought_into_one_form(string typed, string? stored)
    {
        Assert.Equal(stored, VietnamPhoneAttribute.Normalise(typed));
        Assert.Equal(stored is not null, new VietnamPhoneAttribute().IsValid(typed));
    }

    [Fact]
    public void Nothing_typed_is_no_mistake_of_form()
    {
        Assert.True(new TaxCodeAttribute().IsValid(""));
        Assert.True(new VietnamPhoneAttribute().IsValid(null));
    }

    [Theory]
    [InlineData("13/10/2026")]
    [InlineData("2026-10-13")]
    [InlineData("13-10-2026")]
    [InlineData("13.10.2026")]
    [InlineData(" 13102026 ")]
    public void A_date_is_read_as_people_write_it(string typed)
    {
        Assert.True(VietnameseBinders.TryDate(typed, out var date));
        Assert.Equal(new(2026, 10, 13), date);
    }

    [Theory]
    [InlineData("31/02/2026")]
    [InlineData("10/13/2026")]
    [InlineData("1/1/1999")]
    [InlineData("mai")]
    public void What_is_no_date_here_is_refused(string typed) => Assert.False(VietnameseBinders.TryDate(typed, out _));
}
