using Dialogue.Data;
using Dialogue.Hosting;
using Dialogue.Hosting.Reference;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Escalations;

public sealed class EscalationsModule : IServiceModule
{
    public const string Service = "escalations";

    public string Name => Service;

    public void Add(IHostApplicationBuilder builder)
    {
        builder.Services.AddTenantContext<EscalationsDb>(Service);
        builder.Services.AddReferences<EscalationsDb>(Service);
    }

    public void Map(IEndpointRouteBuilder app)
    {
    }
}
