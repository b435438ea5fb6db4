using Dialogue.Data;
using Dialogue.Data.Reference;
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
            var organisation = await db.Organisations.FindAsync([tenant.Id.Value], cancelled);
            var calendar = await scope.GetRequiredService<CalendarSource<PlanningDb>>().Get(cancelled);
            foreach (var script in bySlug[tenant.Slug])
            {
                var rules = await Rules.For(db, script.Year, cancelled);
                var body = PlanTemplate.Body(tenant.Name, organisation?.Offices ?? [], rules);
                var plan = AnnualPlan.Draft(script.Id, script.Id, script.Year, PlanTemplate.Title(tenant.Name, script.Year), body, script.Days);
                db.Plans.Add(plan);
                plan.Submit();
                plan.Sign(Signer(tenant.Slug), PlanServices.ChiefTitle(tenant.Name), script.IssuedOn);
                plan.Issue(script.Number, script.IssuedOn, script.IssuedOn);
                if (script.SentOn is not { } sent) continue;
                plan.Send(sent, PlanTerms.SubmitBy(rules, calendar), sent);
                PlanWorkflow.Tell(db, plan, tenant.Name, await PlanWorkflow.Recipients(db, rules, cancelled));
                if (script.Year == bySlug[tenant.Slug].Max(p => p.Year) && PlanTerms.Duty(rules, tenant.Slug, time.GetUtcNow().ToUnixTimeMilliseconds(), done: true) is { } duty) db.Publish(duty);
            }
            await db.SaveChangesAsync(cancelled);
        }, Capability.HoldsDialogues, cancellationToken);
    }

    private static string Signer(string slug) => slug switch
    {
        "dai-son" => "Đào Văn Soái",
        "thien-huong" => "Nguyễn Công Diễn",
        _ => Signers[slug.Sum(c => c) % Signers.Length],
    };
}
