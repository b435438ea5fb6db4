using Dialogue.Data;
using Dialogue.Data.Reference;
using Dialogue.Documents;
using Dialogue.Hosting.Demo;
using Dialogue.Kernel;
using Dialogue.Planning.Plans.Model;
using Dialogue.Planning.RuleSets;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Planning.Plans;

/// <summary>The demo city's annual plans, through the model's own verbs: most sent in time, some late, some missing.</summary>
internal static class DemoPlans
{
    private static readonly string[] Signers = ["Nguyễn Văn Hải", "Phạm Thị Lan", "Trần Quốc Toàn", "Vũ Đình Khánh", "Lê Thị Minh", "Hoàng Anh Tuấn", "Bùi Đức Long", "Đỗ Thị Thu"];

    public static Task Add(IServiceProvider services, DemoScript script, CancellationToken cancellationToken)
    {
        var bySlug = script.Plans.ToLookup(p => p.Commune.Slug);
        return services.GetRequiredService<EachTenant>().Run<PlanningDb>(async (db, scope, cancelled) =>
        {
            var tenant = scope.GetRequiredService<CurrentTenant>();
            var time = scope.GetRequiredService<TimeProvider>();
            var (papers, read) = (scope.GetRequiredService<PlanningPapers>(), scope.GetRequiredService<PlanPapers>());
            var organisation = await db.Organisations.FindAsync([tenant.Id.Value], cancelled);
            var calendar = await scope.GetRequiredService<CalendarSource<PlanningDb>>().Get(cancelled);
            foreach (var script in bySlug[tenant.Slug])
            {
                var rules = await Rules.For(db, script.Year, cancelled);
                var body = PlanTemplate.Body(tenant.Name, organisation?.Offices ?? [], rules);
                var plan = AnnualPlan.Draft(script.Id, script.Id, script.Year, PlanTemplate.Title(tenant.Name, rules), body, script.Days);
                db.Plans.Add(plan);
                plan.Submit();
                plan.Sign(Signer(tenant.Slug), PlanServices.ChiefTitle(tenant.Name), script.IssuedOn);
                var recipients = await PlanWorkflow.Recipients(db, rules, cancelled);
                // The two communes that the product is built on keep a register; the others have numbers only.
                if (script.Commune.IsModel) await Issued(db, papers, read, plan, script, PlanTerms.SubmitBy(rules, calendar), recipients, cancelled);
                else plan.Issue(script.Number, script.IssuedOn, script.IssuedOn);
                if (script.SentOn is not { } sent) continue;
                if (!script.Commune.IsModel) plan.Send(sent, PlanTerms.SubmitBy(rules, calendar), sent);
                PlanWorkflow.Tell(db, plan, tenant.Name, recipients);
                if (script.Year == bySlug[tenant.Slug].Max(p => p.Year) && PlanTerms.Duty(rules, tenant.Slug, time.GetUtcNow().ToUnixTimeMilliseconds(), done: true) is { } duty) db.Publish(duty);
            }
            await db.SaveChangesAsync(cancelled);
        }, Capability.HoldsDialogues, cancellationToken);
    }

    private static async Task Issued(
        PlanningDb db, PlanningPapers papers, PlanPapers read, AnnualPlan plan, DemoPlan script, Deadline? submitBy, IReadOnlyList<Guid> recipients, CancellationToken cancellationToken)
    {
        await using var transaction = await papers.Begin(cancellationToken);
        var (page, signer) = ($"can-bo/nam/ke-hoach/{plan.Id}", new Signer(plan.Signer, plan.SignerTitle));
        var number = await papers.Number(PaperKinds.Plan, null, plan.Id, script.IssuedOn, cancellationToken);
        plan.Issue(number.Text, script.IssuedOn, script.IssuedOn);
        await papers.Issue(plan.Id, plan.Id, await read.Plan(plan, cancellationToken), number, script.IssuedOn, signer, page, cancellationToken, recipients);
        if (script.SentOn is { } sent)
        {
            plan.Send(sent, submitBy, sent);
            var letter = StableId.Of("plan-letter", plan.Id.ToString());
            var letterNumber = await papers.Number(PaperKinds.PlanLetter, null, letter, sent, cancellationToken);
            await papers.Issue(plan.Id, letter, await read.Letter(plan, signer, cancellationToken), letterNumber, sent, signer, page, cancellationToken, recipients);
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    internal static string Signer(string slug) => slug switch
    {
        "dai-son" => "Đào Văn Soái",
        "thien-huong" => "Nguyễn Công Diễn",
        _ => Signers[slug.Sum(c => c) % Signers.Length],
    };
}
