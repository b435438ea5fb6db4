using System.ComponentModel.DataAnnotations;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Planning.RuleSets.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.RuleSets;

/// <summary>Makes a new version of an organisation's own rule set and tells everybody.</summary>
public sealed class EditRuleSet(PlanningDb db, CurrentTenant tenant, CurrentUser user, LegalClock clock, TimeProvider time)
{
    public sealed record RuleInput(string Key, string? Value, string Text, string Source, bool Inferred);

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Note">Why it is changed.</param>
    public sealed record Request(int Version, [Required] RuleInput[] Rules, [StringLength(500)] string? Note);

    public sealed record Answer(int Year, int Version, bool Own, int? CarriedFrom, RuleInput[] Rules);

    /// <exception cref="RuleSetRefusedException">The set is impossible or contradicts itself.</exception>
    /// <exception cref="DbUpdateConcurrencyException">The set has changed since the version that the person saw.</exception>
    internal async Task<Rules> Handle(int year, int version, IReadOnlyList<Rule> rules, string note, CancellationToken cancellationToken)
    {
        var now = await Rules.Effective(db, year, cancellationToken);
        if (now.Set.Version != version) throw new DbUpdateConcurrencyException("The rule set has changed.");
        var slugs = await db.Organisations.Select(o => o.Slug).ToListAsync(cancellationToken);
        if (RuleSetChecker.Check(year, rules, slugs.ToHashSet()) is { Count: > 0 } faults) throw new RuleSetRefusedException(faults);

        var latest = await db.RuleSetVersions.Where(s => s.Year == year).MaxAsync(s => (int?)s.Version, cancellationToken)
            ?? (RuleSetFile.Of(tenant.Slug).ContainsKey(year) ? 1 : 0);
        // Two people at once: the second meets the key of the first, and is told as for any other stale edit.
        db.RuleSetVersions.Add(new()
        {
            Year = year, Version = latest + 1, Rules = [.. rules.Where(r => !r.Key.StartsWith("case.", StringComparison.Ordinal))], Day = clock.Today, By = user.Name, Note = note,
        });
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation })
        {
            throw new DbUpdateConcurrencyException("The rule set has changed.", e);
        }
        await PublishRuleSets.Publish(db, tenant.Slug, [.. tenant.Capabilities], missingOnly: true, clock.Today.Year, time.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return await Rules.Effective(db, year, cancellationToken);
    }

    internal static void Map(RouteGroupBuilder sets)
    {
        sets.MapGet("/{year:int}", async Task<Results<Ok<Answer>, NotFound>> (int year, PlanningDb db, CancellationToken cancellationToken) =>
            await Rules.Effective(db, year, cancellationToken) is { Set.Rules.Count: > 0 } rules ? TypedResults.Ok(Of(rules)) : TypedResults.NotFound())
            .WithMetadata(new RequireMemberAttribute()).WithSummary("The rule set that holds for the organisation in a year");

        sets.MapPut("/{year:int}", async Task<Results<Ok<Answer>, ProblemHttpResult>> (int year, Request request, EditRuleSet edit, PlanningDb db, CancellationToken cancellationToken) =>
        {
            if (year is < 2020 or > 2100) return TypedResults.Problem("Năm từ 2020 đến 2100.", statusCode: 422, title: "Năm chưa đúng.", type: "urn:dialogue:invalid");
            try
            {
                return TypedResults.Ok(Of(await edit.Handle(year, request.Version, [.. request.Rules.Select(r => new Rule(r.Key, r.Value, r.Text, r.Source, r.Inferred))], request.Note ?? "", cancellationToken)));
            }
            catch (RuleSetRefusedException e)
            {
                return TypedResults.Problem(e.Message, statusCode: 422, title: "Bộ quy định chưa hợp lý.", type: "urn:dialogue:rule-set-refused",
                    extensions: [new("errors", e.Faults.GroupBy(f => f.Key).ToDictionary(g => g.Key, g => g.Select(f => f.Sentence).ToArray()))]);
            }
            catch (DbUpdateConcurrencyException)
            {
                db.ChangeTracker.Clear();
                return TypedResults.Problem("Bản hiện tại nằm trong current.", statusCode: 409, title: "Bộ quy định vừa được người khác thay đổi.", type: "urn:dialogue:changed-meanwhile",
                    extensions: [new("current", Of(await Rules.Effective(db, year, cancellationToken)))]);
            }
        }).WithMetadata(new RequireRoleAttribute(Role.TenantAdministrator, Role.Leader)).WithSummary("Make a new version of the organisation's own rule set").ProducesProblem(409).ProducesProblem(422);
    }

    private static Answer Of(Rules rules) => new(rules.Set.Year, rules.Set.Version, rules.Own, rules.CarriedFrom,
        [.. rules.Set.Rules.Select(r => new RuleInput(r.Key, r.Value, r.Text, r.Source, r.Inferred))]);
}

/// <summary>A rule set that <see cref="RuleSetChecker"/> does not let through.</summary>
internal sealed class RuleSetRefusedException(IReadOnlyList<RuleSetChecker.Fault> faults) : Exception(string.Join(' ', faults.Select(f => f.Sentence)))
{
    public IReadOnlyList<RuleSetChecker.Fault> Faults => faults;
}
