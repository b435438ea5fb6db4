using Dialogue.Kernel;
using Dialogue.Testing;

// One legal day for the whole service: tests that set it take turns.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Dialogue.Planning.Tests.Planning))]

namespace Dialogue.Planning.Tests;

/// <summary>The planning service, once for all tests here.</summary>
public sealed class Planning : ServiceHost<PlanningModule>
{
    private readonly Dictionary<string, Task<TestTenant>> known = [];

    /// <summary>The city's own organisations, which there is only one of each.</summary>
    public Task<TestTenant> Known(string slug)
    {
        lock (known)
            return known.TryGetValue(slug, out var there) ? there : known[slug] = slug switch
            {
                "so-tai-chinh" => Organisation("department", "Sở Tài chính", slug, Capability.AnswersCases, Capability.HoldsDialogues, Capability.ReceivesReports, Capability.SeesCity),
                _ => Organisation("city-office", "Ủy ban nhân dân thành phố Hải Phòng", slug),
            };
    }
}
