using Dialogue.Data;
using Dialogue.Data.Reference;
using Dialogue.Hosting.Tenancy;
using Dialogue.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dialogue.Hosting.Tests;

public sealed class PoolTests(TestPostgres postgres)
{
    [Fact]
    public async Task Requests_that_hold_every_connection_still_get_the_calendar_and_the_organisations()
    {
        await using var workshop = await Workshop.Open(postgres);
        await using var small = Workshop.Of(workshop.Options with { App = new NpgsqlConnectionStringBuilder(workshop.Options.App) { MaxPoolSize = 2, Timeout = 2 }.ConnectionString });
        await using var one = small.Scope(Workshop.Here);
        await using var two = small.Scope(Workshop.Elsewhere);
        foreach (var scope in new[] { one, two }) await scope.ServiceProvider.GetRequiredService<WorkshopDb>().Things.CountAsync();
        // The control: there is no third connection to be had for what a request does.
        await Assert.ThrowsAsync<NpgsqlException>(async () => { await using var third = await small.Databases.App.OpenConnectionAsync(); });

        await small.Services.GetRequiredService<CalendarSource<WorkshopDb>>().Get();
        await small.Services.GetRequiredService<OrganisationDirectory>().All();
        await small.Services.GetRequiredService<Changes>().Tell(Changes.Calendar);
    }
}
