using System.Net;
using System.Security.Cryptography;
using Dialogue.Connect.Tests;
using Dialogue.Data;
using Dialogue.Escalations;
using Dialogue.Gateway;
using Dialogue.Hosting;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Demo;
using Dialogue.Identity;
using Dialogue.Kernel;
using Dialogue.Testing;
using Dialogue.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(City))]
[assembly: CollectionBehavior(DisableTestParallelization = true)] // one issuer, whose keys and sessions are ended here

namespace Dialogue.Connect.Tests;

/// <summary>
/// The gateway in front of identity and escalations, as they run, with the demo accounts; and an outside provider that others wrote, when npm
/// has brought it.
/// </summary>
public sealed class City : IAsyncLifetime
{
    /// <summary>How long an ended sign-in may go on here; five seconds in life.</summary>
    public static readonly TimeSpan EndedWithin = TimeSpan.FromMilliseconds(200);

    private TestPostgres postgres = null!;
    private WebApplication services = null!, gateway = null!;
    private Peer? provider;

    public Uri Address { get; private set; } = null!;

    public Authority Authority { get; } = new() { EndedReadEvery = EndedWithin };

    public Databases Databases => services.Services.GetRequiredService<Databases>();

    public string ProviderIssuer { get; private set; } = "http://127.0.0.1:9";

    public async ValueTask InitializeAsync()
    {
        postgres = await TestPostgres.Shared();
        var connections = await postgres.CreateDatabase();
        var databases = new DatabaseOptions(connections.Owner, connections.App, connections.Relay, connections.City);
        IServiceModule identity = new IdentityModule();
        services = ServicesApp.Build(Builder(), [identity, new EscalationsModule()], databases, Authority, "no manifest in tests");
        await services.Services.GetRequiredService<Migrator>().Run();
        await GatewaySchema.Migrate(Databases.Owner!);

        // The door first: its address is the issuer's name, and where the outside provider sends people back to.
        var door = Builder();
        door.AddProcessDefaults(databases);
        door.AddGateway(new() { Services = new(_ => [ServicesApp.AddressOf(services)]), RateLimit = false });
        door.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        gateway = door.Build();
        gateway.UseGateway();
        await gateway.StartAsync();
        Address = ServicesApp.AddressOf(gateway);
        Authority.Issuer = Address.GetLeftPart(UriPartial.Authority);
        if (Peer.Missing is null)
        {
            provider = Peer.Start("provider.mjs", ("PEOPLE", People()), ("CLIENTS", Clients()));
            ProviderIssuer = await provider.Line();
        }
        var settings = services.Configuration;
        var n = 0;
        foreach (var (key, name, client, secret, link) in new[] { ("thanh-pho", "tài khoản thành phố", "dialogue", "a-secret-of-the-test", "VerifiedEmail"), ("tu-gan", "tài khoản tự gắn", "dialogue-by-hand", "", "Hand") })
        {
            var at = $"Identity:Providers:{n++}:";
            (settings[at + "Key"], settings[at + "Name"], settings[at + "Issuer"]) = (key, name, ProviderIssuer);
            (settings[at + "ClientId"], settings[at + "ClientSecret"], settings[at + "LinkBy"]) = (client, secret, link);
        }
        await services.StartAsync();
        Authority.MetadataAddress = new Uri(ServicesApp.AddressOf(services), "/.well-known/openid-configuration").ToString();
        await identity.Seed(services.Services, default);
        await identity.SeedDemo(services.Services, new DemoScript(new DateOnly(2026, 10, 1), new WorkingCalendar([]), []), default);
        await Execute("update identity.users set email = user_name || '@haiphong.test', normalized_email = upper(user_name || '@haiphong.test') where user_name like '%.dai-son'");
        await Eventually.True("escalations knows the organisations", async () => await Scalar<long>("select count(*) from escalations.organisations where slug = 'so-xay-dung'") == 1);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.StopAsync();
        await gateway.DisposeAsync();
        await services.StopAsync();
        await services.DisposeAsync();
        provider?.Dispose();
        await postgres.DisposeAsync();
    }

    public async Task<T?> Scalar<T>(string sql)
    {
        await using var command = Databases.Owner!.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    public async Task Execute(string sql)
    {
        await using var command = Databases.Owner!.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Our own signing key, as only somebody inside could have it: for tokens that are wrong in one thing alone.</summary>
    public async Task<ECDsa> SigningKey(string id)
    {
        var stored = await Scalar<string>($"select protected_key from identity.signing_keys where id = '{id}'");
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(services.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("identity.signing-keys").Unprotect(stored!)), out int _);
        return key;
    }

    /// <summary>A signed-in person, through the gateway.</summary>
    public Task<WebUser> SignedIn(string user) => WebUser.SignIn(Address, user, DemoAccounts.Password);

    private static Dictionary<string, object> People() => new()
    {
        ["an"] = new { name = "An", email = "chuyenvien.dai-son@haiphong.test", email_verified = true },
        ["gia-an"] = new { name = "Giả An", email = "lanhdao.dai-son@haiphong.test", email_verified = false },
        ["an-moi"] = new { name = "An Mới", email = "chuyenvien.dai-son@haiphong.test", email_verified = true },
        ["la"] = new { name = "Người Lạ", email = "la@haiphong.test", email_verified = true },
        ["tay"] = new { name = "Tự Gắn", email = "tay@haiphong.test", email_verified = false },
    };

    private object[] Clients() =>
    [
        new { client_id = "dialogue", client_secret = "a-secret-of-the-test", redirect_uris = new[] { $"{Authority.Issuer}/tai-khoan/dang-nhap/thanh-pho/xong" } },
        new { client_id = "dialogue-by-hand", token_endpoint_auth_method = "none", redirect_uris = new[] { $"{Authority.Issuer}/tai-khoan/dang-nhap/tu-gan/xong" } },
    ];

    private static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(City).Assembly.GetName().Name, EnvironmentName = "Testing", ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        return builder;
    }
}
