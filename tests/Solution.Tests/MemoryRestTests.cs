using Dialogue.Host;
using Dialogue.Hosting;

namespace Dialogue.Solution.Tests;

public sealed class MemoryRestTests
{
    private const long Bare = 100_000_000;

    private readonly MemoryRest rest = new(TimeProvider.System, []);
    private long allocated, held = Bare;

    [Fact]
    public void Memory_is_given_back_once_when_much_work_is_followed_by_rest()
    {
        rest.Given(held);

        Assert.False(After(100_000_000, grown: MemoryRest.Enough)); // at work
        Assert.False(After(MemoryRest.Little));
        Assert.True(After(MemoryRest.Little - 1));
        rest.Given(held = Bare);
        Assert.False(After(0)); // there is nothing more to give
        Assert.False(After(MemoryRest.Little - 1));
        Assert.False(After(100_000_000, grown: MemoryRest.Enough)); // at work again
        Assert.True(After(0));
    }

    [Fact]
    public void A_little_work_now_and_then_adds_up_and_what_stays_is_not_asked_for_again()
    {
        rest.Given(held);
        const long Share = MemoryRest.Enough / 5;
        var looks = new List<int>();
        for (var look = 1; look <= 20; look++)
            if (After(1_000_000, grown: Share))
            {
                looks.Add(look);
                rest.Given(held -= Share); // the rest was still needed
            }

        Assert.Equal([5, 10, 15, 20], looks);
    }

    [Fact]
    public void A_large_process_must_have_grown_by_more()
    {
        const long Large = 400_000_000;
        rest.Given(held = Large);

        Assert.False(After(0, grown: MemoryRest.Enough));
        Assert.True(After(0, grown: Large / MemoryRest.Part - MemoryRest.Enough));
    }

    [Fact]
    public void What_a_start_leaves_behind_is_given_back_as_soon_as_it_is_quiet()
    {
        Assert.False(After(80_000_000));
        Assert.True(After(0));
    }

    [Fact]
    public void What_is_remembered_only_to_be_quick_is_given_back_too()
    {
        var cache = new Remembering();
        var page = Remember(cache);

        GC.Collect();
        Assert.True(page.IsAlive);
        new MemoryRest(TimeProvider.System, [cache]).Give();
        Assert.False(page.IsAlive);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference Remember(Remembering cache) => new(cache.Page = new byte[1000]);
    }

    private sealed class Remembering : IRemembers
    {
        public byte[]? Page { get; set; }

        public void Forget() => Page = null;
    }

    /// <summary>A look, so many bytes of new objects after the one before.</summary>
    private bool After(long bytes, long grown = 0) => rest.IsDue(allocated += bytes, held += grown);
}
