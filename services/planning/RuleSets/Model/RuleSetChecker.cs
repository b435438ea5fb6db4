using System.Globalization;
using Dialogue.Kernel;

namespace Dialogue.Planning.RuleSets.Model;

/// <summary>Refuses a rule set that is impossible or contradicts itself, with a sentence that says why. Knows nothing of storage.</summary>
internal static class RuleSetChecker
{
    /// <param name="Key">The rule where it shows.</param>
    public sealed record Fault(string Key, string Sentence);

    /// <param name="year">The year for which the set is to hold.</param>
    /// <param name="organisations">Slugs that may receive plans and reports.</param>
    /// <returns>Everything that is wrong, or nothing.</returns>
    public static IReadOnlyList<Fault> Check(int year, IReadOnlyList<Rule> rules, IReadOnlySet<string> organisations)
    {
        var faults = new List<Fault>();
        foreach (var twice in rules.GroupBy(r => r.Key).Where(g => g.Count() > 1)) faults.Add(new(twice.Key, $"Quy định “{Name(twice.Key)}” được ghi hai lần."));
        foreach (var rule in rules.DistinctBy(r => r.Key)) Form(rule, year, organisations, faults);
        // What the rules say together is only asked once each of them can be read.
        if (faults.Count == 0) Together(new RuleSet(year, 0, rules), faults);
        return faults;
    }

    private static void Form(Rule rule, int year, IReadOnlySet<string> organisations, List<Fault> faults)
    {
        if (RuleWords.Of(rule.Key) is not { } meaning)
        {
            faults.Add(new(rule.Key, $"Không có quy định nào tên là “{rule.Key}”."));
            return;
        }
        if (rule.Text.Length > 1000 || rule.Source.Length > 300) faults.Add(new(rule.Key, $"“{meaning.Label}”: lời văn tối đa 1.000 ký tự, nguồn tối đa 300 ký tự."));
        if (rule.Value is null)
        {
            if (meaning.Without is null) faults.Add(new(rule.Key, $"“{meaning.Label}” phải có giá trị."));
            return;
        }
        switch (meaning.Kind)
        {
            case RuleWords.Kind.Days or RuleWords.Kind.Count:
                if (!int.TryParse(rule.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > meaning.Most)
                    faults.Add(new(rule.Key, $"“{meaning.Label}” phải là một số từ 1 đến {meaning.Most}; “{rule.Value}” thì không."));
                break;
            case RuleWords.Kind.Date:
                if (!DateOnly.TryParseExact(rule.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                    faults.Add(new(rule.Key, $"“{meaning.Label}” phải là một ngày có thật; “{rule.Value}” thì không."));
                else if (date.Year != year)
                    faults.Add(new(rule.Key, $"“{meaning.Label}” của năm {year} không thể là một ngày của năm {date.Year}."));
                break;
            case RuleWords.Kind.Organisations:
                if (rule.Words.Count == 0) faults.Add(new(rule.Key, $"“{meaning.Label}” phải có ít nhất một đơn vị."));
                foreach (var slug in rule.Words.Where(w => !organisations.Contains(w))) faults.Add(new(rule.Key, $"“{meaning.Label}”: không có đơn vị nào là “{slug}”."));
                break;
            default:
                var choices = RuleWords.Choices(rule.Key);
                if (rule.Words.Count == 0 || (meaning.Kind == RuleWords.Kind.Word && rule.Words.Count > 1)) faults.Add(new(rule.Key, $"“{meaning.Label}” phải chọn {(meaning.Kind == RuleWords.Kind.Word ? "đúng một" : "ít nhất một")}."));
                foreach (var word in rule.Words.Where(w => !choices.Contains(w))) faults.Add(new(rule.Key, $"“{meaning.Label}” không hiểu “{word}”; chỉ có {string.Join(", ", choices)}."));
                break;
        }
    }

    private static void Together(RuleSet set, List<Fault> faults)
    {
        int? N(string key) => set[key].Number;
        void No(string key, string sentence) => faults.Add(new(key, sentence));

        if (N(RuleKeys.NoticeLeadWd) is { } lead && N(RuleKeys.PetitionCutoffWd) is { } cutoff && lead <= cutoff)
            No(RuleKeys.NoticeLeadWd, $"Thông báo được phép ra trước hội nghị {lead} ngày làm việc, trong khi hạn nhận kiến nghị là trước {cutoff} ngày làm việc: doanh nghiệp có thể biết tin khi đã hết hạn gửi. Hãy thông báo sớm hơn {cutoff} ngày làm việc, hoặc để trống một trong hai.");
        if (N(RuleKeys.FallbackMinPetitions) is { } fallback)
        {
            if (N(RuleKeys.QuorumMinPetitions) is not { } petitions)
                No(RuleKeys.FallbackMinPetitions, "Có mức kiến nghị khi tổ chức theo thực tế nhưng không có mức kiến nghị thông thường để giảm. Hãy ghi số kiến nghị tối thiểu, hoặc bỏ mức theo thực tế.");
            else if (fallback >= petitions)
                No(RuleKeys.FallbackMinPetitions, $"Tổ chức theo thực tế cần {fallback} kiến nghị, không ít hơn mức thông thường là {petitions}: mức giảm phải nhỏ hơn.");
            if (set[RuleKeys.QuorumBasis].Value == "attend")
                No(RuleKeys.FallbackMinPetitions, "Điều kiện tính theo số đơn vị đến dự chỉ biết vào ngày hội nghị, nên không thể quyết định trước việc tổ chức theo thực tế. Hãy tính theo số đăng ký, hoặc bỏ mức theo thực tế.");
        }
        if (N(RuleKeys.FrequencyPlanned) is { } planned && N(RuleKeys.FrequencyMin) is { } least && planned < least)
            No(RuleKeys.FrequencyPlanned, $"Dự kiến {planned} hội nghị trong năm, ít hơn mức tối thiểu {least}.");
        if (N(RuleKeys.PostponeMaxPerYear) is { } postpone && (N(RuleKeys.FrequencyPlanned) ?? N(RuleKeys.FrequencyMin)) is { } conferences && postpone > conferences)
            No(RuleKeys.PostponeMaxPerYear, $"Được hoãn {postpone} lần trong khi cả năm chỉ có {conferences} hội nghị: số lần hoãn không thể nhiều hơn số hội nghị.");
        if (N(RuleKeys.ReplyOwnWd) is { } own)
        {
            if (N(RuleKeys.ReplyCoordinatedWd) is { } coordinated && coordinated < own)
                No(RuleKeys.ReplyCoordinatedWd, $"Kiến nghị cần phối hợp nhiều đơn vị có {coordinated} ngày làm việc, ít hơn {own} ngày của kiến nghị thuộc thẩm quyền: phối hợp không thể nhanh hơn tự giải quyết.");
            if (N(RuleKeys.ReplyCoordinatedNotHeldWd) is { } notHeld && notHeld < own)
                No(RuleKeys.ReplyCoordinatedNotHeldWd, $"Khi không tổ chức hội nghị, kiến nghị cần phối hợp có {notHeld} ngày làm việc, ít hơn {own} ngày của kiến nghị thuộc thẩm quyền.");
        }
    }

    private static string Name(string key) => RuleWords.Of(key)?.Label ?? key;
}
