using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Dialogue.Hosting.Authentication;

/// <summary>
/// An issuer's metadata and keys: read when first needed and every ten minutes, and at once when a token names a key that is not among them,
/// though not more often than every ten seconds.
/// </summary>
/// <param name="address">Where the metadata is; asked for each time, since it may not be known at the start.</param>
public sealed class IssuerMetadata(Func<string> address, IDocumentRetriever documents, TimeProvider time)
{
    private static readonly TimeSpan Good = TimeSpan.FromMinutes(10), Least = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Reading? last;

    /// <exception cref="IOException">It cannot be reached, and never could; nor <see cref="HttpRequestException"/>.</exception>
    public async ValueTask<OpenIdConnectConfiguration> Get(CancellationToken cancellationToken) =>
        last is { } known && time.GetUtcNow() - known.At < Good ? known.Metadata : await Read(Good, cancellationToken);

    /// <summary>For a token whose key is not known: it may be new.</summary>
    public Task<OpenIdConnectConfiguration> Again(CancellationToken cancellationToken) => Read(Least, cancellationToken);

    private async Task<OpenIdConnectConfiguration> Read(TimeSpan olderThan, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (last is { } known && (now - known.At < olderThan || now - known.Tried < Least)) return known.Metadata;
            try
            {
                last = new(await OpenIdConnectConfigurationRetriever.GetAsync(address(), documents, cancellationToken), now, now);
            }
            catch (Exception e) when (last is not null && e is IOException or HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                last = last! with { Tried = now }; // the issuer is away: what is known goes on
            }
            return last.Metadata;
        }
        finally
        {
            gate.Release();
        }
    }

    private sealed record Reading(OpenIdConnectConfiguration Metadata, DateTimeOffset At, DateTimeOffset Tried);
}
