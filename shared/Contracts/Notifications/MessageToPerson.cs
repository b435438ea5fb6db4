namespace Dialogue.Contracts.Notifications;

/// <summary>
/// Something that a person outside the organisation should be told: a petitioner, a registrant. Published under the organisation that tells it, in the
/// transaction of what is told. Carries what delivery needs and nothing else: where it goes, and the words that fill the text. Heard by
/// notifications alone.
/// </summary>
/// <param name="MessageId">Stable per event and what it is about: the same message is sent once to each address.</param>
/// <param name="Event">Key of the event: <c>petition-received</c>, <c>registration-received</c>, <c>conference-moved</c>, …</param>
/// <param name="Email">As the person typed it; null when none was given.</param>
/// <param name="Phone">As the person typed it (0xxxxxxxxx); null when none was given.</param>
/// <param name="Link">Path of the page where it can be seen; begins with a slash.</param>
/// <param name="Values">What fills the text, by placeholder: <c>ma</c>, <c>hoi_nghi</c>, …</param>
public sealed record MessageToPerson(Guid MessageId, string Event, string? Email, string? Phone, string Link, Dictionary<string, string> Values);
