using System.Text.Json;
using Dialogue.Data;
using Dialogue.Data.Messaging;
using Dialogue.Kernel;

namespace Dialogue.Identity;

/// <summary>History of what is city-wide here, and so not written by the context itself: who changed an organisation or somebody's roles.</summary>
internal sealed class Notes(LegalClock clock, TimeProvider time, CurrentUser user)
{
    /// <param name="changes">Name of what changed, with its value before and after.</param>
    public HistoryEntry Of(string subject, Guid id, string action, params (string Name, object? Before, object? After)[] changes) => new()
    {
        At = time.GetUtcNow(), Day = clock.Today, UserId = user.Id, UserName = user.Name, Subject = subject, SubjectId = id, Action = action,
        Changes = JsonSerializer.Serialize(changes.ToDictionary(c => c.Name, c => new[] { c.Before, c.After }), MessageDirectory.Json),
    };
}
