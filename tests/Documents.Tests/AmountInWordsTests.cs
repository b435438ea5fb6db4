namespace Dialogue.Documents.Tests;

public sealed class AmountInWordsTests
{
    [Theory]
    [InlineData(0, "Không")]
    [InlineData(1, "Một")]
    [InlineData(2, "Hai")]
    [InlineData(3, "Ba")]
    [InlineData(4, "Bốn")]
    [InlineData(5, "Năm")]
    [InlineData(6, "Sáu")]
    [InlineData(7, "Bảy")]
    [InlineData(8, "Tám")]
    [InlineData(9, "Chín")]
    [InlineData(10, "Mười")]
    [InlineData(11, "Mười một")]
    [InlineData(14, "Mười bốn")]
    [InlineData(15, "Mười lăm")]
    [InlineData(16, "Mười sáu")]
    [InlineData(19, "Mười chín")]
    [InlineData(20, "Hai mươi")]
    [InlineData(21, "Hai mươi mốt")]
    [InlineData(22, "Hai mươi hai")]
    [InlineData(24, "Hai mươi tư")]
    [InlineData(25, "Hai mươi lăm")]
    [InlineData(30, "Ba mươi")]
    [InlineData(31, "Ba mươi mốt")]
    [InlineData(44, "Bốn mươi tư")]
    [InlineData(51, "Năm mươi mốt")]
    [InlineData(55, "Năm mươi lăm")]
    [InlineData(90, "Chín mươi")]
    [InlineData(99, "Chín mươi chín")]
    [InlineData(100, "Một trăm")]
    [InlineData(101, "Một trăm linh một")]
    [InlineData(104, "Một trăm linh bốn")]
    [InlineData(105, "Một trăm linh năm")]
    [InlineData(110, "Một trăm mười")]
    [InlineData(111, "Một trăm mười một")]
    [InlineData(115, "Một trăm mười lăm")]
    [InlineData(121, "Một trăm hai mươi mốt")]
    [InlineData(145, "Một trăm bốn mươi lăm")]
    [InlineData(200, "Hai trăm")]
    [InlineData(505, "Năm trăm linh năm")]
    [InlineData(555, "Năm trăm năm mươi lăm")]
    [InlineData(999, "Chín trăm chín mươi chín")]
    [InlineData(1_000, "Một nghìn")]
    [InlineData(1_001, "Một nghìn không trăm linh một")]
    [InlineData(1_010, "Một nghìn không trăm mười")]
    [InlineData(1_015, "Một nghìn không trăm mười lăm")]
    [InlineData(1_021, "Một nghìn không trăm hai mươi mốt")]
    [InlineData(1_100, "Một nghìn một trăm")]
    [InlineData(1_234, "Một nghìn hai trăm ba mươi tư")]
    [InlineData(5_000, "Năm nghìn")]
    [InlineData(10_000, "Mười nghìn")]
    [InlineData(10_010, "Mười nghìn không trăm mười")]
    [InlineData(15_000, "Mười lăm nghìn")]
    [InlineData(21_000, "Hai mươi mốt nghìn")]
    [InlineData(25_500, "Hai mươi lăm nghìn năm trăm")]
    [InlineData(100_000, "Một trăm nghìn")]
    [InlineData(105_005, "Một trăm linh năm nghìn không trăm linh năm")]
    [InlineData(350_000, "Ba trăm năm mươi nghìn")]
    [InlineData(1_000_000, "Một triệu")]
    [InlineData(1_000_001, "Một triệu không trăm linh một")]
    [InlineData(1_000_005, "Một triệu không trăm linh năm")]
    [InlineData(1_005_000, "Một triệu không trăm linh năm nghìn")]
    [InlineData(1_234_567, "Một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy")]
    [InlineData(2_400_000, "Hai triệu bốn trăm nghìn")]
    [InlineData(10_500_000, "Mười triệu năm trăm nghìn")]
    [InlineData(15_015_015, "Mười lăm triệu không trăm mười lăm nghìn không trăm mười lăm")]
    [InlineData(24_000_000, "Hai mươi tư triệu")]
    [InlineData(100_000_000, "Một trăm triệu")]
    [InlineData(999_999_999, "Chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín")]
    [InlineData(1_000_000_000, "Một tỷ")]
    [InlineData(1_000_000_005, "Một tỷ không trăm linh năm")]
    [InlineData(1_000_010_000, "Một tỷ không trăm mười nghìn")]
    [InlineData(1_050_000_000, "Một tỷ không trăm năm mươi triệu")]
    [InlineData(21_000_000_000, "Hai mươi mốt tỷ")]
    [InlineData(1_000_000_000_000, "Một nghìn tỷ")]
    [InlineData(1_005_000_000_000, "Một nghìn không trăm linh năm tỷ")]
    [InlineData(1_000_000_000_000_000, "Một triệu tỷ")]
    public void Amounts_are_written_as_they_are_said(long amount, string words) => Assert.Equal(words + " đồng.", AmountInWords.Of(amount));

    [Fact]
    public void Different_amounts_have_different_words_without_double_spaces()
    {
        var random = new Random(20261013);
        var amounts = Enumerable.Range(0, 20_000).Select(i => (long)i).Concat(Enumerable.Range(0, 50_000).Select(_ => random.NextInt64((long)Math.Pow(10, random.Next(4, 16))))).Distinct().ToList();

        var words = amounts.Select(AmountInWords.Of).ToList();

        Assert.Equal(amounts.Count, words.Distinct().Count());
        Assert.All(words, w => Assert.DoesNotContain("  ", w));
        Assert.All(words, w => Assert.True(char.IsUpper(w[0]) && w.EndsWith(" đồng.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Negative_broken_and_endless_amounts_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AmountInWords.Of(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AmountInWords.Of(AmountInWords.Largest + 1));
        Assert.Throws<ArgumentException>(() => AmountInWords.Of(1.5m));
    }
}
