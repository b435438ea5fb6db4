using Dialogue.Data;
using Dialogue.Hosting;
using Dialogue.Hosting.Reference;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Identity;

public sealed class IdentityModule : IServiceModule
{
    public const string Service = "identity";

    public string Name => Service;

    public void Add(IHostApplicationBuilder builder)
    {
        builder.Services.AddTenantContext<IdentityDb>(Service);
        builder.Services.AddReferences<IdentityDb>(Service);
    }

    public void Map(IEndpointRouteBuilder app)
    {
    }
}
