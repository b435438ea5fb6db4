namespace Dialogue.Load;

/// <summary>
/// What Redmine did on an equal machine (2 cores), recorded once: not run here, so the comparison is of orders of magnitude. 8 connections.
/// </summary>
internal static class Redmine
{
    public const double CreatesPerSecond = 24, ListsPerSecond = 13, TimesFaster = 50;
    public const int Connections = 8;
}
