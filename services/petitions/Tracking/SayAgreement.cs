using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>The business says whether it agrees with the answer: known, as when it looks, by its code and the last four digits of its phone. It may say something else later; a report that was sent keeps what it said.</summary>
internal sealed class SayAgreement(PetitionsDb db, PetitionDesk desk, LegalClock clock)
{
    public sealed class Request
    {
        [Required(ErrorMessage = "Hãy chọn một mức độ đồng tình.")]
        public Agreement? Agreement { get; set; }
    }

    /// <returns>The petition as it now is; null when there is none with that code and those digits.</returns>
    /// <exception cref="RuleBrokenException"><c>petition-not-answered</c>.</exception>
    public async Task<Petition?> Handle(string? code, string? digits, Request request, CancellationToken cancellationToken)
    {
        if (await Petitioner.Find(db, code, digits, cancellationToken) is not { } found) return null;
        return await desk.Change(found.Code, null, petition => petition.Say(request.Agreement!.Value, clock.Today), cancellationToken);
    }
}

/// <summary>Who holds the receipt.</summary>
internal static class Petitioner
{
    /// <summary>The petition, to be read only. An unknown code and wrong digits take the same work.</summary>
    public static async Task<Petition?> Find(PetitionsDb db, string? code, string? digits, CancellationToken cancellationToken)
    {
        var parsed = TrackingCode.Parse(code) ?? "";
        var found = await db.Petitions.AsNoTracking().FirstOrDefaultAsync(p => p.Code == parsed, cancellationToken);
        var right = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes((found?.Phone ?? "0000000000")[^4..]), Encoding.ASCII.GetBytes(digits?.Trim() ?? ""));
        return right ? found : null;
    }
}
