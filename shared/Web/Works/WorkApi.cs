using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Dialogue.Data.Files;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Works;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Web.Works;

/// <summary>A person's own long works, for programs and for the script of their page. Anybody else's do not exist (404).</summary>
public static class WorkApi
{
    /// <summary>Between two looks at a work that is followed.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(400);

    /// <summary>Something is sent at least this often, so that nobody on the way takes the line for dead (the gateway would after 100 s).</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>Then the browser comes again by itself, and is asked again who it is.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static void Map(IEndpointRouteBuilder app)
    {
        var works = app.MapGroup("/api/{tenant}/works/{service}/{id:guid}").WithTags("Works");
        works.MapGet("", [RequireMember] async Task<Results<Ok<WorkProgress>, NotFound>> (string service, Guid id, WorkDesk desk, CancellationToken cancellationToken) =>
            desk.Context(service) is { } db && await desk.Find(db, id, cancellationToken) is { } work ? TypedResults.Ok(WorkProgress.Of(work)) : TypedResults.NotFound())
            .WithSummary("How far a long work of mine is");
        works.MapPost("/cancel", [RequireMember] async Task<Results<NoContent, NotFound>> (string service, Guid id, WorkDesk desk, CancellationToken cancellationToken) =>
            desk.Context(service) is { } db && await desk.Cancel(db, id, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound())
            .WithSummary("Cancel a long work of mine");
        works.MapGet("/events", [RequireMember] async Task<IResult> (
            string service, Guid id, WorkDesk desk, CurrentTenant tenant, CurrentUser user, IServiceScopeFactory scopes, IHostApplicationLifetime life, CancellationToken cancellationToken) =>
            desk.Context(service) is { } db && await desk.Find(db, id, cancellationToken) is not null
                ? TypedResults.ServerSentEvents(Follow(scopes, tenant, user, service, id, life.ApplicationStopping, cancellationToken)) : TypedResults.NotFound())
            .WithSummary("Server-sent events named progress, until the work has ended");
        app.MapGet("/{tenant}/can-bo/viec/{service}/{id:guid}/tep", [RequireMember] async Task<IResult> (string service, Guid id, WorkDesk desk, HttpResponse response, CancellationToken cancellationToken) =>
        {
            if (desk.Context(service) is not { } db || await desk.Find(db, id, cancellationToken) is not { FileId: { } fileId }) return TypedResults.NotFound();
            if (await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == fileId, cancellationToken) is not { } file) return TypedResults.NotFound();
            response.ContentLength = file.Size;
            response.Headers.CacheControl = "no-store";
            return TypedResults.Stream(body => db.CopyFile(file.Id, body, cancellationToken), file.ContentType, file.Name);
        }).ExcludeFromDescription();
    }

    private static async IAsyncEnumerable<SseItem<WorkProgress>> Follow(
        IServiceScopeFactory scopes, CurrentTenant tenant, CurrentUser user, string service, Guid id, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        var (whole, quiet) = (Stopwatch.StartNew(), Stopwatch.StartNew());
        WorkProgress? said = null;
        while (!over.IsCancellationRequested && whole.Elapsed < Longest)
        {
            WorkProgress? now;
            // A scope for each look: a context holds its connection, and whoever only looks on must not hold one for minutes.
            await using (var scope = scopes.CreateAsyncScope())
            {
                scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant.Id, tenant.Slug, tenant.Name, tenant.Capabilities);
                scope.ServiceProvider.GetRequiredService<CurrentUser>().Set(user.Id, user.Name, user.Memberships);
                var desk = scope.ServiceProvider.GetRequiredService<WorkDesk>();
                now = await desk.Find(desk.Context(service)!, id, CancellationToken.None) is { } work ? WorkProgress.Of(work) : null;
            }
            if (now is null) yield break;
            if (now != said || quiet.Elapsed > Silence)
            {
                yield return new SseItem<WorkProgress>(now, "progress");
                (said, quiet) = (now, Stopwatch.StartNew());
            }
            if (now.Ended) yield break;
            await Task.Delay(Look, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
