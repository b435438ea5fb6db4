namespace Dialogue.Testing;

/// <summary>A clock that shows what it was set to and stands still. Timers go by the real one.</summary>
public sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
