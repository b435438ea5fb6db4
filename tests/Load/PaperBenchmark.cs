using System.IO.Compression;
using Dialogue.Testing;
using Microsoft.AspNetCore.Builder;
using Npgsql;

namespace Dialogue.Load;

/// <summary>
/// Each kind of paper as a Word file, made from what is stored at the moment an officer asks for it through the gateway; of several the longest that the demo has.
/// Against a bare Kestrel that returns the same bytes.
/// </summary>
internal static class PaperBenchmark
{
    private const string Slug = "dai-son", Department = "so-xay-dung", City = "ubnd-tp";
    private const int Enough = 5, Connections = 8;
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(50);

    /// <param name="User">Who may see it.</param>
    /// <param name="Paths">Where one may lie: not each conference has each paper.</param>
    private sealed record Kind(string Name, string User, IReadOnlyList<string> Paths);

    private sealed record Found(string Name, string Path, byte[] Request, byte[] Bytes);

    public static async Task Run(Product product, Report report)
    {
        var people = new Dictionary<string, WebUser>();
        var (papers, none) = (new List<Found>(), new List<string>());
        foreach (var kind in await Kinds(product))
        {
            if (!people.TryGetValue(kind.User, out var person)) people[kind.User] = person = await product.Person(kind.User);
            if (await Longest(product, person, kind) is { } paper) papers.Add(paper);
            else none.Add(kind.Name);
        }
        if (papers.Count < 10) throw new InvalidOperationException($"Only {papers.Count} kinds of paper were found in the demo data.");

        await using var raw = await RawKestrel.Start(app => app.MapGet("/{n:int}", context =>
        {
            var bytes = papers[int.Parse((string)context.Request.RouteValues["n"]!, System.Globalization.CultureInfo.InvariantCulture)].Bytes;
            context.Response.ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            context.Response.ContentLength = bytes.Length;
            return context.Response.Body.WriteAsync(bytes).AsTask();
        }));
        byte[][] bare = [.. papers.Select((_, n) => Wire.Get(raw.Address, $"/{n}"))], ours = [.. papers.Select(p => p.Request)];
        await Wire.Run(product.Address, n => ours[n % ours.Length], Connections, TimeSpan.FromSeconds(5)); // until the runtime has done most of its compiling
        await Wire.Run(raw.Address, n => bare[n % bare.Length], Connections, TimeSpan.FromSeconds(1));
        foreach (var (paper, n) in papers.Select((p, n) => (p, n)))
        {
            var made = await Wire.Run(product.Address, paper.Request, 1, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(0.3));
            var given = await Wire.Run(raw.Address, bare[n], 1, TimeSpan.FromSeconds(0.3));
            report.Takes(paper.Name, made.Within(0.5), "bare Kestrel", given.Within(0.5), Most, $"median of {made.Ticks.Count}; 99 of 100 within {Report.Text(made.Within(0.99))}; {paper.Bytes.Length / 1024.0:0} KB");
        }
        if (none.Count > 0) report.Says("not measured", string.Join(", ", none), "the demo data have none now");

        var time = TimeSpan.FromSeconds(5);
        var most = await Wire.Run(raw.Address, n => bare[n % bare.Length], Connections, TimeSpan.FromSeconds(2));
        var all = await Wire.Run(product.Address, n => ours[n % ours.Length], Connections, time);
        report.Rate("papers of all these kinds", all.PerSecond, "bare Kestrel, same bytes", most.PerSecond, note: $"{Connections} connections; half within {Report.Text(all.Within(0.5))}, 99 of 100 within {Report.Text(all.Within(0.99))}");
        // The same papers as pages to print stand at the address of the file: without the file's handler, or with “in” after it.
        byte[][] pages = [.. papers.Where(p => p.Path.Contains("handler=Word", StringComparison.Ordinal) || p.Path.Contains("/hoi-nghi/", StringComparison.Ordinal)).Select(p => Wire.Get(product.Address,
            p.Path.Contains("handler=Word", StringComparison.Ordinal) ? p.Path.Replace("?handler=Word", "", StringComparison.Ordinal) : p.Path + "/in", Cookie(p.Request), "text/html"))];
        var printed = await Wire.Run(product.Address, n => pages[n % pages.Length], Connections, time, TimeSpan.FromSeconds(2));
        report.Rate("the same papers as Word", all.PerSecond, "as pages to print", printed.PerSecond, note: $"{Connections} connections");
    }

    private static string Cookie(byte[] request)
    {
        const string Name = "\r\nCookie: ";
        var text = System.Text.Encoding.ASCII.GetString(request);
        var at = text.IndexOf(Name, StringComparison.Ordinal) + Name.Length;
        return text[at..text.IndexOf('\r', at)];
    }

    private static async Task<Found?> Longest(Product product, WebUser person, Kind kind)
    {
        var (longest, found) = ((Path: "", Bytes: Array.Empty<byte>()), 0);
        foreach (var path in kind.Paths)
        {
            using var answer = await person.Http.GetAsync(path);
            if (!answer.IsSuccessStatusCode) continue;
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            using var zip = new ZipArchive(new MemoryStream(bytes)); // a page instead of a paper would not open
            if (zip.GetEntry("word/document.xml") is null) throw new InvalidOperationException($"{path} is no Word file.");
            if (bytes.Length > longest.Bytes.Length) longest = (path, bytes);
            if (++found == Enough) break;
        }
        return found == 0 ? null : new(kind.Name, longest.Path, Wire.Get(product.Address, longest.Path, person.Cookies.GetCookieHeader(product.Address), "*/*"), longest.Bytes);
    }

    private static async Task<List<Kind>> Kinds(Product product)
    {
        await using var superuser = NpgsqlDataSource.Create(product.Database("postgres") + ";Pooling=false");
        const string Here = $"where tenant_id = (select id from petitions.organisations where slug = '{Slug}')", Officer = $"chuyenvien.{Slug}";
        var conferences = await Column("select c.id::text from planning.conferences c " + Here + " order by day desc");
        var plans = await Column("select id::text from planning.plans " + Here + " order by id desc");
        var petitions = await Column("select code from petitions.petitions " + Here + " and status in ('Received', 'Triaged', 'Drafting', 'AwaitingApproval') order by (draft <> '') desc, length(text) desc, id limit 20");
        var drafted = await Column("select code from petitions.petitions " + Here + " and status in ('Drafting', 'AwaitingApproval') and draft <> '' order by length(draft) desc, id limit 20");
        var reports = await Column("select id::text from reporting.result_reports " + Here + " order by id desc");
        var register = await Column("select id::text from records.register " + Here + " and file_id is not null order by id desc limit 5");
        var cases = await Column($"select id::text from escalations.department_cases where tenant_id = (select id from petitions.organisations where slug = '{Department}') order by state = 'Open' desc, id desc limit 40");
        var routed = await Column("select id::text from escalations.city_cases order by state in ('Received', 'Directed') desc, id desc limit 40");

        var kinds = new List<Kind>();
        foreach (var (name, key) in new[]
        {
            ("announcement, with its forms", "announcement"), ("registration form", "registration-form"), ("petition form", "petition-form"), ("agenda", "agenda"), ("attendance", "attendance"), ("minutes", "minutes"),
            ("conclusion", "conclusion"), ("request for postponement", "postponement"), ("estimate of costs", "estimate"), ("settlement of costs", "settlement"),
        })
            kinds.Add(new(name, Officer, [.. conferences.Select(c => $"/{Slug}/can-bo/hoi-nghi/{c}/van-ban/{key}")]));
        kinds.Add(new("plan of the year", Officer, [.. plans.Select(p => $"/{Slug}/can-bo/nam/ke-hoach/{p}/van-ban/plan")]));
        kinds.Add(new("letter with the plan", Officer, [.. plans.Select(p => $"/{Slug}/can-bo/nam/ke-hoach/{p}/van-ban/plan-letter")]));
        kinds.Add(new("summary of petitions", Officer, [.. conferences.Select(c => $"/{Slug}/can-bo/kien-nghi/tong-hop/{c}?handler=Word")]));
        kinds.Add(new("assignment slip", Officer, Petition(petitions, "phieu-chuyen")));
        kinds.Add(new("answer", Officer, Petition(drafted, "tra-loi")));
        kinds.Add(new("redirection", Officer, Petition(petitions, "huong-dan")));
        kinds.Add(new("report beyond authority", Officer, Petition(petitions, "bao-cao")));
        kinds.Add(new("result report, with Phụ lục II", Officer, [.. reports.Select(r => $"/{Slug}/can-bo/bao-cao/{r}/in?handler=Word")]));
        kinds.Add(new("answer of a department", $"chuyenvien.{Department}", [.. cases.Select(c => $"/{Department}/can-bo/vu-viec/{c}/van-ban?handler=Word")]));
        kinds.Add(new("direction of the city", "dieuphoi", [.. routed.Select(c => $"/{City}/can-bo/vu-viec/chuyen/{c}/van-ban?handler=Word")]));
        kinds.Add(new("issued paper, from the register", Officer, [.. register.Select(e => $"/api/{Slug}/papers/{e}/document")]));
        return kinds;

        static List<string> Petition(List<string> codes, string which) => [.. codes.Select(c => $"/{Slug}/can-bo/kien-nghi/{c}/van-ban/{which}?handler=Word")];

        async Task<List<string>> Column(string sql)
        {
            var values = new List<string>();
            await using var command = superuser.CreateCommand(sql);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) values.Add(reader.GetString(0));
            return values;
        }
    }
}
