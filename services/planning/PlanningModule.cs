using Dialogue.Data;
using Dialogue.Hosting;
using Dialogue.Hosting.Demo;
using Dialogue.Hosting.Reference;
using Dialogue.Planning.Calendar;
using Dialogue.Planning.Conferences;
using Dialogue.Planning.Plans;
using Dialogue.Planning.RuleSets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Planning;

public sealed class PlanningModule : IServiceModule
{
    public const string Service = "planning";

    public string Name => Service;

    public void Add(IHostApplicationBuilder builder)
    {
        builder.Services.AddValidation(); // here, not in shared: the generator works per assembly
        builder.Services.AddTenantContext<PlanningDb>(Service);
        builder.Services.AddReferences<PlanningDb>(Service);
        builder.Services.AddCalendar();
        builder.Services.AddRuleSets();
        builder.Services.AddPlans();
        builder.Services.AddConferences();
    }

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapCalendar();
        app.MapRuleSets();
        app.MapPlans();
        app.MapConferences();
    }

    public async Task Seed(IServiceProvider services, CancellationToken cancellationToken)
    {
        await CalendarServices.Seed(services, cancellationToken);
        await RuleSetServices.Seed(services, cancellationToken);
    }

    public async Task SeedDemo(IServiceProvider services, DemoScript script, CancellationToken cancellationToken)
    {
        await PlanServices.SeedDemo(services, script, cancellationToken);
        await ConferenceServices.SeedDemo(services, script, cancellationToken);
    }

    public async Task Republish(IServiceProvider services, IProgress<string> progress, CancellationToken cancellationToken)
    {
        await CalendarServices.Republish(services, cancellationToken);
        await RuleSetServices.Republish(services, cancellationToken);
        await PlanServices.Republish(services, cancellationToken);
        await ConferenceServices.Republish(services, progress, cancellationToken);
    }
}
