using Dialogue.Testing;

[assembly: AssemblyFixture(typeof(Dialogue.Planning.Tests.Planning))]

namespace Dialogue.Planning.Tests;

/// <summary>The planning service, once for all tests here.</summary>
public sealed class Planning : ServiceHost<PlanningModule>;
