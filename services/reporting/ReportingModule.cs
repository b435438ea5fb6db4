using Dialogue.Data;
using Dialogue.Hosting;
using Dialogue.Hosting.Reference;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Reporting;

public sealed class ReportingModule : IServiceModule
{
    public const string Service = "reporting";

    public string Name => Service;

    public void Add(IHostApplicationBuilder builder)
    {
        builder.Services.AddTenantContext<ReportingDb>(Service);
        builder.Services.AddReferences<ReportingDb>(Service);
    }

    public void Map(IEndpointRouteBuilder app)
    {
    }
}
