using Dialogue.Host;

namespace Dialogue.Solution.Tests;

public sealed class MemoryRestTests
{
    [Fact]
    public void Memory_is_given_back_once_when_much_work_is_followed_by_rest()
    {
        var rest = new MemoryRest(TimeProvider.System);
        var allocated = 0L;

        bool After(long bytes) => rest.IsDue(allocated += bytes);

        Assert.False(After(MemoryRest.Enough)); // at work
        Assert.False(After(MemoryRest.Little));
        Assert.True(After(MemoryRest.Little - 1));
        Assert.False(After(0)); // there is nothing more to give
        Assert.False(After(MemoryRest.Little - 1));
        Assert.False(After(MemoryRest.Enough)); // at work again
        Assert.True(After(0));
    }

    [Fact]
    public void A_little_work_now_and_then_adds_up()
    {
        var rest = new MemoryRest(TimeProvider.System);
        var looks = Enumerable.Range(1, 40).Where(n => rest.IsDue(n * (MemoryRest.Enough / 10))).ToList();

        Assert.Equal([10, 20, 30, 40], looks);
    }
}
