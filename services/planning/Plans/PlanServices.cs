using Dialogue.Data;
using Dialogue.Hosting.Bus;
using Dialogue.Hosting.Demo;
using Dialogue.Kernel;
using Dialogue.Planning.Plans.Model;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Planning.Plans;

internal static class PlanServices
{
    public static void AddPlans(this IServiceCollection services)
    {
        services.AddBusConsumer<ReceivePlan>(PlanningModule.Service);
        services.AddScoped<PlanWorkflow>().AddScoped<PlanPapers>();
    }

    public static void MapPlans(this IEndpointRouteBuilder app)
    {
        PlanEndpoints.Map(app);
    }

    /// <summary>What the signer of an organisation's plan is called.</summary>
    public static string ChiefTitle(string organisation) => PlanTemplate.IsCommune(organisation) ? "Chủ tịch" : "Giám đốc";

    public static Task SeedDemo(IServiceProvider services, DemoScript script, CancellationToken cancellationToken) => DemoPlans.Add(services, script, cancellationToken);

    /// <summary>Tells every sent plan again, to the board and to each recipient.</summary>
    public static Task Republish(IServiceProvider services, CancellationToken cancellationToken) => services.GetRequiredService<EachTenant>()
        .Run<PlanningDb>(async (db, scope, cancelled) =>
        {
            var name = scope.GetRequiredService<CurrentTenant>().Name;
            foreach (var plan in await db.Plans.AsNoTracking().Where(p => p.Status == PlanStatus.Sent).ToListAsync(cancelled))
                PlanWorkflow.Tell(db, plan, name, await PlanWorkflow.Recipients(db, await RuleSets.Rules.For(db, plan.Year, cancelled), cancelled));
            await db.SaveChangesAsync(cancelled);
        }, Capability.HoldsDialogues, cancellationToken);
}
