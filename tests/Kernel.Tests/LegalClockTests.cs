using System.Globalization;

namespace Dialogue.Kernel.Tests;

public sealed class LegalClockTests
{
    private sealed class At(string instant) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("2026-10-22T16:59:59Z", "2026-10-22"), InlineData("2026-10-22T17:00:00Z", "2026-10-23")]
    public void The_legal_day_changes_at_midnight_in_Vietnam(string instant, string day) =>
        Assert.Equal(day, new LegalClock(new At(instant)).Today.ToString("yyyy-MM-dd"));

    [Fact]
    public void A_training_installation_keeps_the_time_of_day_on_another_day()
    {
        var clock = new LegalClock(new At("2026-11-22T18:30:00Z"));
        clock.SetDay(new(2025, 10, 13));

        Assert.Equal(new DateTime(2025, 10, 13, 1, 30, 0), clock.Now);
        Assert.Equal(new DateOnly(2025, 10, 13), clock.Today);
        clock.SetOffset(0);
        Assert.Equal(new DateOnly(2026, 11, 23), clock.Today);
    }
}
