using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dialogue.Petitions;

/// <summary>Checks what a caller of the API sent, with the same attributes and sentences as the pages.</summary>
internal static class Input
{
    /// <returns>Messages by field in the spelling of JSON, or null when all is well.</returns>
    public static Dictionary<string, string[]>? Errors(object request)
    {
        var results = new List<ValidationResult>();
        if (Validator.TryValidateObject(request, new ValidationContext(request), results, validateAllProperties: true)) return null;
        return results.SelectMany(r => r.MemberNames.DefaultIfEmpty(""), (r, member) => (Member: JsonNamingPolicy.CamelCase.ConvertName(member), r.ErrorMessage))
            .GroupBy(e => e.Member).ToDictionary(g => g.Key, g => g.Select(e => e.ErrorMessage ?? "").ToArray());
    }

    public static ProblemHttpResult Invalid(Dictionary<string, string[]> errors) => TypedResults.Problem(new HttpValidationProblemDetails(errors)
    {
        Status = StatusCodes.Status422UnprocessableEntity, Title = "Có mục chưa đúng. Hãy sửa rồi gửi lại.", Type = "urn:dialogue:invalid",
    });
}
