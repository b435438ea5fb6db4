using Dialogue.Identity.Connect;
using Dialogue.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dialogue.Identity.Tests.Connect;

/// <summary>Two replicas over one database, and a clock that the test moves. Keys made here sign in the future, so the service under test goes on with its own.</summary>
public sealed class SigningKeysTests : IAsyncLifetime
{
    private readonly Service service;
    private readonly SetClock clock = new(TimeProvider.System.GetUtcNow());
    private readonly SigningKeys here, there;

    public SigningKeysTests(Service service)
    {
        this.service = service;
        (here, there) = (Replica(service), Replica(service));
    }

    public ValueTask InitializeAsync() => Forget();

    public ValueTask DisposeAsync() => Forget();

    private async ValueTask Forget()
    {
        await using var command = service.Superuser.CreateCommand("delete from identity.signing_keys where signs_from > now()");
        await command.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task Keys_change_with_an_overlap_in_which_every_replica_knows_both()
    {
        var old = await Signing(here);
        Assert.Equal(old, await Signing(there));

        var from = await here.Rotate(TimeSpan.Zero, default);
        Assert.Equal(SigningKeys.Ahead, from - clock.GetUtcNow());
        clock.Now += TimeSpan.FromSeconds(30); // longer than a replica remembers
        Assert.Equal((old, old), (await Signing(here), await Signing(there)));
        Assert.Equal(await Published(here), await Published(there));
        Assert.Equal(2, (await Published(there)).Count);

        var last = await Sign(there);
        clock.Now += SigningKeys.Ahead;
        var next = await Signing(here);
        Assert.NotEqual(old, next);
        Assert.Equal(next, await Signing(there));
        Assert.True(await Believed(last, here)); // the last token of the old key, by everybody
        Assert.True(await Believed(last, there));

        clock.Now += TimeSpan.FromMinutes(20); // tokens live for at most fifteen
        Assert.Equal([next], await Published(there));
        Assert.False(await Believed(last, here)); // the control: its key is gone
        Assert.Contains(old, (await here.All(default)).Select(k => k.Key.KeyId)); // but still names the sign-in that an old id token ends
    }

    [Fact]
    public async Task Many_who_rotate_at_once_make_one_key()
    {
        var before = (await here.All(default)).Count;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? here : there).Rotate(TimeSpan.Zero, default)));

        Assert.Equal(before + 1, (await here.All(default)).Count);
    }

    private SigningKeys Replica(Service service) => new(
        service.Services.GetRequiredService<IServiceScopeFactory>(), service.Services.GetRequiredService<IDataProtectionProvider>(), Options.Create(new IdentitySettings { AccessTokenMinutes = 15 }), clock);

    private static async Task<string> Signing(SigningKeys keys) => (await keys.Current(default)).Key.KeyId;

    private static async Task<IReadOnlyList<string>> Published(SigningKeys keys) => [.. (await keys.Published(default)).Select(k => k.KeyId)];

    private static async Task<string> Sign(SigningKeys keys) => new JsonWebTokenHandler().CreateToken("{\"iss\":\"x\"}", await keys.Current(default));

    private static async Task<bool> Believed(string token, SigningKeys keys) => (await new JsonWebTokenHandler().ValidateTokenAsync(token, new()
    {
        ValidIssuer = "x", ValidateAudience = false, ValidateLifetime = false, IssuerSigningKeys = await keys.Published(default),
    })).IsValid;
}
