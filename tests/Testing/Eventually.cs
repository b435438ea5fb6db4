using System.Diagnostics;

namespace Dialogue.Testing;

/// <summary>Waits for what another thread or process will have done soon; never a bare delay.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks again and again until there is a value and <paramref name="good"/> accepts it.</summary>
    /// <param name="what">What is waited for, as the end of the sentence "It did not come to pass that …".</param>
    /// <param name="ask">Looks at the present state; null is "not yet". An exception counts as "not yet" too.</param>
    /// <param name="good">Accepts a value; any value when left out.</param>
    /// <param name="within">The limit; 10 seconds when left out.</param>
    /// <exception cref="TimeoutException">The limit has passed; the last value, or the last exception, is in the message.</exception>
    public static async Task<T> Get<T>(string what, Func<Task<T?>> ask, Func<T, bool>? good = null, TimeSpan? within = null)
    {
        var limit = within ?? TimeSpan.FromSeconds(10);
        var clock = Stopwatch.StartNew();
        while (true)
        {
            string last;
            Exception? failure = null;
            try
            {
                var value = await ask();
                if (value is not null && (good is null || good(value))) return value;
                last = value?.ToString() ?? "nothing";
            }
            catch (Exception e) when (e is not OperationCanceledException || e.InnerException is TimeoutException) // HttpClient cancels what takes too long
            {
                (last, failure) = (e.Message, e);
            }
            if (clock.Elapsed > limit)
                throw new TimeoutException($"It did not come to pass within {limit.TotalSeconds:0.#} s that {what}. Last seen: {last}", failure);
            await Task.Delay(Pause);
        }
    }

    /// <inheritdoc cref="Get{T}"/>
    public static Task True(string what, Func<Task<bool>> ask, TimeSpan? within = null) => Get<bool>(what, async () => await ask(), yes => yes, within);

    /// <inheritdoc cref="Get{T}"/>
    public static Task True(string what, Func<bool> ask, TimeSpan? within = null) => True(what, () => Task.FromResult(ask()), within);
}
