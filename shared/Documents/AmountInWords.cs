namespace Dialogue.Documents;

/// <summary>Amounts of money in words, as vouchers and estimates end: "Một triệu không trăm linh năm đồng.".</summary>
public static class AmountInWords
{
    /// <summary>The largest amount that is read, in đồng: one million milliards.</summary>
    public const decimal Largest = 1_000_000_000_000_000m;

    private static readonly string[] Digits = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
    private static readonly string[] Groups = ["", "nghìn", "triệu"];

    /// <param name="amount">In đồng, whole, from 0 to <see cref="Largest"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than <see cref="Largest"/>.</exception>
    /// <exception cref="ArgumentException">Not whole: đồng have no parts.</exception>
    public static string Of(decimal amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, Largest);
        if (amount != decimal.Truncate(amount)) throw new ArgumentException("Đồng have no parts.", nameof(amount));
        var words = Number((long)amount);
        return $"{char.ToUpperInvariant(words[0])}{words[1..]} đồng.";
    }

    /// <inheritdoc cref="Of(decimal)"/>
    public static string Of(long amount) => Of((decimal)amount);

    // A milliard is "tỷ", and above it the same words begin again: "một nghìn tỷ", "một triệu tỷ".
    private static string Number(long number)
    {
        if (number == 0) return Digits[0];
        var words = new List<string>();
        var (milliards, rest) = Math.DivRem(number, 1_000_000_000);
        if (milliards > 0)
        {
            words.Add(Number(milliards));
            words.Add("tỷ");
        }
        Below(rest, full: milliards > 0, words);
        return string.Join(' ', words);
    }

    // Below a milliard; a group that is not the first one is read with its hundreds, an empty group is not read.
    private static void Below(long rest, bool full, List<string> words)
    {
        for (var group = 2; group >= 0; group--)
        {
            var value = (int)(rest / (long)Math.Pow(1000, group) % 1000);
            if (value == 0) continue;
            Three(value, full, words);
            if (Groups[group].Length > 0) words.Add(Groups[group]);
            full = true;
        }
    }

    private static void Three(int value, bool full, List<string> words)
    {
        var (hundreds, tens, units) = (value / 100, value / 10 % 10, value % 10);
        if (hundreds > 0 || full)
        {
            words.Add(Digits[hundreds]);
            words.Add("trăm");
            full = true;
        }
        switch (tens)
        {
            case 0 when units > 0 && full: words.Add("linh"); break;
            case 1: words.Add("mười"); break;
            case > 1: words.Add(Digits[tens]); words.Add("mươi"); break;
        }
        if (units == 0) return;
        words.Add((tens, units) switch
        {
            ( > 1, 1) => "mốt",
            ( > 1, 4) => "tư",
            ( > 0, 5) => "lăm",
            _ => Digits[units],
        });
    }
}
