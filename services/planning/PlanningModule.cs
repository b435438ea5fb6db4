using Dialogue.Data;
using Dialogue.Hosting;
using Dialogue.Hosting.Reference;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Planning;

public sealed class PlanningModule : IServiceModule
{
    public const string Service = "planning";

    public string Name => Service;

    public void Add(IHostApplicationBuilder builder)
    {
        builder.Services.AddTenantContext<PlanningDb>(Service);
        builder.Services.AddReferences<PlanningDb>(Service);
    }

    public void Map(IEndpointRouteBuilder app)
    {
    }
}
