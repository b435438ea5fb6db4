using Dialogue.Contracts.Planning;
using Dialogue.Planning.Plans.Model;
using Dialogue.Web;

namespace Dialogue.Planning.Plans;

/// <summary>A plan as a document in the layout of Nghị định 30/2020/NĐ-CP, on the screen and on paper.</summary>
/// <param name="PlaceAndDate">Empty while it is not issued.</param>
public sealed record PlanSheet(string Organisation, string Number, string PlaceAndDate, string Title, IReadOnlyList<SectionFacts> Sections, string SignerTitle, string Signer)
{
    public static PlanSheet Of(AnnualPlan plan, string organisation, string placeName) => new(
        organisation, plan.Number, plan.IssuedOn is { } day ? Vn.PlaceAndDate(placeName.Length > 0 ? placeName : "Hải Phòng", day) : "", plan.Title, plan.Body.Sections(), plan.SignerTitle, plan.Signer);

    internal static PlanSheet Of(ReceivedPlan plan, string placeName) => new(
        plan.SenderName, plan.Number, Vn.PlaceAndDate(placeName.Length > 0 ? placeName : "Hải Phòng", plan.IssuedOn), plan.Title, plan.Body, "", "");

    public bool IsCommune => PlanTemplate.IsCommune(Organisation);

    /// <summary>"I", "II", …: numbers of sections.</summary>
    public static string Roman(int number) => number switch
    {
        1 => "I", 2 => "II", 3 => "III", 4 => "IV", 5 => "V", 6 => "VI", 7 => "VII", 8 => "VIII", 9 => "IX", 10 => "X", 11 => "XI", 12 => "XII", _ => $"{number}",
    };
}
