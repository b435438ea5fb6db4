using System.Globalization;
using Dialogue.Kernel;

namespace Dialogue.Hosting.Demo;

/// <summary>
/// What happened in the demo city in the year of the legal day and the year before: the same for the same day on every machine. Each service
/// tells its own slice of it through the verbs of its model; ids are stable, so that the slices fit together. Terms are not here: each service
/// computes them from the rule sets, as always.
/// </summary>
public sealed class DemoScript
{
    private readonly WorkingCalendar calendar;

    /// <param name="today">The legal day; nothing in the script happens after it, though conferences may be planned.</param>
    /// <param name="communes">Organisations that hold dialogues, of kind commune, in any order.</param>
    public DemoScript(DateOnly today, WorkingCalendar calendar, IEnumerable<DemoCommune> communes)
    {
        (Today, this.calendar) = (today, calendar);
        Conferences = [.. communes.OrderBy(c => c.Slug, StringComparer.Ordinal).SelectMany(c => new[] { today.Year - 1, today.Year }.SelectMany(year => Of(c, year)))];
        Plans = [.. Conferences.GroupBy(c => (c.Commune, c.Year)).Select(g => PlanOf(g.Key.Commune, g.Key.Year, [.. g])).OfType<DemoPlan>()];
    }

    public DateOnly Today { get; }

    /// <summary>All conferences of both years, with who registered, what was asked and what became of it.</summary>
    public IReadOnlyList<DemoConference> Conferences { get; }

    /// <summary>Annual plans; a commune without one that year has issued none.</summary>
    public IReadOnlyList<DemoPlan> Plans { get; }

    /// <summary>Who signs for an organisation that answers or routes cases: an invented person, always the same.</summary>
    public static string SignerOf(string slug)
    {
        var random = new Random(Seed(slug, 0, 3));
        return $"{Pick(DemoTexts.FamilyNames, random)} {Pick(DemoTexts.MiddleNames, random)} {Pick(DemoTexts.GivenNames, random)}";
    }

    private DemoPlan? PlanOf(DemoCommune commune, int year, List<DemoConference> conferences)
    {
        var random = new Random(Seed(commune.Slug, year, 7));
        var fate = random.Next(100);
        if (commune.IsModel) fate = 50;
        var issued = RollBack(new DateOnly(year, 4, 1).AddDays(random.Next(0, 10)));
        DateOnly? sent = fate < 82 || commune.IsModel ? calendar.Add(issued, random.Next(0, 2)) : fate < 92 ? calendar.Add(new DateOnly(year, 4, 15), random.Next(0, 8)) : null;
        if (issued > Today) return null;
        if (sent > Today) sent = null;
        return fate >= 97 ? null : new DemoPlan(StableId.Of("plan", commune.Slug, Text(year)), commune, year, $"{random.Next(10, 99)}/KH-UBND", issued, sent, [.. conferences.Select(c => c.Day)]);
    }

    private IEnumerable<DemoConference> Of(DemoCommune commune, int year)
    {
        var random = new Random(Seed(commune.Slug, year, 1));
        DateOnly[] days = commune.Slug switch
        {
            "thien-huong" => [new(year, 4, 24), new(year, 10, 13)],
            "dai-son" => [new(year, 10, 13)],
            _ => random.Next(100) switch
            {
                < 70 => [new DateOnly(year, 9, 15).AddDays(random.Next(0, 60))],
                < 82 => [new DateOnly(year, 5, 6).AddDays(random.Next(0, 40)), new DateOnly(year, 10, 5).AddDays(random.Next(0, 30))],
                < 92 => [new DateOnly(year, 5, 6).AddDays(random.Next(0, 45))],
                _ => [new DateOnly(year, 12, 1).AddDays(random.Next(0, 20))],
            },
        };
        // Whatever the season, some communes are about to meet: a city in which nothing is announced would teach nobody anything.
        if (year == Today.Year && commune is { IsModel: false } && random.Next(100) < 14 && Today.AddDays(random.Next(4, 36)) is var soon && soon.Year == year && days.All(d => d < Today)) days = [.. days, soon];
        for (var i = 0; i < days.Length; i++) yield return ConferenceOf(commune, year, i + 1, calendar.RollForward(days[i]), new Random(Seed(commune.Slug, year, 10 + i)));
    }

    private DemoConference ConferenceOf(DemoCommune commune, int year, int ordinal, DateOnly day, Random random)
    {
        var id = StableId.Of("conference", commune.Slug, Text(year), Text(ordinal));
        var announced = calendar.Subtract(day, random.Next(18, 26));
        var decided = calendar.Subtract(day, random.Next(8, 14));
        var fate = commune.IsModel ? 0 : random.Next(100);
        var outcome = fate switch
        {
            < 84 => DemoOutcome.Held, < 90 => DemoOutcome.HeldAsIs, < 95 => DemoOutcome.AnsweredInWriting, < 98 => DemoOutcome.Postponed, _ => DemoOutcome.NotHeld,
        };
        var state = announced > Today ? DemoOutcome.Planned : decided > Today ? DemoOutcome.Announced : outcome is DemoOutcome.Held or DemoOutcome.HeldAsIs && day >= Today ? DemoOutcome.Confirmed : outcome;
        var registrations = state switch
        {
            DemoOutcome.Planned or DemoOutcome.Postponed => 0,
            DemoOutcome.Announced => random.Next(3, 14),
            _ => outcome switch { DemoOutcome.Held => random.Next(16, 27), DemoOutcome.HeldAsIs => random.Next(5, 12), DemoOutcome.AnsweredInWriting => random.Next(0, 4), DemoOutcome.NotHeld => random.Next(1, 4), _ => 0 },
        };
        var asked = state switch
        {
            DemoOutcome.Planned or DemoOutcome.Postponed => 0,
            DemoOutcome.Announced => random.Next(1, 6),
            _ => outcome switch { DemoOutcome.Held => random.Next(9, 18), DemoOutcome.HeldAsIs => random.Next(3, 6), DemoOutcome.AnsweredInWriting => random.Next(1, 3), _ => 0 },
        };
        var businesses = Enumerable.Range(0, Math.Max(registrations, asked > 0 ? 3 : 0)).Select(n => BusinessOf(commune, year, ordinal, n, random)).ToList();
        var termStart = state switch { DemoOutcome.Held or DemoOutcome.HeldAsIs => day, DemoOutcome.AnsweredInWriting => decided, _ => (DateOnly?)null };
        var petitions = Enumerable.Range(0, asked).Select(n => PetitionOf(commune, year, ordinal, n, businesses[n % businesses.Count], announced, state == DemoOutcome.Held || state == DemoOutcome.HeldAsIs ? day : null, termStart, random)).ToList();
        var over = state is DemoOutcome.Held or DemoOutcome.HeldAsIs;
        var attending = over ? [.. businesses.Take(registrations).Where(_ => random.Next(100) < 93)] : new List<DemoBusiness>();
        var concluded = over && calendar.Add(day, 3) <= Today;
        DateOnly? reported = null;
        if (termStart is { } start && (random.Next(100) < (year < Today.Year ? 99 : 92) || commune.IsModel) && calendar.Add(start, random.Next(4, 8)) is var on && on <= Today) reported = on;
        return new(id, commune, year, ordinal, day, state, announced, state == DemoOutcome.Planned || state == DemoOutcome.Announced ? null : decided, concluded ? calendar.Add(day, 3) : null, reported,
            [.. businesses.Take(registrations)], attending, petitions);
    }

    private static DemoBusiness BusinessOf(DemoCommune commune, int year, int ordinal, int n, Random random)
    {
        var person = $"{Pick(DemoTexts.FamilyNames, random)} {Pick(DemoTexts.MiddleNames, random)} {Pick(DemoTexts.GivenNames, random)}";
        var (kind, name, title) = random.Next(100) switch
        {
            < 45 => ("Enterprise", $"Công ty TNHH {Pick(DemoTexts.EnterpriseTrades, random)} {Pick(DemoTexts.EnterpriseNames, random)}", "Giám đốc"),
            < 62 => ("Cooperative", $"Hợp tác xã {Pick(DemoTexts.CooperativeNames, random)} {commune.PlaceName} {n + 1}", "Giám đốc hợp tác xã"),
            _ => ("Household", $"Hộ kinh doanh {Pick(DemoTexts.HouseholdTrades, random)} {person.Split(' ')[^1]}", "Chủ hộ"),
        };
        return new(StableId.Of("registration", commune.Slug, Text(year), Text(ordinal), Text(n)), kind, name, kind == "Household" ? "" : TaxCode(random),
            $"Số {random.Next(1, 200)}, {(commune.UnitType == "phuong" ? "đường" : "thôn")} {random.Next(1, 12)}, {commune.Name}", person, title, "09" + random.Next(10_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture));
    }

    private DemoPetition PetitionOf(
        DemoCommune commune, int year, int ordinal, int n, DemoBusiness business, DateOnly announced, DateOnly? held, DateOnly? termStart, Random random)
    {
        var (field, title, text, answer) = DemoTexts.Requests[random.Next(DemoTexts.Requests.Length)];
        var spoken = held is not null && random.Next(100) < 10;
        var received = spoken ? held!.Value : calendar.Add(announced, random.Next(0, 4));
        if (received > Today) received = Today;
        var authority = random.Next(100) switch { < 62 => "own", < 84 => "coordinated", _ => "beyond" };
        var end = DemoEnd.Open;
        DateOnly? done = null;
        if (termStart is { } start)
        {
            var chance = random.Next(100);
            (end, var after) = authority switch
            {
                "beyond" => chance < 78 ? (DemoEnd.Reported, random.Next(2, 7)) : (DemoEnd.Redirected, random.Next(2, 7)),
                "coordinated" => chance < 30 && held is not null ? (DemoEnd.AtConference, 0) : chance < 94 ? (DemoEnd.InWriting, random.Next(6, 14)) : (DemoEnd.InWriting, random.Next(17, 24)),
                _ => chance < 48 && held is not null ? (DemoEnd.AtConference, 0) : chance < 94 ? (DemoEnd.InWriting, random.Next(2, 7)) : (DemoEnd.InWriting, random.Next(9, 15)),
            };
            done = calendar.Add(start, after);
            if (done > Today || (year == Today.Year && random.Next(100) < 4)) (end, done) = (DemoEnd.Open, null);
        }
        DateOnly? directed = null, departmentAnswered = null;
        if (end == DemoEnd.Reported && random.Next(100) < 92 && calendar.Add(done!.Value, random.Next(1, 4)) is var d && d <= Today)
        {
            directed = d;
            if (random.Next(100) < (year < Today.Year ? 97 : 75) && calendar.Add(d, random.Next(100) < 90 ? random.Next(6, 15) : random.Next(17, 26)) is var a && a <= Today) departmentAnswered = a;
        }
        var published = done is not null && end != DemoEnd.Reported && random.Next(100) < 85;
        return new(StableId.Of("petition", commune.Slug, Text(year), Text(ordinal), Text(n)), business, field, title, text, answer, spoken ? "spoken" : random.Next(100) < 60 ? "online" : "paper", received,
            authority, end, done, $"{random.Next(100, 990)}/UBND-KT", Pick(DemoTexts.DelayCauses, random), Pick(DemoTexts.Reasons, random), directed, departmentAnswered, published, random.Next(100) < 55);
    }

    private static string TaxCode(Random random)
    {
        int[] weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];
        while (true)
        {
            var digits = Enumerable.Range(0, 9).Select(i => i == 0 ? 0 : i == 1 ? 2 : random.Next(10)).ToArray();
            var check = 10 - (digits.Select((d, i) => d * weights[i]).Sum() % 11);
            if (check < 10) return string.Concat(digits) + Text(check);
        }
    }

    private DateOnly RollBack(DateOnly day)
    {
        while (!calendar.IsWorkingDay(day)) day = day.AddDays(-1);
        return day;
    }

    private static T Pick<T>(T[] from, Random random) => from[random.Next(from.Length)];

    private static int Seed(string slug, int year, int salt) => BitConverter.ToInt32(StableId.Of("demo", slug, Text(year), Text(salt)).ToByteArray());

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <param name="PlaceName">As in date lines of documents.</param>
public sealed record DemoCommune(Guid Id, string Slug, string Name, string UnitType, string PlaceName)
{
    /// <summary>The two communes whose plans the product is built on: theirs is a good year.</summary>
    public bool IsModel => Slug is "dai-son" or "thien-huong";

    /// <summary>Who signs a model commune's papers: the leader among its demo accounts. Empty for others.</summary>
    public string Leader => Slug switch { "dai-son" => "Đào Văn Soái", "thien-huong" => "Nguyễn Công Diễn", _ => "" };
}

/// <summary>An issued plan. Sent null: not yet.</summary>
public sealed record DemoPlan(Guid Id, DemoCommune Commune, int Year, string Number, DateOnly IssuedOn, DateOnly? SentOn, IReadOnlyList<DateOnly> Days);

/// <summary>How far a conference has come on the legal day.</summary>
public enum DemoOutcome
{
    Planned, Announced, Confirmed, Held, HeldAsIs, AnsweredInWriting, Postponed, NotHeld,
}

/// <param name="Decided">When the leader decided about the conditions; null before.</param>
/// <param name="Concluded">When the conclusion was issued; null before or without one.</param>
/// <param name="Reported">When the result report was sent; null when it was not.</param>
public sealed record DemoConference(
    Guid Id, DemoCommune Commune, int Year, int Ordinal, DateOnly Day, DemoOutcome State, DateOnly Announced, DateOnly? Decided, DateOnly? Concluded, DateOnly? Reported,
    IReadOnlyList<DemoBusiness> Registered, IReadOnlyList<DemoBusiness> Attending, IReadOnlyList<DemoPetition> Petitions);

/// <param name="Id">Of the registration.</param>
/// <param name="Kind">Enterprise, Cooperative or Household.</param>
public sealed record DemoBusiness(Guid Id, string Kind, string Name, string TaxCode, string Address, string Representative, string Title, string Phone);

/// <summary>What became of a petition by the legal day.</summary>
public enum DemoEnd
{
    Open, AtConference, InWriting, Reported, Redirected,
}

/// <param name="Authority">own, coordinated or beyond.</param>
/// <param name="DoneOn">When it was answered, reported to the city, or redirected; null while open.</param>
/// <param name="DelayCause">To be used only when DoneOn turns out to be late.</param>
/// <param name="DirectedOn">When the city office directed it; only for Reported.</param>
/// <param name="DepartmentAnsweredOn">When the department answered; only for Reported.</param>
/// <param name="NamePublic">The petitioner agreed that the unit's name is shown.</param>
public sealed record DemoPetition(
    Guid Id, DemoBusiness Business, string Field, string Title, string Text, string Answer, string Channel, DateOnly ReceivedOn, string Authority, DemoEnd End, DateOnly? DoneOn,
    string Number, string DelayCause, string Why, DateOnly? DirectedOn, DateOnly? DepartmentAnsweredOn, bool Published, bool NamePublic);
