using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Dialogue.Identity;
using Dialogue.Testing;

namespace Dialogue.Faults.Tests;

/// <summary>What clients were told. Whatever stands here must be in the database, once.</summary>
public sealed class Ledger
{
    /// <summary>Code of each petition by the key under which it was filed.</summary>
    public ConcurrentDictionary<Guid, string> Petitions { get; } = [];

    /// <summary>Keys of registrations.</summary>
    public ConcurrentDictionary<Guid, string> Registrations { get; } = [];

    /// <summary>Codes of petitions reported to the city.</summary>
    public ConcurrentDictionary<string, bool> Reported { get; } = [];

    /// <summary>Cases of the city that were directed to a department.</summary>
    public ConcurrentDictionary<Guid, bool> Directed { get; } = [];

    /// <summary>Requests that got no answer, or a 5xx, and were sent again with the same key.</summary>
    public int Retried;

    public int Accepted => Petitions.Count + Registrations.Count + Reported.Count + Directed.Count;
}

/// <summary>
/// Mixed work through the gateway: businesses of three communes file petitions, others register, an officer triages and reports petitions to the
/// city, the coordinator directs them to a department. Nobody gives up: what was not answered is sent again, with the same key, until it is.
/// </summary>
public sealed class Work : IAsyncDisposable
{
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(10), Pause = TimeSpan.FromMilliseconds(100);
    private static readonly string[] Communes = ["dai-son", "thien-huong", "le-chan"];

    private readonly Uri address;
    private readonly Ledger ledger;
    private readonly Guid conference;
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentQueue<string> toReport = [];
    private readonly Task[] all;
    private static int numbers;

    public Work(Uri address, Ledger ledger, Guid conference)
    {
        (this.address, this.ledger, this.conference) = (address, ledger, conference);
        all = [.. Communes.Select(c => Task.Run(() => File(c))), Task.Run(Register), Task.Run(Report), Task.Run(Direct)];
    }

    /// <summary>Ends the work; what is under way is carried to its end first.</summary>
    /// <exception cref="InvalidOperationException">A request was refused for what it asked.</exception>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await Task.WhenAll(all);
        ending.Dispose();
    }

    private async Task File(string commune)
    {
        using var client = new HttpClient { BaseAddress = address, Timeout = Answer };
        for (var n = 0; !ending.IsCancellationRequested; n++)
        {
            var (key, no) = (Guid.CreateVersion7(), Interlocked.Increment(ref numbers));
            var code = (await Insist(() => client.PostAsJsonAsync($"/api/{commune}/petitions", new
            {
                key = key.ToString(), kind = "Enterprise", name = $"Công ty {no}", representative = "Nguyễn Văn A", title = "Giám đốc", phone = Phone(no), consent = true,
                text = $"Kiến nghị số {no} của {commune}", field = "dat-dai", outsideConference = true,
            }))).GetProperty("code").GetString()!;
            ledger.Petitions[key] = code;
            if (commune == "dai-son" && n % 2 == 0 && toReport.Count < 5) toReport.Enqueue(code);
            await Task.Delay(Pause);
        }
    }

    private async Task Register()
    {
        using var client = new HttpClient { BaseAddress = address, Timeout = Answer };
        while (!ending.IsCancellationRequested)
        {
            var (key, no) = (Guid.CreateVersion7(), Interlocked.Increment(ref numbers));
            var receipt = await Insist(() => client.PostAsJsonAsync($"/api/dai-son/conferences/{conference}/registrations", new
            {
                key, kind = "Enterprise", name = $"Đơn vị {no}", address = "Thôn 1", participants = 1, representative = "Nguyễn Văn B", title = "Giám đốc", phone = Phone(no), consent = true,
            }));
            ledger.Registrations[key] = receipt.GetProperty("code").GetString()!;
            await Task.Delay(Pause);
        }
    }

    private async Task Report()
    {
        var officer = new Person(this, "chuyenvien.dai-son");
        while (!ending.IsCancellationRequested)
        {
            if (!toReport.TryDequeue(out var code))
            {
                await Task.Delay(Pause);
                continue;
            }
            var at = $"/api/dai-son/petitions/{code}";
            await officer.Do(HttpMethod.Post, $"{at}/triage", new { field = "dat-dai", authority = "Beyond", title = $"Việc {code}" }, Done);
            try
            {
                var day = await LegalDay();
                // One report names many petitions, all on its own day.
                await officer.Do(HttpMethod.Post, $"{at}/report", new { number = $"{day[5..].Replace("-", "", StringComparison.Ordinal)}/BC-UBND", date = day, why = "Thuộc thẩm quyền của thành phố" }, Done);
            }
            catch (RefusedException e) when (e.Message.Contains("urn:dialogue:date-", StringComparison.Ordinal))
            {
                continue; // a clock that steps over midnight puts a petition's receipt after the day of its report
            }
            ledger.Reported[code] = true;

            async Task<bool> Done() => (await officer.Do(HttpMethod.Get, at, null, null)).GetProperty("reportNumber").GetString() is { Length: > 0 };
        }
    }

    private async Task Direct()
    {
        var coordinator = new Person(this, "dieuphoi");
        var department = (await coordinator.Do(HttpMethod.Get, "/api/organisations/so-xay-dung", null, null)).GetProperty("id").GetGuid();
        while (!ending.IsCancellationRequested)
        {
            var waiting = (await coordinator.Do(HttpMethod.Get, "/api/ubnd-tp/cases?state=cho-chuyen", null, null)).GetProperty("items").EnumerateArray().Take(3).Select(c => c.GetProperty("id").GetGuid());
            foreach (var id in waiting)
            {
                await coordinator.Do(HttpMethod.Post, $"/api/ubnd-tp/cases/{id}/direct", new { department, instruction = "Xem xét, trả lời doanh nghiệp." },
                    async () => (await coordinator.Do(HttpMethod.Get, $"/api/ubnd-tp/cases/{id}", null, null)).GetProperty("state").GetString() == "Directed");
                ledger.Directed[id] = true;
            }
            await Task.Delay(2 * Pause);
        }
    }

    /// <summary>Which day the gateway believes it is.</summary>
    private async Task<string> LegalDay()
    {
        using var client = new HttpClient { BaseAddress = address, Timeout = Answer };
        while (true)
        {
            try
            {
                var said = await client.GetStringAsync("/health/ready");
                return said[^10..];
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException) { /* no answer */ }
            await Task.Delay(Pause);
        }
    }

    /// <summary>Sends again what got no answer or a 5xx, until there is one.</summary>
    private async Task<JsonElement> Insist(Func<Task<HttpResponseMessage>> send)
    {
        while (true)
        {
            try
            {
                using var answer = await send();
                var text = await answer.Content.ReadAsStringAsync();
                if (answer.IsSuccessStatusCode) return JsonDocument.Parse(text).RootElement.Clone();
                if ((int)answer.StatusCode < 500) throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri}: {(int)answer.StatusCode} {text}");
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException) { /* no answer: nobody knows whether it was done */ }
            Interlocked.Increment(ref ledger.Retried);
            await Task.Delay(Pause);
        }
    }

    /// <summary>Somebody who signs in again when the session is gone.</summary>
    private sealed class Person(Work work, string user)
    {
        private WebUser? browser;

        /// <param name="done">Whether the thing is done already: asked when it is refused after a try that got no answer. Null: it may be done any number of times.</param>
        public async Task<JsonElement> Do(HttpMethod method, string path, object? body, Func<Task<bool>>? done)
        {
            for (var tries = 0; ; tries++)
            {
                try
                {
                    browser ??= await WebUser.SignIn(work.address, user, DemoAccounts.Password).WaitAsync(3 * Answer);
                    using var answer = await browser.Send(method, path, body).WaitAsync(Answer);
                    var text = await answer.Content.ReadAsStringAsync();
                    if (answer.IsSuccessStatusCode) return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone();
                    if ((int)answer.StatusCode is 401 or (>= 300 and < 400)) browser = null;
                    else if ((int)answer.StatusCode < 500 && (done is null || tries == 0)) throw new RefusedException($"{path}: {(int)answer.StatusCode} {text}");
                    else if ((int)answer.StatusCode < 500) return await done!() ? default : throw new RefusedException($"{path}: {(int)answer.StatusCode} {text}");
                }
                catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException or TimeoutException) { /* no answer */ }
                catch (Exception e) when (e is InvalidOperationException and not RefusedException) { browser = null; /* the sign-in met the fault */ }
                Interlocked.Increment(ref work.ledger.Retried);
                await Task.Delay(Pause);
            }
        }
    }

    private sealed class RefusedException(string message) : InvalidOperationException(message);

    private static string Phone(int no) => string.Create(CultureInfo.InvariantCulture, $"09{no:00000000}");
}
