using Dialogue.Contracts.Identity;
using Dialogue.Contracts.Planning;
using Dialogue.Contracts.Records;
using Dialogue.Data;
using Dialogue.Data.Reference;
using Dialogue.Hosting.Bus;
using Dialogue.Hosting.Tenancy;
using Dialogue.Kernel;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
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
}

internal static class Copies
{
    /// <summary>
    /// A transaction in which no other process of the service writes this copy: two that hear of one thing at the same moment neither both
    /// add it, nor does the older overwrite the newer.
    /// </summary>
    /// <param name="copy">Kind and key; those of a tenant with the tenant.</param>
    public static async Task<IDbContextTransaction> Alone(TenantDbContext db, string copy, CancellationToken cancellationToken)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({db.Schema + "." + copy}, 0))", cancellationToken);
        return transaction;
    }
}

internal sealed class KeepOrganisation<TDb>(TDb db, OrganisationDirectory directory) : IConsumer<OrganisationChanged> where TDb : TenantDbContext
{
    public async Task Consume(ConsumeContext<OrganisationChanged> context)
    {
        var m = context.Message;
        await using var transaction = await Copies.Alone(db, $"organisation {m.OrganisationId}", context.CancellationToken);
        var copy = await db.Organisations.FindAsync([m.OrganisationId], context.CancellationToken);
        if (copy is not null && copy.Version >= m.Version) return;
        if (copy is null) db.Organisations.Add(copy = new() { Id = m.OrganisationId });
        (copy.Version, copy.Slug, copy.Name, copy.Kind, copy.UnitType, copy.Code) = (m.Version, m.Slug, m.Name, m.Kind, m.UnitType, m.Code);
        (copy.PlaceName, copy.FormerUnits, copy.Active) = (m.PlaceName, m.FormerUnits, m.Active);
        copy.Capabilities = [.. m.Capabilities];
        copy.Offices = [.. m.Offices.Select(o => new OfficeCopy(o.Id, o.Name, o.Key))];
        await db.SaveChangesAsync(context.CancellationToken);
        await Changes.Tell(db, Changes.Organisations(db.Schema), context.CancellationToken);
        await transaction.CommitAsync(context.CancellationToken);
        directory.Refresh(db.Schema);
    }
}

internal sealed class KeepCalendarYear<TDb>(TDb db, CalendarSource<TDb> calendar) : IConsumer<CalendarYearPublished> where TDb : TenantDbContext
{
    public async Task Consume(ConsumeContext<CalendarYearPublished> context)
    {
        var m = context.Message;
        var days = new CalendarYear(m.Year, m.Official, m.Version,
            [.. m.DaysOff.Select(d => new CalendarDay(d.Date, d.Reason, d.Notice))], [.. m.WorkedDays.Select(d => new CalendarDay(d.Date, d.Reason, d.Notice))]);
        await using var transaction = await Copies.Alone(db, $"calendar {m.Year}", context.CancellationToken);
        var copy = await db.CalendarYears.FindAsync([m.Year], context.CancellationToken);
        if (copy is not null && copy.Version >= m.Version) return;
        if (copy is null) db.CalendarYears.Add(copy = new() { Year = m.Year });
        (copy.Version, copy.Days) = (m.Version, days);
        await db.SaveChangesAsync(context.CancellationToken);
        await Changes.Tell(db, Changes.Calendar, context.CancellationToken);
        await transaction.CommitAsync(context.CancellationToken);
        calendar.Refresh();
    }
}

internal sealed class KeepRuleSet<TDb>(TDb db) : IConsumer<RuleSetPublished> where TDb : TenantDbContext
{
    public async Task Consume(ConsumeContext<RuleSetPublished> context)
    {
        var m = context.Message;
        await using var transaction = await Copies.Alone(db, $"rules {db.Tenant} {m.Year}", context.CancellationToken);
        var copy = await db.RuleSetCopies.FirstOrDefaultAsync(r => r.Year == m.Year, context.CancellationToken);
        if (copy is not null && copy.Version >= m.Version) return;
        if (copy is null) db.RuleSetCopies.Add(copy = new() { Year = m.Year });
        copy.Version = m.Version;
        copy.Rules = [.. m.Rules.Select(r => new Rule(r.Key, r.Value, r.Text, r.Source, r.Inferred))];
        await db.SaveChangesAsync(context.CancellationToken);
        await transaction.CommitAsync(context.CancellationToken);
    }
}

internal sealed class KeepTemplate<TDb>(TDb db) : IConsumer<TemplatePublished> where TDb : TenantDbContext
{
    public async Task Consume(ConsumeContext<TemplatePublished> context)
    {
        var m = context.Message;
        await using var transaction = await Copies.Alone(db, $"template {db.Tenant} {m.Kind}", context.CancellationToken);
        var copy = await db.TemplateCopies.FirstOrDefaultAsync(t => t.Kind == m.Kind, context.CancellationToken);
        if (copy is not null && copy.Version >= m.Version) return;
        if (copy is null) db.TemplateCopies.Add(copy = new() { Kind = m.Kind });
        (copy.Version, copy.Docx) = (m.Version, m.Docx);
        await db.SaveChangesAsync(context.CancellationToken);
        await transaction.CommitAsync(context.CancellationToken);
    }
}
