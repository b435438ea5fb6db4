using Dialogue.Data;
using Dialogue.Hosting;
using Dialogue.Hosting.Bus;
using Dialogue.Hosting.Reference;
using Dialogue.Records.Registers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Records;

/// <summary>The clerk's office: registers of documents that go out and come in, numbers, letter templates, the checker of form.</summary>
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

        services.AddBusConsumer<EnterPaper>(Service);
    }

    public void Map(IEndpointRouteBuilder app)
    {
    }
}
