namespace Dialogue.Contracts.Planning;

/// <summary>The answer to a request for postponement. Addressed to the tenant that asked.</summary>
public sealed record PostponementDecided(Guid RequestId, long Version, Guid ConferenceId, bool Granted, string Reason, DateOnly DecidedOn);
