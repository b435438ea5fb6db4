namespace Dialogue.Hosting.Demo;

/// <summary>What happened in the demo city; the same on every machine. Each service tells its own slice of it.</summary>
public sealed partial class DemoScript;
