using System.Collections.Concurrent;
using Dialogue.Contracts.Records;
using Dialogue.Data.Messaging;
using Dialogue.Data.Numbers;
using Dialogue.Documents;
using Dialogue.Escalations;
using Dialogue.Hosting;
using Dialogue.Hosting.Demo;
using Dialogue.Hosting.Tenancy;
using Dialogue.Identity;
using Dialogue.Kernel;
using Dialogue.Notifications;
using Dialogue.Petitions;
using Dialogue.Planning;
using Dialogue.Records;
using Dialogue.Reporting;
using Dialogue.Solution.Tests;
using Dialogue.Solution.Tests.Journeys;
using Dialogue.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Dialogue.Browser.Tests;

/// <summary>The tests that share one city of four communes and one Chromium.</summary>
[CollectionDefinition(Name)]
public sealed class Together : ICollectionFixture<Browsers>
{
    public const string Name = "browsers";
}

/// <summary>One Chromium, and four communes on 1/10/2026: one announces, one is about to meet, the others have answered or owe answers.</summary>
public sealed class Browsers(City city) : IAsyncLifetime
{
    private static readonly string[] Communes = ["dai-son", "thien-huong", "cat-hai", "le-chan"];
    private readonly ConcurrentDictionary<string, string> sessions = [];
    private IPlaywright? playwright;
    private IBrowser? chromium;

    /// <summary>Why there is no browser; null when there is one.</summary>
    public static string? Missing { get; } = Environment.GetEnvironmentVariable("DIALOGUE_SKIP_BROWSER") is { Length: > 0 } reason ? reason : null;

    public City City => city;

    /// <summary>A conference of Thiên Hương that takes registrations and petitions.</summary>
    public Guid Open { get; private set; }

    internal Journey ThienHuong { get; } = new(city, "thien-huong");

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null) return;
        await Seed();
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("DIALOGUE_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null) await chromium.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>A window of its own, with no cookie.</summary>
    /// <param name="width">In CSS pixels.</param>
    /// <param name="script">False: JavaScript is off.</param>
    public Task<Visit> Anybody(int width, bool script = true) => Window(width, script, session: null);

    /// <summary>A window of somebody who has signed in on the sign-in page; at the first time, this does it.</summary>
    public async Task<Visit> SignedIn(string user, int width)
    {
        if (!sessions.TryGetValue(user, out var session))
        {
            await using var door = await Window(1280, script: true, session: null);
            await door.SignIn(user);
            sessions[user] = session = await door.Page.Context.StorageStateAsync();
        }
        return await Window(width, script: true, session);
    }

    /// <summary>Of a window so wide: a telephone or a desk.</summary>
    public static int HeightFor(int width) => width < 600 ? 844 : 900;

    private async Task<Visit> Window(int width, bool script, string? session)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var context = await chromium!.NewContextAsync(new()
        {
            BaseURL = city.Address.ToString(), ViewportSize = new() { Width = width, Height = HeightFor(width) }, JavaScriptEnabled = script, StorageState = session, Locale = "vi-VN", ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        return new(await context.NewPageAsync(), width);
    }

    private async Task Seed()
    {
        city.Clock.SetDay(new(2026, 10, 1));
        var organisations = await city.Host.Services.GetRequiredService<OrganisationDirectory>().All(CancellationToken.None);
        var script = new DemoScript(city.Clock.Today, TestCalendar.Working, organisations.Where(o => Communes.Contains(o.Slug)).Select(o => new DemoCommune(o.Id, o.Slug, o.Name, o.UnitType, o.PlaceName)));
        foreach (IServiceModule module in new IServiceModule[] { new PlanningModule(), new EscalationsModule(), new PetitionsModule(), new EscalationsModule(), new ReportingModule(), new RecordsModule(), new NotificationsModule() })
        {
            await module.SeedDemo(city.Host.Services, script, CancellationToken.None);
            await city.Settled();
        }
        await Papers();
        Open = await ThienHuong.Conference("2026-11-20", "Theo đề nghị của Hội doanh nghiệp.");
        await ThienHuong.Announce(Open, "77/TB-UBND");
    }

    /// <summary>Documents that Thiên Hương has issued, one of them twice, so that its registers are longer than a page.</summary>
    private async Task Papers()
    {
        var organisation = (await city.Host.Services.GetRequiredService<OrganisationDirectory>().BySlug("thien-huong", CancellationToken.None))!;
        await using var scope = city.Host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(organisation.Tenant, organisation.Slug, organisation.Name, organisation.Capabilities);
        var db = scope.ServiceProvider.GetRequiredService<RecordsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var (first, last) = ((Guid?)null, 0);
        for (var i = 1; i <= 24; i++)
        {
            var kind = i % 6 == 0 ? PaperKinds.Announcement : PaperKinds.Answer;
            var (id, day) = (Guid.CreateVersion7(), new DateOnly(2026, 9, i));
            var number = await db.TakeNumber(kind.Series, kind.IsLetter ? "UBND-KT" : "TB-UBND", i == 17 ? $"{last + 5}/UBND-KT" : null, kind.Key, id, day);
            var paper = new Paper
            {
                Kind = kind, Issuer = Issuer.Of(organisation.Name), Number = number.Figures, Symbol = number.Symbol, PlaceName = organisation.PlaceName, Date = day,
                Subject = i == 24 ? "đính chính công văn trả lời kiến nghị về giấy phép xây dựng" : $"trả lời kiến nghị về cấp giấy phép xây dựng nhà xưởng, hồ sơ {i}", To = ["Hợp tác xã Nông nghiệp Thiên Hương"],
                Body = [new Paragraph("Ủy ban nhân dân phường trả lời kiến nghị của đơn vị như sau."), new Paragraph("Hồ sơ đã đủ, giấy phép được cấp trong 07 ngày làm việc.")],
                Recipients = ["Như trên", "Sở Tài chính", "Lưu: VT, KT"], Signatures = [new(["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "Nguyễn Công Diễn")],
            };
            var docx = Docx.Write(paper);
            db.Publish(new PaperIssued(id, 1, organisation.Id, organisation.Name, kind.Key, number.Text, number.Series, number.Number, day, paper.Subject, "Nguyễn Công Diễn", "CHỦ TỊCH", "Lưu Thị Vân",
                $"/{organisation.Slug}/can-bo/kien-nghi", i == 24 ? first : null, System.Text.Json.JsonSerializer.Serialize(paper, MessageDirectory.Json), docx,
                Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(docx)), []));
            first ??= id;
            if (kind.IsLetter) last = number.Number;
        }
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        await city.Settled();
    }
}
