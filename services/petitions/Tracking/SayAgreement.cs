using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>The business says whether it agrees with the answer: known, as when it looks, by its code and the last four digits of its phone. It may say something else later; a report that was sent keeps what it said.</summary>
internal sealed class SayAgreement(PetitionsDb db, PetitionDesk desk, LegalClock clock)
{
    public class Request
    {
        [Required(ErrorMessage = "Hãy chọn một mức độ đồng tình.")]
        public Agreement? Agreement { get; set; }
    }

    /// <summary>What a caller of the API sends.</summary>
    public sealed class Said : Request
    {
        [Required(ErrorMessage = Petitioner.NoDigits), RegularExpression(Petitioner.DigitsForm, ErrorMessage = Petitioner.WrongDigits)]
        public string? Digits { get; set; }
    }

    /// <returns>The petition as it now is; null when there is none with that code and those digits.</returns>
    /// <exception cref="RuleBrokenException"><c>petition-not-answered</c>.</exception>
    public async Task<Petition?> Handle(string? code, string? digits, Request request, CancellationToken cancellationToken)
    {
        if (await Petitioner.Find(db, code, digits, cancellationToken) is not { } found) return null;
        return await desk.Change(found.Code, null, petition => petition.Say(request.Agreement!.Value, clock.Today), cancellationToken);
    }

    /// <summary>Answers with nothing of the petition; an unknown code and wrong digits alike with 404.</summary>
    public static void Map(RouteGroupBuilder petitions) => petitions.MapPost("/{code}/agreement", async Task<Results<NoContent, NotFound, ProblemHttpResult>> (
        string code, Said request, SayAgreement say, CancellationToken cancellationToken) =>
        Input.Errors(request) is { } errors ? Input.Invalid(errors) : await say.Handle(code, request.Digits, request, cancellationToken) is null ? TypedResults.NotFound() : TypedResults.NoContent())
        .WithMetadata(new AllowAnonymousAttribute()).WithSummary("Say whether the business agrees with the answer").ProducesProblem(409).ProducesProblem(422);
}

/// <summary>Who holds the receipt.</summary>
internal static class Petitioner
{
    public const string DigitsForm = @"\s*\d{4}\s*", NoDigits = "Hãy nhập bốn số cuối của điện thoại.", WrongDigits = "Hãy nhập đúng bốn chữ số cuối của điện thoại.";

    /// <summary>The petition, to be read only. An unknown code and wrong digits take the same work.</summary>
    public static async Task<Petition?> Find(PetitionsDb db, string? code, string? digits, CancellationToken cancellationToken)
    {
        var parsed = TrackingCode.Parse(code) ?? "";
        var found = await db.Petitions.AsNoTracking().FirstOrDefaultAsync(p => p.Code == parsed, cancellationToken);
        var right = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes((found?.Phone ?? "0000000000")[^4..]), Encoding.ASCII.GetBytes(digits?.Trim() ?? ""));
        return right ? found : null;
    }
}
