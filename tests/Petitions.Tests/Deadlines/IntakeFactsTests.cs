using Dialogue.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Petitions.Tests;

public sealed class IntakeFactsTests(PetitionService service)
{
    [Fact]
    public async Task When_what_is_known_has_aged_one_reads_it_anew_and_the_others_go_on()
    {
        var commune = await service.Commune();
        var time = new SetClock(new(2026, 10, 1, 8, 0, 0, TimeSpan.Zero));
        var cache = new IntakeFactsCache(time);
        var known = await Get();
        Assert.Same(known, await Get());

        time.Now += TimeSpan.FromSeconds(3);
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(Get)));

        Assert.Single(all, f => f.Fields != known.Fields);
        Assert.NotSame(known.Fields, (await Get()).Fields);

        cache.Forget(commune.Id);
        all = await Task.WhenAll(Get(), Get()); // what is not known is waited for
        Assert.All(all, f => Assert.NotEmpty(f.Fields));

        async Task<IntakeFacts> Get()
        {
            await using var scope = service.Scope(commune.Id);
            return await cache.Get(scope.ServiceProvider.GetRequiredService<PetitionsDb>(), TestContext.Current.CancellationToken);
        }
    }
}
