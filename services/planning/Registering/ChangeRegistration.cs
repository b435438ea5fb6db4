using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Registering;

/// <summary>A unit changes or cancels its registration through its private link; an officer cancels by its id.</summary>
internal sealed class ChangeRegistration(PlanningDb db, ConferenceNews news, CurrentTenant tenant, LegalClock clock)
{
    public Task<Registration?> Find(string secret, CancellationToken cancellationToken) =>
        db.Registrations.FirstOrDefaultAsync(r => r.Secret == secret, cancellationToken);

    /// <exception cref="RuleBrokenException">It was cancelled, or the conference is over.</exception>
    public async Task<Registration?> Change(string secret, RegisterToAttend.Request request, CancellationToken cancellationToken)
    {
        if (await Find(secret, cancellationToken) is not { } registration) return null;
        var conference = await Open(registration, cancellationToken);
        registration.Change(request.Facts());
        db.TellRegistrant(registration, conference, RegistrantNews.Changed, Guid.CreateVersion7().ToString(), tenant.Slug); // every change is a new one
        await news.Save(conference, cancellationToken, duties: false);
        return registration;
    }

    public async Task<Registration?> Cancel(string secret, CancellationToken cancellationToken) =>
        await Find(secret, cancellationToken) is { } registration ? await Cancel(registration, cancellationToken) : null;

    public async Task<Registration?> Cancel(Guid conferenceId, Guid id, CancellationToken cancellationToken) =>
        await db.Registrations.FirstOrDefaultAsync(r => r.Id == id && r.ConferenceId == conferenceId, cancellationToken) is { } registration
            ? await Cancel(registration, cancellationToken) : null;

    private async Task<Registration> Cancel(Registration registration, CancellationToken cancellationToken)
    {
        var conference = await Open(registration, cancellationToken);
        if (!registration.IsCancelled) db.TellRegistrant(registration, conference, RegistrantNews.Cancelled, "", tenant.Slug);
        registration.Cancel(clock.Today);
        await news.Save(conference, cancellationToken, duties: false);
        return registration;
    }

    private async Task<Conference> Open(Registration registration, CancellationToken cancellationToken)
    {
        var conference = await db.Conferences.FirstAsync(c => c.Id == registration.ConferenceId, cancellationToken);
        return conference.State.IsOpen() ? conference : throw RegistrationRules.NotOpen(conference);
    }
}
