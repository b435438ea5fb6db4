using Dialogue.Data;
using Dialogue.Escalations.Answering;
using Dialogue.Escalations.Cases;
using Dialogue.Escalations.Demo;
using Dialogue.Escalations.Directing;
using Dialogue.Escalations.Fields;
using Dialogue.Escalations.Model;
using Dialogue.Hosting;
using Dialogue.Hosting.Bus;
using Dialogue.Hosting.Demo;
using Dialogue.Hosting.Reference;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Escalations;

public sealed class EscalationsModule : IServiceModule
{
    public const string Service = "escalations";

    public string Name => Service;

    public void Add(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddTenantContext<EscalationsDb>(Service);
        services.AddReferences<EscalationsDb>(Service);
        services.AddValidation();

        services.AddSingleton<PlantFields>();
        services.AddHostedService<PlantFieldsInTheEnd>();
        services.AddBusConsumer<PlantFieldsWhenOrganisationsAreKnown>(Service);
        services.AddBusConsumer<KeepFieldNames>(Service);
        services.AddScoped<CityOffice>();
        services.AddScoped<CaseLetters>();
        services.AddScoped<ListFields>();
        services.AddScoped<EditFields>();

        services.AddBusConsumer<OpenCaseForPetition>(Service);
        services.AddBusConsumer<HearReply>(Service);
        services.AddScoped<ListCityCases>();
        services.AddScoped<DirectCase>();
        services.AddScoped<SendBackCase>();

        services.AddBusConsumer<ReceiveCase>(Service);
        services.AddBusConsumer<GiveUpCase>(Service);
        services.AddScoped<ListDepartmentCases>();
        services.AddScoped<AnswerCase>();
        services.AddScoped<AnswerTogether>();
    }

    public void Map(IEndpointRouteBuilder app)
    {
        ListFields.Map(app);
        var cases = app.MapGroup("/api/{tenant}/cases").WithTags("Cases");
        CaseEndpoints.Map(cases);
        DirectCase.Map(cases);
        SendBackCase.Map(cases);
        AnswerCase.Map(cases);
        AnswerTogether.Map(cases);
    }

    public Task Seed(IServiceProvider services, CancellationToken cancellationToken) => services.GetRequiredService<PlantFields>().Try(cancellationToken);

    public Task SeedDemo(IServiceProvider services, DemoScript script, CancellationToken cancellationToken) => DemoCases.Seed(services, script, cancellationToken);

    public Task Republish(IServiceProvider services, IProgress<string> progress, CancellationToken cancellationToken) =>
        services.GetRequiredService<EachTenant>().Run<EscalationsDb>(async (db, scope, token) =>
        {
            var tenant = scope.GetRequiredService<CurrentTenant>();
            foreach (var list in await db.FieldLists.ToListAsync(token)) db.Publish(list.Snapshot());
            foreach (var c in await db.CityCases.ToListAsync(token)) db.Tell(c, tenant.Slug);
            foreach (var c in await db.DepartmentCases.ToListAsync(token)) db.Tell(c, tenant.Slug);
            await db.SaveChangesAsync(token);
            progress.Report(tenant.Name);
        }, cancellationToken: cancellationToken);
}
