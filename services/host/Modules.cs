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
    /// <summary>Every service there is, in the order in which they seed: a later one builds on what the earlier ones have told.</summary>
    public static IReadOnlyList<IServiceModule> All { get; } =
    [
        new IdentityModule(), new PlanningModule(), new EscalationsModule(), new PetitionsModule(), new ReportingModule(), new RecordsModule(), new NotificationsModule(),
    ];
}
