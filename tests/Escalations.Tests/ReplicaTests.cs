using Dialogue.Contracts.Planning;
using Dialogue.Escalations.Fields;
using Dialogue.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dialogue.Escalations.Tests;

/// <summary>A city of its own, whose list of fields is taken away and planted again.</summary>
public sealed class AnotherCity : ServiceHost<EscalationsModule>
{
    protected override bool Seeds => false;
}

/// <summary>What two processes of the service do in the same moment.</summary>
public sealed class ReplicaTests(AnotherCity city) : IClassFixture<AnotherCity>
{
    [Fact]
    public async Task What_is_told_several_times_in_one_moment_is_kept_once_and_the_newest_stays()
    {
        var keeper = await city.Organisation();
        for (var year = 2031; year < 2043; year++)
            await Task.WhenAll(Enumerable.Range(1, 6).Select(version => Task.Run(() => city.Deliver(keeper.Id, new CalendarYearPublished(year, version, true, [], [])))));

        Assert.Equal(12L, await Ask("select count(*) from escalations.calendar_years where year >= 2031 and version = 6"));
        for (var round = 0; round < 5; round++)
        {
            var id = Guid.CreateVersion7();
            await Task.WhenAll(Enumerable.Range(1, 6).Select(version => Task.Run(() => city.Deliver(keeper.Id, new Contracts.Identity.OrganisationChanged(
                id, version, $"xa-{id}", $"Xã {version}", "commune", "xa", "", "", "", [], [], true)))));
            Assert.Equal(1L, await Ask($"select count(*) from escalations.organisations where id = '{id}' and version = 6"));
        }
    }

    [Fact]
    public async Task However_many_processes_plant_the_fields_there_is_one_list_and_one_that_came_too_early_tries_again()
    {
        await Told();
        for (var round = 0; round < 5; round++)
        {
            await Do("delete from escalations.field_lists; delete from escalations.outbox");
            Assert.All(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Another().Try(TestContext.Current.CancellationToken)))), Assert.True);
            Assert.Equal(1L, await Ask("select count(*) from escalations.field_lists"));
            Assert.Equal(1L, await Ask("select count(*) from escalations.outbox where type = 'Escalations.FieldsPublished'"));
        }

        // One department is not known yet when everybody has heard the last message; then its copy is there, and nobody is told again.
        await Do("delete from escalations.field_lists; update escalations.organisations set slug = 'not-yet' where slug = 'so-xay-dung'");
        using var late = new PlantFieldsInTheEnd(Another(), NullLogger<PlantFieldsInTheEnd>.Instance);
        Assert.False(await Another().Try(TestContext.Current.CancellationToken));
        await late.StartAsync(TestContext.Current.CancellationToken);
        await Do("update escalations.organisations set slug = 'so-xay-dung' where slug = 'not-yet'");
        await Eventually.True("the list is there", async () => await Ask("select count(*) from escalations.field_lists") == 1, within: TimeSpan.FromSeconds(30));
        await late.StopAsync(CancellationToken.None);
    }

    private PlantFields Another() => new(city.Services.GetRequiredService<IServiceScopeFactory>());

    private async Task Told()
    {
        await city.Organisation("city-office", "UBND thành phố", "ubnd-tp");
        foreach (var slug in (string[])["so-tai-chinh", "so-nong-nghiep-va-moi-truong", "so-xay-dung", "so-cong-thuong", "so-noi-vu", "so-khoa-hoc-va-cong-nghe", "so-van-hoa-the-thao-va-du-lich",
            "thue-thanh-pho", "hai-quan-khu-vuc-3", "ngan-hang-nha-nuoc-khu-vuc-6", "bao-hiem-xa-hoi", "cong-an-thanh-pho"]) await city.Organisation("department", slug, slug);
    }

    private async Task<long> Ask(string sql)
    {
        await using var command = city.Superuser.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task Do(string sql)
    {
        await using var command = city.Superuser.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
