using Dialogue.Data;
using Dialogue.Hosting;
using Dialogue.Hosting.Reference;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Notifications;

public sealed class NotificationsModule : IServiceModule
{
    public const string Service = "notifications";

    public string Name => Service;

    public void Add(IHostApplicationBuilder builder)
    {
        builder.Services.AddTenantContext<NotificationsDb>(Service);
        builder.Services.AddReferences<NotificationsDb>(Service);
    }

    public void Map(IEndpointRouteBuilder app)
    {
    }
}
