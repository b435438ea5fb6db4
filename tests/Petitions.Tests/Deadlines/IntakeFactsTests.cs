using Dialogue.Hosting;
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

    [Fact]
    public async Task What_is_known_is_forgotten_when_the_process_rests()
    {
        var commune = await service.Commune();
        await using var scope = service.Scope(commune.Id);
        var (cache, db) = (scope.ServiceProvider.GetRequiredService<IntakeFactsCache>(), scope.ServiceProvider.GetRequiredService<PetitionsDb>());
        var known = await cache.Get(db, TestContext.Current.CancellationToken);

        foreach (var one in scope.ServiceProvider.GetServices<IRemembers>()) one.Forget();

        Assert.NotSame(known.Fields, (await cache.Get(db, TestContext.Current.CancellationToken)).Fields);
    }
}
