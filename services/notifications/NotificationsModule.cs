using Dialogue.Data;
using Dialogue.Hosting;
using Dialogue.Hosting.Bus;
using Dialogue.Hosting.Demo;
using Dialogue.Hosting.Jobs;
using Dialogue.Hosting.Reference;
using Dialogue.Notifications.Choosing;
using Dialogue.Notifications.Delivering;
using Dialogue.Notifications.Duties;
using Dialogue.Notifications.Events;
using Dialogue.Notifications.Hooks;
using Dialogue.Notifications.Inbox;
using Dialogue.Notifications.Model;
using Dialogue.Notifications.Reminding;
using Dialogue.Notifications.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
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

        AddMessages(builder);
    }

    /// <summary>Who is told what, in which words, when, by which way, and what became of it.</summary>
    private static void AddMessages(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        var options = new MessagesOptions();
        builder.Configuration.GetSection("Messages").Bind(options);
        services.AddOptions<MessagesOptions>().BindConfiguration("Messages").ValidateDataAnnotations().ValidateOnStart();

        services.AddBusConsumer<HearMessageToPerson>(Service);
        services.AddScoped<Tell>();
        services.AddScoped<EditText>();
        services.AddScoped<EditChoices>();
        services.AddScoped<EditWebhook>();
        services.AddScoped<ReadDeliveries>();

        services.AddSingleton<Channels>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookChannel>();
        services.AddSingleton<IMessageChannel>(provider => provider.GetRequiredService<WebhookChannel>());
        if (options.SmtpHost.Length > 0) services.AddSingleton<IMessageChannel, MailChannel>();
        else if (options.Files.Length > 0) services.AddSingleton<IMessageChannel>(new FileChannel(MessageChannel.Email, options.Files));
        if (options.SmsToFiles) services.AddSingleton<IMessageChannel>(new FileChannel(MessageChannel.Sms, options.Files));
        if (options.ZaloToFiles) services.AddSingleton<IMessageChannel>(new FileChannel(MessageChannel.Zalo, options.Files));

        services.AddSingleton<SendSignal>();
        services.AddSingleton<SendWaiting>();
        services.AddHostedService<SendAlways>();
        services.AddSingleton<SendDigests>();
        services.AddDialogueJob<SendDigestsJob>(SendDigestsJob.Schedule);
        services.AddDialogueJob<ForgetDeliveriesJob>(ForgetDeliveriesJob.Schedule);
    }

    public void Map(IEndpointRouteBuilder app)
    {
        ReadDesk.Map(app);
        DutyCalendar.Map(app);
        ReadInbox.Map(app);
        ReadDeliveries.Map(app);
    }

    /// <summary>Nothing of its own to tell: the day's reminders of what the other services owe, so that inboxes are as on a working day.</summary>
    public async Task SeedDemo(IServiceProvider services, DemoScript script, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RemindOfDuties>().Run(script.Today, cancellationToken);
    }
}
