using Dialogue.Contracts.Notifications;
using Dialogue.Kernel;
using Dialogue.Web;

namespace Dialogue.Petitions;

/// <summary>
/// Tells the petitioner what has become of a petition, at the address that they gave: in the transaction of what is told. The only messages of petitions
/// that carry contact data; the snapshots never do.
/// </summary>
public static class PetitionerNews
{
    public const string Received = "petition-received", Answered = "petition-answered", Published = "petition-published", Redirected = "petition-redirected", Reported = "petition-reported";

    /// <summary>Call after the verb and before saving.</summary>
    public static void TellPetitioner(this PetitionsDb db, Petition p, string happened, string slug)
    {
        var values = new Dictionary<string, string> { ["ma"] = p.Code };
        switch (happened)
        {
            case Answered: (values["so_van_ban"], values["ngay"]) = (p.AnswerNumber, Vn.Date(p.AnsweredOn)); break;
            case Redirected: (values["co_quan"], values["so_van_ban"], values["ngay"]) = (p.AnsweredBy, p.AnswerNumber, Vn.Date(p.AnsweredOn)); break;
            case Reported: (values["so_van_ban"], values["ngay"]) = (p.ReportNumber, Vn.Date(p.ReportedOn)); break;
        }
        // A petition that is taken up again may be answered, published or reported a second time: the number or the day tells one from the other.
        var which = happened switch { Reported => p.ReportNumber, Published => $"{p.PublishedOn:yyyy-MM-dd}", _ => p.AnswerNumber };
        Tell(db, p, happened, slug, p.Id, which, values);
    }

    /// <summary>One receipt for all that was sent together.</summary>
    public static void TellReceived(this PetitionsDb db, IReadOnlyList<Petition> petitions, string slug) =>
        Tell(db, petitions[0], Received, slug, petitions[0].SubmissionId, "", new() { ["ma"] = string.Join(", ", petitions.Select(p => p.Code)) });

    private static void Tell(PetitionsDb db, Petition p, string happened, string slug, Guid about, string which, Dictionary<string, string> values)
    {
        if (p.Email.Length == 0 && p.Phone.Length == 0) return;
        db.Publish(new MessageToPerson(
            StableId.Of("message", happened, about.ToString(), which), happened, p.Email.Length > 0 ? p.Email : null, p.Phone.Length > 0 ? p.Phone : null, $"/{slug}/kien-nghi/tra-cuu?ma={p.Code}", values));
    }
}
