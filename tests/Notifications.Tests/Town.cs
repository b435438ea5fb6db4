using System.Net.Http.Json;
using Dialogue.Contracts.Identity;
using Dialogue.Contracts.Notifications;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Notifications.Model;
using Dialogue.Notifications.Reminding;
using Dialogue.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(Dialogue.Notifications.Tests.Town))]

namespace Dialogue.Notifications.Tests;

/// <summary>The notifications service; each test has organisations and people of its own.</summary>
public sealed class Town : ServiceHost<NotificationsModule>, IAsyncLifetime
{
    /// <summary>A day of rest: what the process does by itself after its start finds nothing to say.</summary>
    public static readonly DateOnly Sunday = new(2026, 10, 4);

    public new async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Clock.SetDay(Sunday);
    }

    public async Task<Guid> Person(TestTenant tenant, Guid? office = null, params string[] roles)
    {
        var id = Guid.CreateVersion7();
        await Deliver(tenant.Id, new MemberChanged(id, 1, "Cán bộ Thử Nghiệm", roles, office));
        return id;
    }

    /// <summary>Somebody owes something; the service is told.</summary>
    public async Task<DutyChanged> Owed(TestTenant tenant, DateOnly? due, Guid? office = null, Guid? user = null, string kind = "answer-petition", bool done = false, params string[] roles)
    {
        var duty = new DutyChanged(
            Guid.CreateVersion7(), 1, kind, "Trả lời kiến nghị KN-TN-1", $"/{tenant.Slug}/can-bo/kien-nghi/1", due, roles.Length == 0 ? [Role.Specialist] : roles, office, user, done);
        await Deliver(tenant.Id, duty);
        return duty;
    }

    internal async Task<int> Remind(DateOnly day)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RemindOfDuties>().Run(day);
    }

    internal async Task<List<Note>> NotesOf(TestTenant tenant, Guid? recipient = null)
    {
        await using var scope = Scope(tenant.Id);
        var notes = scope.ServiceProvider.GetRequiredService<NotificationsDb>().Notes.AsNoTracking();
        if (recipient is { } r) notes = notes.Where(n => n.RecipientId == r);
        return await notes.OrderBy(n => n.Id).ToListAsync();
    }

    public HttpClient Signed(TestTenant tenant, Guid person, params string[] roles) => ClientOf("Cán bộ Thử Nghiệm", [(tenant, roles)], id: person);

    /// <summary>A person does something in another process of the installation: what it publishes stays there, what it answers comes to the browser.</summary>
    public async Task Finish(HttpClient browser, TestTenant tenant, DutyChanged duty, int status = 302, bool opens = false)
    {
        using var response = await browser.PostAsJsonAsync($"/test/{tenant.Slug}/finish?status={status}&opens={opens}", duty);
        Assert.Equal(status, (int)response.StatusCode);
    }

    /// <summary>An act as services have them: it publishes in its scope. Its message is taken by nobody until a test takes it.</summary>
    protected override void MapMore(IEndpointRouteBuilder app) =>
        app.MapPost("/test/{tenant}/finish", [RequireMember] async (DutyChanged duty, NotificationsDb db, int status, bool opens, CancellationToken cancellationToken) =>
        {
            db.Publish(duty);
            if (opens) db.Publish(duty with { Version = duty.Version + 1, Done = false });
            await db.SaveChangesAsync(cancellationToken);
            return Results.StatusCode(status);
        });
}
