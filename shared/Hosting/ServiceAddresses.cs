using System.Collections.Concurrent;

namespace Dialogue.Hosting;

/// <summary>
/// Where each service listens. A service is called by its name, <c>http://petitions/…</c>; the name becomes one of its replicas when a request is sent.
/// </summary>
public sealed class ServiceAddresses(Func<string, IReadOnlyList<Uri>> of)
{
    /// <summary>None: every address is meant as it is written.</summary>
    public static ServiceAddresses None { get; } = new(_ => []);

    /// <param name="text">
    /// A template, <c>http://dialogue-{service}:8080</c>, or a list, <c>identity=http://a:1|http://b:2,planning=http://c:3</c>: several addresses of one
    /// service are replicas of it.
    /// </param>
    /// <exception cref="ArgumentException">Says in one sentence what is wrong.</exception>
    public static ServiceAddresses Parse(string text)
    {
        static Uri[] Addresses(string value) => [.. value.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(a => Uri.TryCreate(a, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? new Uri(a) : throw new ArgumentException($"DIALOGUE_SERVICES names {a}, which is no http address."))];

        if (text.Contains("{service}", StringComparison.Ordinal))
        {
            var known = new ConcurrentDictionary<string, Uri[]>();
            _ = Addresses(text.Replace("{service}", "any", StringComparison.Ordinal));
            return new(service => known.GetOrAdd(service, name => Addresses(text.Replace("{service}", name, StringComparison.Ordinal))));
        }
        var list = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part => part.Split('=', 2)).ToDictionary(
            part => part[0], part => part.Length == 2 ? Addresses(part[1]) : throw new ArgumentException($"DIALOGUE_SERVICES says nothing of where {part[0]} is."));
        return new(service => list.GetValueOrDefault(service, []));
    }

    /// <summary>The replicas of a service; none when it is not known.</summary>
    public IReadOnlyList<Uri> Of(string service) => of(service);
}

/// <summary>
/// Sends each request to the next replica of the service that its address names. One that lets nobody connect is left out for a moment and the
/// request, of which it has seen nothing, goes to another: a killed replica costs only the requests that were inside it.
/// </summary>
public sealed class Replicas(ServiceAddresses addresses, TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(2), Pause = TimeSpan.FromMilliseconds(200);
    private const int MostAttempts = 4;
    private readonly ConcurrentDictionary<Uri, DateTimeOffset> away = new();
    private int turn;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri!;
        if (addresses.Of(asked.Host) is not { Count: > 0 } replicas) return await base.SendAsync(request, cancellationToken);

        // A service speaks of its own addresses by the name that it was called by.
        request.Headers.Host ??= asked.Authority;
        for (var attempt = 1; ; attempt++)
        {
            var replica = Next(replicas);
            request.RequestUri = new Uri(replica, asked.PathAndQuery);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (Exception e) when (attempt < MostAttempts && NeverConnected(e) && !cancellationToken.IsCancellationRequested)
            {
                away[replica] = time.GetUtcNow() + Away;
                // All of them at once: one may just be starting again.
                if (attempt >= replicas.Count) await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    private static bool NeverConnected(Exception e) => e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } or OperationCanceledException { InnerException: TimeoutException };

    private Uri Next(IReadOnlyList<Uri> replicas)
    {
        var first = (uint)Interlocked.Increment(ref turn);
        var now = time.GetUtcNow();
        for (var i = 0u; i < replicas.Count; i++)
        {
            var replica = replicas[(int)((first + i) % replicas.Count)];
            if (!away.TryGetValue(replica, out var until) || until <= now) return replica;
        }
        return replicas[(int)(first % replicas.Count)];
    }
}
