using Dialogue.Data;
using Dialogue.Hosting.Bus;
using Dialogue.Hosting.Demo;
using Dialogue.Hosting.Reference;
using Dialogue.Hosting.Works;
using Dialogue.Hosting;
using Dialogue.Kernel;
using Dialogue.Reporting.City;
using Dialogue.Reporting.Demo;
using Dialogue.Reporting.Facts;
using Dialogue.Reporting.Public;
using Dialogue.Reporting.Reports;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Reporting;

public sealed class ReportingModule : IServiceModule
{
    public const string Service = "reporting";

    public string Name => Service;

    public void Add(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddTenantContext<ReportingDb>(Service);
        services.AddReferences<ReportingDb>(Service);

        services.AddBusConsumer<KeepPlan>(Service);
        services.AddBusConsumer<KeepConference>(Service);
        services.AddBusConsumer<KeepPetition>(Service);
        services.AddBusConsumer<KeepCase>(Service);
        services.AddBusConsumer<KeepRuleFacts>(Service);
        services.AddBusConsumer<KeepFields>(Service);
        services.AddScoped<Recount>();

        services.AddScoped<CityReader>();
        services.AddScoped<CityFigures>();
        services.AddScoped<PetitionLines>();
        services.AddLongWork<ExportPetitions>(Service);
        services.AddScoped<PublicConferences>();

        services.AddValidation();
        services.AddBusConsumer<KeepReceivedReport>(Service);
        services.AddScoped<DraftReport>();
        services.AddScoped<CorrectReport>();
        services.AddScoped<SendReport>();
        services.AddScoped<SupplementReport>();
    }

    public void Map(IEndpointRouteBuilder app)
    {
        PublicConferences.Map(app);
        ReportApi.Map(app);
        BoardApi.Map(app);
    }
    public Task SeedDemo(IServiceProvider services, DemoScript script, CancellationToken cancellationToken) => DemoReports.Seed(services, script, cancellationToken);

    public Task Republish(IServiceProvider services, IProgress<string> progress, CancellationToken cancellationToken) =>
        services.GetRequiredService<EachTenant>().Run<ReportingDb>(async (db, scope, token) =>
        {
            var tenant = scope.GetRequiredService<CurrentTenant>();
            var send = scope.GetRequiredService<SendReport>();
            foreach (var report in await db.Reports.ToListAsync(token)) await send.Tell(report, token);
            await db.SaveChangesAsync(token);
            progress.Report(tenant.Slug);
        }, Capability.HoldsDialogues, cancellationToken);
}
