using Dialogue.Data;
using Dialogue.Hosting;
using Dialogue.Hosting.Reference;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Petitions;

public sealed class PetitionsModule : IServiceModule
{
    public const string Service = "petitions";

    public string Name => Service;

    public void Add(IHostApplicationBuilder builder)
    {
        builder.Services.AddTenantContext<PetitionsDb>(Service);
        builder.Services.AddReferences<PetitionsDb>(Service);
    }

    public void Map(IEndpointRouteBuilder app)
    {
    }
}
