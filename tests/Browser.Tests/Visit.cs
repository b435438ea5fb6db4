using System.Text.Json;
using Dialogue.Identity;
using Dialogue.Solution.Tests;
using Microsoft.Playwright;

namespace Dialogue.Browser.Tests;

/// <summary>What one person does and sees in one window.</summary>
public sealed class Visit : IAsyncDisposable
{
    private static readonly Lazy<string> Axe = new(() => File.ReadAllText(
        Environment.GetEnvironmentVariable("DIALOGUE_AXE") is { Length: > 0 } path ? path
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache/dialogue/node_modules/axe-core/axe.min.js")));

    private static readonly string Pictures = Directory.CreateDirectory(Path.Combine(Root(), "artifacts/screenshots")).FullName;

    private readonly List<string> complaints = [];

    public Visit(IPage page, int width)
    {
        (Page, Width) = (page, width);
        // An invalid form is answered with 422, which Chromium reports as if it were a mistake of the page.
        page.Console += (_, said) => { if (said.Type == "error" && !said.Text.Contains("status of 422", StringComparison.Ordinal)) complaints.Add(said.Text); };
        page.PageError += (_, error) => complaints.Add(error);
    }

    public IPage Page { get; }

    public int Width { get; private set; }

    /// <summary>The same page in a window of another width.</summary>
    public async Task Widen(int width)
    {
        Width = width;
        await Page.SetViewportSizeAsync(width, Browsers.HeightFor(width));
    }

    public ValueTask DisposeAsync() => new(Page.Context.CloseAsync());

    /// <returns>The status with which the page was answered.</returns>
    public async Task<int> Go(string path) => (await Page.GotoAsync(path))!.Status;

    public async Task SignIn(string user)
    {
        await Go("/dang-nhap?returnUrl=/tai-khoan");
        await Fill("Input.UserName", user);
        await Fill("Input.Password", DemoAccounts.Password);
        await Press("Đăng nhập");
        Assert.Equal(0, await Page.Locator("input[type=password]").CountAsync());
    }

    public Task Fill(string name, string value) => Page.Locator($"[name='{name}']").FillAsync(value);

    public Task Choose(string name, string value) => Page.Locator($"select[name='{name}']").SelectOptionAsync(value);

    public Task Tick(string name, string? value = null) => Page.Locator($"input[name='{name}']:not([type=hidden]){(value is null ? "" : $"[value='{value}']")}").CheckAsync();

    public Task<string> ValueOf(string name) => Page.Locator($"[name='{name}']:not([type=hidden])").First.InputValueAsync();

    /// <summary>Presses a button of the page itself.</summary>
    public Task Press(string button) => Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>What a reader sees in the page's main part.</summary>
    public Task<string> Text() => Page.Locator("main").InnerTextAsync();

    /// <summary>
    /// What holds of every page: a title, one h1, no horizontal scrolling, nothing in the console, and (with script) nothing that axe-core finds
    /// against WCAG 2.1 AA. Leaves a picture in artifacts/screenshots.
    /// </summary>
    public async Task IsGood(string picture, bool script = true)
    {
        Assert.NotEmpty(await Page.TitleAsync());
        Assert.Equal(1, await Page.Locator("h1").CountAsync());
        if (!script) return; // the same page, and axe-core is a script
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{picture}-{Width}.png"), FullPage = true });
        var wide = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(wide <= 0, $"{Page.Url} is {wide} px too wide at {Width} px");
        var found = await Violations();
        Assert.True(found.Count == 0, $"{Page.Url} at {Width} px:\n{string.Join('\n', found)}");
        Assert.Empty(complaints);
    }

    /// <summary>What axe-core has found on the page: rule, what is wrong, where.</summary>
    public async Task<IReadOnlyList<string>> Violations()
    {
        await Page.EvaluateAsync($"() => {{ if (!window.axe) {{ {Axe.Value} }} }}");
        var found = await Page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] })).violations.map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.target.join(' ') + ' ' + (n.any[0]?.message ?? '')).slice(0, 4).join(' | ')}`)");
        return [.. found.EnumerateArray().Select(v => v.GetString()!)];
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dialogue.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the project.");
    }
}
