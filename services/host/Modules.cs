using Dialogue.Escalations;
using Dialogue.Hosting;
using Dialogue.Identity;
using Dialogue.Notifications;
using Dialogue.Petitions;
using Dialogue.Planning;
using Dialogue.Records;
using Dialogue.Reporting;

namespace Dialogue.Host;

internal static class Modules
{
    /// <summary>Every service there is, in the order in which they seed: a later one builds on what the earlier ones have told. Only those that run in this process are made, and their libraries loaded.</summary>
    private static readonly (string Name, Func<IServiceModule> Make)[] All =
    [
        ("identity", () => new IdentityModule()), ("planning", () => new PlanningModule()), ("escalations", () => new EscalationsModule()), ("petitions", () => new PetitionsModule()),
        ("reporting", () => new ReportingModule()), ("records", () => new RecordsModule()), ("notifications", () => new NotificationsModule()),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(m => m.Name)];

    public static IReadOnlyList<IServiceModule> Of(Func<string, bool> wanted) => [.. All.Where(m => wanted(m.Name)).Select(m => m.Make())];
}
