using Dialogue.Contracts.Identity;
using Dialogue.Contracts.Records;
using Dialogue.Hosting.Bus;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Records.Templates;

/// <summary>Publishes a template for all communes, or takes it back: for kinds of documents that this organisation receives.</summary>
internal sealed class PublishCityTemplate(RecordsDb db, TemplateDesk desk, CurrentTenant tenant, CurrentUser user, TimeProvider time)
{
    /// <param name="id">A version of this organisation; null: taken back.</param>
    /// <param name="obligatory">Stands before the communes' own.</param>
    /// <returns>To how many organisations it goes; null when there is no such version.</returns>
    /// <exception cref="RuleBrokenException"><c>template-not-city</c>, <c>template-too-large</c> or <c>template-unusable</c>.</exception>
    public async Task<int?> Handle(PaperKind kind, Guid? id, bool obligatory, CancellationToken cancellationToken)
    {
        if (!CityKinds.Of(tenant.Capabilities).Contains(kind)) throw RecordsRules.NotCityKind();
        LetterTemplate? template = null;
        if (id is not null)
        {
            template = await db.Templates.AsNoTracking().FirstOrDefaultAsync(t => t.Id == id && t.Kind == kind.Key, cancellationToken);
            if (template is null) return null;
            if (template.Docx.Length > LetterTemplate.MostForCity) throw RecordsRules.TemplateTooLarge(LetterTemplate.MostForCity);
            await desk.MustBeWhole(kind, template, cancellationToken);
        }
        var published = await db.CityTemplates.FirstOrDefaultAsync(t => t.Kind == kind.Key, cancellationToken);
        if (published is null) db.CityTemplates.Add(published = new() { Kind = kind.Key });
        (published.TemplateId, published.Obligatory, published.By, published.At) = (id, obligatory && id is not null, user.Name, time.GetUtcNow());
        published.Version = Math.Max(published.Version + 1, time.GetUtcNow().ToUnixTimeMilliseconds());
        var told = await Tell(published, template?.Docx ?? [], cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return told;
    }

    /// <summary>Tells all who hold dialogues; the caller saves.</summary>
    internal async Task<int> Tell(CityTemplate published, byte[] docx, CancellationToken cancellationToken)
    {
        var communes = (await db.Organisations.AsNoTracking().Where(o => o.Active && o.Id != db.Tenant.Value).ToListAsync(cancellationToken)).Where(o => o.Capabilities.Contains(Capability.HoldsDialogues)).ToList();
        foreach (var commune in communes) db.PublishTo(commune.Tenant, new CityTemplatePublished(published.Kind, published.Version, docx, published.Obligatory, tenant.Name));
        return communes.Count;
    }
}

/// <summary>Keeps the city's template beside the own ones, and tells the services when that changes what is used. The newest version wins.</summary>
internal sealed class KeepCityTemplate(RecordsDb db, TemplateDesk desk, TimeProvider time) : IConsumer<CityTemplatePublished>
{
    public async Task Consume(ConsumeContext<CityTemplatePublished> context)
    {
        var (m, cancellationToken) = (context.Message, context.CancellationToken);
        if (!await db.FirstTime<KeepCityTemplate>(context)) return;
        var choice = await desk.Choice(m.Kind, cancellationToken);
        var before = choice.Source;
        if (choice.Follow(m.Docx, m.Version, m.Obligatory, m.From, time.GetUtcNow()) && (before == TemplateSource.City || choice.Source != before)) await desk.Tell(choice, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>
/// A commune that is founded, or begins to hold dialogues, after the city has published its templates gets them too. One that has them already
/// is told the same versions and changes nothing, so it does no harm to hear of a commune twice.
/// </summary>
internal sealed class GiveCityTemplates(EachTenant eachTenant) : IConsumer<OrganisationChanged>
{
    public async Task Consume(ConsumeContext<OrganisationChanged> context)
    {
        var (m, cancellationToken) = (context.Message, context.CancellationToken);
        if (!m.Active || !m.Capabilities.Contains(Capability.HoldsDialogues)) return;
        // Of each publisher under its own tenant: nobody reads another's rows. And with no connection held meanwhile, since many communes may be told of at once.
        await eachTenant.Run<RecordsDb>(async (of, provider, token) =>
        {
            var tenant = provider.GetRequiredService<CurrentTenant>();
            if (tenant.Id.Value == m.OrganisationId || CityKinds.Of(tenant.Capabilities).Count == 0) return;
            foreach (var published in await of.CityTemplates.AsNoTracking().Where(t => t.TemplateId != null).ToListAsync(token))
            {
                var docx = await of.Templates.AsNoTracking().Where(t => t.Id == published.TemplateId).Select(t => t.Docx).SingleAsync(token);
                of.PublishTo(new(m.OrganisationId), new CityTemplatePublished(published.Kind, published.Version, docx, published.Obligatory, tenant.Name));
            }
            await of.SaveChangesAsync(token);
        }, cancellationToken: cancellationToken);
    }
}
