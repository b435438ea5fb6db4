using Dialogue.Data;
using Dialogue.Kernel;
using Dialogue.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Dialogue.Hosting.Tests.Workshop;

namespace Dialogue.Hosting.Tests;

public sealed class HistoryTests(TestPostgres postgres)
{
    [Fact]
    public async Task Every_change_of_an_aggregate_is_noted_with_who_when_before_and_after()
    {
        await using var shop = await Open(postgres);
        var person = Guid.CreateVersion7();
        var thing = new Thing { Name = "before", Secret = "hidden one" };
        await using (var scope = shop.Scope(Here))
        {
            scope.ServiceProvider.GetRequiredService<CurrentUser>().Set(person, "Nguyễn Văn A", []);
            var db = scope.ServiceProvider.GetRequiredService<WorkshopDb>();
            db.Things.Add(thing);
            await db.SaveChangesAsync();
            (thing.Name, thing.Secret) = ("after", "hidden two");
            await db.SaveChangesAsync();
            db.Remove(thing);
            await db.SaveChangesAsync();
        }

        var history = await shop.As(Here, db => db.History.OrderBy(h => h.Id).ToListAsync());

        Assert.Equal(["Added", "Modified", "Deleted"], history.Select(h => h.Action));
        Assert.All(history, h => Assert.Equal((person, "Nguyễn Văn A", "Thing", thing.Id), (h.UserId, h.UserName, h.Subject, h.SubjectId)));
        Assert.Contains("\"Name\": [\"before\", \"after\"]", history[1].Changes, StringComparison.Ordinal);
        Assert.Contains("\"Secret\"", history[1].Changes, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", string.Concat(history.Select(h => h.Changes)), StringComparison.Ordinal);
        Assert.Empty(await shop.As(Elsewhere, db => db.History.IgnoreQueryFilters().ToListAsync()));
    }

    [Fact]
    public async Task A_rollback_notes_nothing_and_the_application_can_edit_no_note()
    {
        await using var shop = await Open(postgres);
        await shop.As(Here, async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Things.Add(new() { Name = "undone" });
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
            return 0;
        });
        Assert.Equal(0L, await shop.Ask<long>("select count(*) from workshop.history"));

        var refused = await Assert.ThrowsAsync<PostgresException>(() => shop.As(Here, db => db.History.ExecuteUpdateAsync(set => set.SetProperty(h => h.UserName, "somebody else"))));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Each_tenant_is_worked_for_in_turn_and_alone()
    {
        await using var shop = await Open(postgres);
        foreach (var (id, slug, capability) in new[] { (Here, "a", "holdsDialogues"), (Elsewhere, "b", "answersCases") })
            await shop.Do($"""
                insert into workshop.organisations (id, version, slug, name, kind, unit_type, code, place_name, former_units, capabilities, offices, active)
                values ('{id}', 1, '{slug}', '{slug}', 'commune', '', '', '', '', array['{capability}'], '[]', true)
                """);
        var each = shop.Services.GetRequiredService<EachTenant>();
        var seen = new List<string>();

        await each.Run<WorkshopDb>(async (db, services, token) =>
        {
            seen.Add($"{services.GetRequiredService<CurrentTenant>().Slug}: {await db.Things.CountAsync(token)}");
            db.Things.Add(new() { Name = "by the job" });
            await db.SaveChangesAsync(token);
        });
        await each.Run<WorkshopDb>((db, services, token) => { seen.Add(services.GetRequiredService<CurrentTenant>().Slug); return Task.CompletedTask; }, "answersCases");

        Assert.Equal(["a: 0", "b: 0", "b"], seen);
        Assert.Single(await shop.Things(Here));
        Assert.Single(await shop.Things(Elsewhere));
    }
}
