namespace Dialogue.Kernel;

/// <summary>What an organisation's own system may be allowed to do without a person. Their Vietnamese names are in <see cref="Names"/>.</summary>
public static class Scope
{
    public const string CasesRead = "cases.read";
    public const string CasesAnswer = "cases.answer";
    public const string BoardRead = "board.read";
    public const string PapersRead = "papers.read";

    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        [CasesRead] = "Xem vụ việc được chuyển tới đơn vị",
        [CasesAnswer] = "Soạn, trình và ban hành trả lời vụ việc",
        [BoardRead] = "Xem số liệu toàn thành phố",
        [PapersRead] = "Xem và tải văn bản trong sổ văn bản đi, đến; kiểm tra thể thức",
    };

    /// <summary>Scopes that an organisation has work for: they follow from what it may do.</summary>
    public static IEnumerable<string> Of(IReadOnlyCollection<string> capabilities)
    {
        if (capabilities.Contains(Capability.AnswersCases)) yield return CasesRead;
        if (capabilities.Contains(Capability.AnswersCases) && !capabilities.Contains(Capability.RoutesCases)) yield return CasesAnswer;
        if (capabilities.Contains(Capability.SeesCity)) yield return BoardRead;
        yield return PapersRead; // every organisation keeps registers
    }
}
