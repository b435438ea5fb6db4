using System.Collections.Concurrent;

namespace Dialogue.Hosting.Telemetry;

/// <summary>How long the requests of each route took, of the last hour, in memory: steps of the square root of two from 0.5 ms to about a minute.</summary>
public sealed class RouteTimes(TimeProvider time)
{
    private const int Steps = 35, Slots = 7; // six full slots of ten minutes and the one that fills

    private const double First = 0.5;
    private readonly ConcurrentDictionary<(string Method, string Pattern), Route> routes = new();

    public void Add(string method, string pattern, TimeSpan took) => routes.GetOrAdd((method, pattern), static _ => new()).Add(Now, StepOf(took.TotalMilliseconds));

    /// <summary>Routes asked for within the hour, slowest first by their 99th percentile. Percentiles are upper bounds in ms, at most 42 % too high.</summary>
    public IReadOnlyList<RouteTime> LastHour()
    {
        var now = Now;
        return [.. routes.Select(r => r.Value.Sum($"{r.Key.Method} /{r.Key.Pattern.TrimStart('/')}", now)).OfType<RouteTime>().OrderByDescending(r => r.P99).ThenByDescending(r => r.Count)];
    }

    private long Now => time.GetUtcNow().ToUnixTimeSeconds() / 600;

    private static int StepOf(double ms) => ms <= First ? 0 : Math.Min(Steps - 1, (int)Math.Ceiling(2 * Math.Log2(ms / First)));

    private static double UpTo(int step) => First * Math.Pow(2, step / 2.0);

    private sealed class Route
    {
        private readonly long[] of = new long[Slots];
        private readonly int[][] counts = new int[Slots][];

        public void Add(long now, int step)
        {
            var slot = (int)(now % Slots);
            if (Volatile.Read(ref of[slot]) != now)
                lock (counts)
                    if (of[slot] != now)
                    {
                        counts[slot] = new int[Steps];
                        Volatile.Write(ref of[slot], now);
                    }
            Interlocked.Increment(ref counts[slot][step]);
        }

        public RouteTime? Sum(string route, long now)
        {
            var sums = new long[Steps];
            for (var slot = 0; slot < Slots; slot++)
                if (Volatile.Read(ref of[slot]) > now - Slots && counts[slot] is { } count)
                    for (var step = 0; step < Steps; step++) sums[step] += Volatile.Read(ref count[step]);
            var all = sums.Sum();
            return all == 0 ? null : new(route, all, Quantile(sums, all, 0.5), Quantile(sums, all, 0.99));
        }

        private static double Quantile(long[] sums, long all, double part)
        {
            var rank = (long)Math.Ceiling(all * part);
            for (var step = 0; step < Steps; step++)
                if ((rank -= sums[step]) <= 0) return UpTo(step);
            return UpTo(Steps - 1);
        }
    }
}

/// <param name="Route">Method and pattern, such as <c>GET /{tenant}/kien-nghi</c>.</param>
/// <param name="P50">Half of the requests took at most so many milliseconds.</param>
/// <param name="P99">99 of 100 did.</param>
public sealed record RouteTime(string Route, long Count, double P50, double P99);
