namespace Dialogue.Hosting;

/// <summary>A singleton that keeps in memory, only to be quick, what it can find out again at any time. A process that rests lets it forget.</summary>
public interface IRemembers
{
    void Forget();
}
