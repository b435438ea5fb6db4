using Dialogue.Data;
using Dialogue.Hosting;
using Dialogue.Hosting.Bus;
using Dialogue.Hosting.Demo;
using Dialogue.Hosting.Jobs;
using Dialogue.Hosting.Reference;
using Dialogue.Notifications.Duties;
using Dialogue.Notifications.Inbox;
using Dialogue.Notifications.Reminding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Notifications;

public sealed class NotificationsModule : IServiceModule
{
    public const string Service = "notifications";

    public string Name => Service;

    public void Add(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddTenantContext<NotificationsDb>(Service);
        services.AddReferences<NotificationsDb>(Service);
        services.AddValidation();

        services.AddBusConsumer<KeepDuties>(Service);
        services.AddBusConsumer<KeepMembers>(Service);
        services.AddScoped<ReadDesk>();
        services.AddScoped<DutyCalendar>();

        services.AddBusConsumer<TakeNote>(Service);
        services.AddScoped<ReadInbox>();

        services.AddScoped<RemindOfDuties>();
        services.AddDialogueJob<RemindOfDutiesJob>(RemindOfDutiesJob.Schedule);
        services.AddHostedService<RemindAtStart>();
    }

    public void Map(IEndpointRouteBuilder app)
    {
        ReadDesk.Map(app);
        DutyCalendar.Map(app);
        ReadInbox.Map(app);
    }

    /// <summary>Nothing of its own to tell: the day's reminders of what the other services owe, so that inboxes are as on a working day.</summary>
    public async Task SeedDemo(IServiceProvider services, DemoScript script, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RemindOfDuties>().Run(script.Today, cancellationToken);
    }
}
