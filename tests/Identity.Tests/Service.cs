using Dialogue.Identity.Demo;
using Dialogue.Identity.Tests;
using Dialogue.Testing;

[assembly: AssemblyFixture(typeof(Service))]

namespace Dialogue.Identity.Tests;

/// <summary>Identity as it runs, with all founding organisations and the demo accounts.</summary>
public sealed class Service : ServiceHost<IdentityModule>, IAsyncLifetime
{
    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await SeedDemoAccounts.Run(Services, CancellationToken.None);
    }
}
