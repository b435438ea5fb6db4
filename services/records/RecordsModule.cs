using Dialogue.Hosting;
using Dialogue.Hosting.Bus;
using Dialogue.Hosting.Demo;
using Dialogue.Hosting.Reference;
using Dialogue.Hosting.Works;
using Dialogue.Records.Demo;
using Dialogue.Records.Numbers;
using Dialogue.Records.Registers;
using Dialogue.Records.Templates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Records;

/// <summary>
/// The clerk's office: registers of documents that go out and come in, numbers, letter templates, the checker of form. Pages under
/// <c>/{tenant}/can-bo/van-ban</c>, <c>/mau-van-ban</c> and <c>/kiem-tra-the-thuc</c>.
/// </summary>
public sealed class RecordsModule : IServiceModule
{
    public const string Service = "records";

    public string Name => Service;

    public void Add(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddTenantContext<RecordsDb>(Service);
        services.AddReferences<RecordsDb>(Service);
        services.AddValidation();
        services.TryAddSingleton(_ => new Pdf());

        services.AddScoped<ReadRegister>();
        services.AddScoped<ReadEntry>();
        services.AddScoped<CheckFiles>();
        services.AddScoped<ReadSignatures>();
        services.AddScoped<AttachOriginal>();
        services.AddScoped<EnterIncoming>();
        services.AddScoped<EnterOutgoing>();
        services.AddScoped<AnnotateEntry>();
        services.AddScoped<CorrectEntry>();
        services.AddScoped<SeriesDesk>();
        services.AddScoped<CheckForm>();
        services.AddScoped<PreviewPaper>();
        services.AddScoped<TemplateDesk>();
        services.AddScoped<PublishCityTemplate>();

        services.AddBusConsumer<EnterPaper>(Service);
        services.AddBusConsumer<KeepCityTemplate>(Service);
        services.AddBusConsumer<GiveCityTemplates>(Service);

        services.AddLongWork<MakePdf>(Service);
    }

    public void Map(IEndpointRouteBuilder app) => PapersApi.Map(app.MapGroup("/api/{tenant}/papers").WithTags("Papers"));

    public Task SeedDemo(IServiceProvider services, DemoScript script, CancellationToken cancellationToken) => DemoArrivals.Seed(services, script, cancellationToken);

    /// <summary>Letter templates in use, and those that are published for all communes. The registers are nobody's copy.</summary>
    public Task Republish(IServiceProvider services, IProgress<string> progress, CancellationToken cancellationToken) =>
        services.GetRequiredService<EachTenant>().Run<RecordsDb>(async (db, provider, token) =>
        {
            var (desk, publish) = (provider.GetRequiredService<TemplateDesk>(), provider.GetRequiredService<PublishCityTemplate>());
            foreach (var choice in await db.Choices.ToListAsync(token)) await desk.Tell(choice, token);
            foreach (var city in await db.CityTemplates.ToListAsync(token))
                await publish.Tell(city, city.TemplateId is { } id ? await db.Templates.Where(t => t.Id == id).Select(t => t.Docx).SingleAsync(token) : [], token);
            await db.SaveChangesAsync(token);
            progress.Report(provider.GetRequiredService<CurrentTenant>().Slug);
        }, cancellationToken: cancellationToken);
}
