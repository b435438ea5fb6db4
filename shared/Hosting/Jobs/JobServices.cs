using Dialogue.Data;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace Dialogue.Hosting.Jobs;

/// <summary>A job by its class and its Quartz cron expression, in Asia/Ho_Chi_Minh.</summary>
public sealed record JobEntry(Type Job, string Cron);

public static class JobServices
{
    /// <summary>Adds a job that runs by the clock, once in the whole installation. Jobs run at least once: make them repeatable.</summary>
    public static void AddDialogueJob<TJob>(this IServiceCollection services, string cron) where TJob : class, IJob
    {
        services.AddScoped<TJob>();
        services.AddSingleton(new JobEntry(typeof(TJob), cron));
    }

    /// <summary>
    /// Puts the jobs of the added modules on a clustered schedule in PostgreSQL. The schedule's tables lie in schema <c>jobs</c>, which
    /// belongs to the relay's role; they hold no tenant's data.
    /// </summary>
    /// <param name="name">
    /// Names the schedule: processes with the same modules share one, others have their own, or a job would be given to a process that does not have it.
    /// </param>
    public static void AddDialogueSchedule(this IServiceCollection services, DatabaseOptions databases, string name)
    {
        var jobs = services.Where(s => s.ServiceType == typeof(JobEntry)).Select(s => (JobEntry)s.ImplementationInstance!).ToList();
        if (jobs.Count == 0) return;
        var settings = new NpgsqlConnectionStringBuilder(databases.Relay) { SearchPath = "jobs", MaxPoolSize = 6, ApplicationName = "dialogue-jobs" };
        Databases.WithoutKerberos(settings);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = name);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(NpgsqlFactory.Instance, settings.ConnectionString);
                store.ProvisionSchema();
                store.UseClustering();
            });
            foreach (var (job, cron) in jobs)
                typeof(JobServices).GetMethod(nameof(Schedule), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
                    .MakeGenericMethod(job).Invoke(null, [quartz, cron, zone]);
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    private static void Schedule<TJob>(IQuartzBuilder quartz, string cron, TimeZoneInfo zone) where TJob : class, IJob =>
        quartz.ScheduleJob<TJob>(
            trigger => trigger.WithIdentity(typeof(TJob).Name).WithCronSchedule(cron, schedule => schedule.InTimeZone(zone)),
            job => job.WithIdentity(typeof(TJob).Name));
}
