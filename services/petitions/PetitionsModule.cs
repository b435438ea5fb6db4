using Dialogue.Data;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting;
using Dialogue.Hosting.Bus;
using Dialogue.Hosting.Demo;
using Dialogue.Hosting.Jobs;
using Dialogue.Hosting.Reference;
using Dialogue.Hosting.Works;
using Dialogue.Kernel;
using Dialogue.Petitions.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Petitions;

/// <summary>Intake, triage, terms, answers, publication, tracking. Pages under <c>/{tenant}/kien-nghi</c> and <c>/{tenant}/can-bo/kien-nghi</c>.</summary>
public sealed class PetitionsModule : IServiceModule
{
    public const string Service = "petitions";

    public string Name => Service;

    public void Add(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddTenantContext<PetitionsDb>(Service);
        services.AddReferences<PetitionsDb>(Service);
        services.AddSingleton<IntakeFactsCache>();
        services.AddSingleton<IRemembers>(provider => provider.GetRequiredService<IntakeFactsCache>());
        services.AddSingleton<RecountDeadlines>();
        services.AddScoped<PetitionDesk>();

        services.AddScoped<FilePetition>();
        services.AddScoped<Uploads>();
        services.AddScoped<TriagePetition>();
        services.AddScoped<SharePetition>();
        services.AddScoped<AnswerPetition>();
        services.AddScoped<AnswerAtConference>();
        services.AddScoped<RedirectPetition>();
        services.AddScoped<ReportPetition>();
        services.AddScoped<PublishPetition>();
        services.AddScoped<SayAgreement>();
        services.AddScoped<ExportPetitions>();
        services.AddScoped<PaperContexts>();
        services.AddScoped<IssuePaper>();
        services.AddScoped<IssueAssignment>();
        services.AddScoped<IssueSummary>();
        services.AddLongWork<AnswersInOneFile>(Service);

        services.AddBusConsumer<FollowConference>(Service);
        services.AddBusConsumer<RecountAfterCalendar>(Service);
        services.AddBusConsumer<RecountAfterRules>(Service);
        services.AddBusConsumer<KeepFields>(Service);
        services.AddBusConsumer<FollowCase>(Service);

        services.AddDialogueJob<RecountNightly>("0 30 1 * * ?");
    }

    public void Map(IEndpointRouteBuilder app)
    {
        var petitions = app.MapGroup("/api/{tenant}/petitions").WithTags("Petitions").WithMetadata(new RequireCapabilityAttribute(Capability.HoldsDialogues));
        FilePetition.Map(petitions);
        ListPetitions.Map(petitions);
        TriagePetition.Map(petitions);
        SharePetition.Map(petitions);
        AnswerPetition.Map(petitions);
        AnswerAtConference.Map(petitions);
        RedirectPetition.Map(petitions);
        ReportPetition.Map(petitions);
        PublishPetition.Map(petitions);
        SayAgreement.Map(petitions);
        IssueAssignment.Map(petitions);
        IssueSummary.Map(petitions);
    }

    public Task SeedDemo(IServiceProvider services, DemoScript script, CancellationToken cancellationToken) => DemoPetitions.Seed(services, script, cancellationToken);

    public Task Republish(IServiceProvider services, IProgress<string> progress, CancellationToken cancellationToken) =>
        services.GetRequiredService<EachTenant>().Run<PetitionsDb>(async (db, provider, token) =>
        {
            var tenant = provider.GetRequiredService<CurrentTenant>();
            foreach (var petition in await db.Petitions.ToListAsync(token)) db.Announce(petition, tenant.Slug);
            await db.SaveChangesAsync(token);
            progress.Report(tenant.Slug);
        }, cancellationToken: cancellationToken);
}
