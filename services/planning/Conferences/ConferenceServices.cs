using Dialogue.Data;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Bus;
using Dialogue.Hosting.Demo;
using Dialogue.Hosting.Jobs;
using Dialogue.Hosting.Works;
using Dialogue.Kernel;
using Dialogue.Planning.Businesses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Planning.Conferences;

/// <summary>The table of contents of everything that belongs to a conference.</summary>
internal static class ConferenceServices
{
    public static void AddConferences(this IServiceCollection services)
    {
        services.AddScoped<ConferenceNews>().AddScoped<ConferenceTerms>().AddScoped<CreateConference>();
        services.AddScoped<IssueAnnouncement>().AddScoped<PostAnnouncement>();
        services.AddScoped<RegisterToAttend>().AddScoped<ChangeRegistration>();
        services.AddScoped<EditBusiness>().AddScoped<FindBusinesses>().AddScoped<ImportBusinesses>().AddDialogueJob<RemoveOldImports>(RemoveOldImports.Schedule);
        services.AddScoped<ReadConditions>().AddScoped<DecideConditions>();
        services.AddScoped<RequestPostponement>().AddScoped<DecidePostponement>();
        services.AddScoped<WriteAgenda>().AddScoped<Invite>().AddScoped<CheckInUnit>().AddScoped<OpenConference>().AddScoped<WriteMinutes>().AddScoped<ConcludeConference>();
        services.AddScoped<PlanningPapers>().AddScoped<ConferencePapers>().AddScoped<IssueMinutes>().AddScoped<IssueAgenda>().AddScoped<WriteBudget>();
        services.AddLongWork<InvitationBatch>(PlanningModule.Service);
        services.AddBusConsumer<KeepPetitionOfConference>(PlanningModule.Service);
        services.AddBusConsumer<RecomputeDatesForCalendar>(PlanningModule.Service);
        services.AddBusConsumer<RecomputeDatesForRules>(PlanningModule.Service);
        services.AddBusConsumer<ReceivePostponement>(PlanningModule.Service);
        services.AddBusConsumer<TakePostponementDecision>(PlanningModule.Service);
    }

    public static void MapConferences(this IEndpointRouteBuilder app)
    {
        var conferences = app.MapGroup("/api/{tenant}/conferences").WithTags("Conferences").WithMetadata(new RequireCapabilityAttribute(Capability.HoldsDialogues));
        ConferenceView.Map(conferences);
        CreateConference.Map(conferences);
        IssueAnnouncement.Map(conferences);
        PostAnnouncement.Map(conferences);
        RegisterToAttend.Map(conferences);
        DecideConditions.Map(conferences);
        RequestPostponement.Map(conferences);
        WriteAgenda.Map(conferences);
        Invite.Map(conferences);
        CheckInUnit.Map(conferences);
        OpenConference.Map(conferences);
        WriteMinutes.Map(conferences);
        ConcludeConference.Map(conferences);
        IssueMinutes.Map(conferences);
        IssueAgenda.Map(conferences);
        WriteBudget.Map(conferences);
        PaperEndpoints.Map(app);
        DecidePostponement.Map(app);
        BusinessEndpoints.Map(app);
    }

    public static Task SeedDemo(IServiceProvider services, DemoScript script, CancellationToken cancellationToken) =>
        DemoConferences.Add(services, script, cancellationToken);

    /// <summary>Snapshots and duties of every conference again, organisation by organisation.</summary>
    public static Task Republish(IServiceProvider services, IProgress<string> progress, CancellationToken cancellationToken) =>
        services.GetRequiredService<EachTenant>().Run<PlanningDb>(async (db, scope, token) =>
        {
            var news = scope.GetRequiredService<ConferenceNews>();
            foreach (var conference in await db.Conferences.ToListAsync(token)) await news.Save(conference, token);
            progress.Report(scope.GetRequiredService<CurrentTenant>().Name);
        }, Capability.HoldsDialogues, cancellationToken);
}
