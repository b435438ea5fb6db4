using Dialogue.Contracts.Identity;
using Dialogue.Contracts.Planning;
using Dialogue.Contracts.Records;
using Dialogue.Data;
using Dialogue.Data.Reference;
using Dialogue.Hosting.Bus;
using Dialogue.Hosting.Tenancy;
using Dialogue.Kernel;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Hosting.Reference;

public static class ReferenceServices
{
    /// <summary>Keeps a service's copies of organisations, calendar, rule sets and letter templates. Snapshots: the newest version wins, whatever the order.</summary>
    public static void AddReferences<TDb>(this IServiceCollection services, string service) where TDb : TenantDbContext
    {
        services.AddBusConsumer<KeepOrganisation<TDb>>(service);
        services.AddBusConsumer<KeepCalendarYear<TDb>>(service);
        services.AddBusConsumer<KeepRuleSet<TDb>>(service);
        services.AddBusConsumer<KeepTemplate<TDb>>(service);
    }

    /// <summary>As every service keeps it.</summary>
    public static OrganisationCopy ToCopy(this OrganisationChanged m) => new()
    {
        Id = m.OrganisationId, Version = m.Version, Slug = m.Slug, Name = m.Name, Kind = m.Kind, UnitType = m.UnitType, Code = m.Code, PlaceName = m.PlaceName,
        FormerUnits = m.FormerUnits, Active = m.Active, Capabilities = [.. m.Capabilities], Offices = [.. m.Offices.Select(o => new OfficeCopy(o.Id, o.Name, o.Key))],
    };
}

internal sealed class KeepOrganisation<TDb>(TDb db, OrganisationDirectory directory) : IConsumer<OrganisationChanged> where TDb : TenantDbContext
{
    public async Task Consume(ConsumeContext<OrganisationChanged> context)
    {
        if (await db.KeepNewestAsync(context.Message.ToCopy(), Changes.Organisations(db.Schema), context.CancellationToken)) directory.Refresh(db.Schema);
    }
}

internal sealed class KeepCalendarYear<TDb>(TDb db, CalendarSource<TDb> calendar) : IConsumer<CalendarYearPublished> where TDb : TenantDbContext
{
    public async Task Consume(ConsumeContext<CalendarYearPublished> context)
    {
        var m = context.Message;
        var days = new CalendarYear(m.Year, m.Official, m.Version,
            [.. m.DaysOff.Select(d => new CalendarDay(d.Date, d.Reason, d.Notice))], [.. m.WorkedDays.Select(d => new CalendarDay(d.Date, d.Reason, d.Notice))]);
        if (await db.KeepNewestAsync(new CalendarYearCopy { Year = m.Year, Version = m.Version, Days = days }, Changes.Calendar, context.CancellationToken)) calendar.Refresh();
    }
}

internal sealed class KeepRuleSet<TDb>(TDb db) : IConsumer<RuleSetPublished> where TDb : TenantDbContext
{
    public Task Consume(ConsumeContext<RuleSetPublished> context)
    {
        var m = context.Message;
        var copy = new RuleSetCopy { Year = m.Year, Version = m.Version, Rules = [.. m.Rules.Select(r => new Rule(r.Key, r.Value, r.Text, r.Source, r.Inferred))] };
        return db.KeepNewestAsync(copy, tells: null, context.CancellationToken);
    }
}

internal sealed class KeepTemplate<TDb>(TDb db) : IConsumer<TemplatePublished> where TDb : TenantDbContext
{
    public Task Consume(ConsumeContext<TemplatePublished> context)
    {
        var m = context.Message;
        return db.KeepNewestAsync(new TemplateCopy { Kind = m.Kind, Version = m.Version, Docx = m.Docx }, tells: null, context.CancellationToken);
    }
}
