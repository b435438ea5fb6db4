using System.Diagnostics;
using System.Net;
using System.Net.Mail;
using System.Net.Security;
using System.Text.Json;
using Dialogue.Contracts.Notifications;
using Dialogue.Data.Messaging;
using Dialogue.Postgres;
using Dialogue.Testing;
using Npgsql;

namespace Dialogue.Load;

/// <summary>
/// Ten thousand messages of twenty organisations, from the event in the outbox to the mail server, by three processes of notifications on a PostgreSQL that syncs.
/// Half-way two of them are killed (SIGKILL) and started again. Against the same mails over the same number of connections by a program that does nothing else.
/// </summary>
internal static class MessageBenchmark
{
    private const int Messages = 10_000, Organisations = 20, Processes = 3, Killed = 2, Lanes = 4, Again = 7, Alone = 3_000;
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(1), GiveUp = TimeSpan.FromMinutes(3);

    public static async Task Run(Report report)
    {
        var folder = Directory.CreateDirectory(Path.Combine("/var/tmp", $"dialogue-load-{Environment.ProcessId}-senders")).FullName;
        var senders = new List<Sender>();
        await using var sink = new SmtpSink();
        await using var postgres = await EmbeddedPostgres.Start(new() { DataFolder = folder, EndWithHost = true });
        try
        {
            var database = await Provision.Database(postgres, "senders");
            await using var superuser = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.SuperuserConnectionString) { Database = new NpgsqlConnectionStringBuilder(database.App).Database, Pooling = true }.ConnectionString);
            var authority = Path.Combine(folder, "authority.pem");
            await File.WriteAllTextAsync(authority, TestCertificate.Pem);
            using (var migrate = Host(database, sink, authority, ["migrate", "--empty"]))
            {
                await migrate.WaitForExitAsync();
                if (migrate.ExitCode != 0) throw new InvalidOperationException($"migrate ended with {migrate.ExitCode}.");
            }
            for (var n = 0; n < Processes; n++) senders.Add(Sender.Start(database, sink, authority));
            foreach (var sender in senders) await sender.Ready();
            var organisations = await TheOrganisations(superuser);
            await Publish(superuser, organisations, 0, 500); // until the runtimes have done most of their compiling
            await Until("the first messages are sent", () => Sent(superuser), 500);
            var before = sink.Taken.Count;

            var watch = Stopwatch.StartNew();
            var events = await Publish(superuser, organisations, 500, Messages);
            while (sink.Taken.Count - before < Messages / 2) await Wait(watch, "half of the messages are sent");
            var (half, inFlight) = (watch.Elapsed, sink.Taken.Count - before);
            foreach (var sender in senders.Take(Killed)) sender.Kill();
            senders.RemoveRange(0, Killed);
            for (var n = 0; n < Killed; n++) senders.Add(Sender.Start(database, sink, authority)); // as whatever looks after them would
            await Until("every message is sent", () => Sent(superuser), 500 + Messages);
            var took = watch.Elapsed;
            // Nothing more may come: not from those that were started again, not from a second look of the third.
            await Task.Delay(TimeSpan.FromSeconds(3));
            var taken = sink.Taken.Skip(before).ToList();
            var doubled = taken.Count - taken.Select(m => m.MessageId).Distinct().Count();

            var bare = await Bare(taken[^1], Processes * Lanes);
            report.Takes($"{Messages:N0} messages, {Killed} of {Processes} senders killed in between", took, Most, $"half within {Report.Text(half)}, then killed at {inFlight:N0} and started again; {Messages / took.TotalMinutes:N0} a minute");
            report.Rate("messages, from the event to the mail server", Messages / took.TotalSeconds, "SmtpClient alone, same connections", bare, note: "the pace with the kill in it");
            report.Counts("recipients that got their message", taken.Select(m => m.To).Distinct().Count(), Messages, Messages);
            report.Counts("messages in the mailboxes", taken.Select(m => (m.To, m.MessageId)).Distinct().Count(), Messages, Messages, "a Message-ID counted once, as ADR 13 says");
            report.Counts("handed to the mail server twice", doubled, 0, Killed * Lanes, "under one Message-ID; at most what was between its yes and our commit when the process died");

            // Controls: the check sees a message that goes out twice, and only one whose mark is lost goes out twice.
            await Execute(superuser, $"update notifications.deliveries set state = 'Waiting' where id in (select id from notifications.deliveries order by id desc limit {Again})");
            await Until("what lost its mark is sent again", () => Task.FromResult((long)(sink.Taken.Count - before - taken.Count)), Again);
            var seen = sink.Taken.Skip(before).ToList();
            report.Counts("control: marks taken away, found as doubled", seen.Count - seen.Select(m => m.MessageId).Distinct().Count() - doubled, Again, Again);
            await Write(superuser, events.Take(100));
            await Until("the events told twice are heard", async () => -await Number(superuser, "select count(*) from notifications.outbox"), 0);
            await Task.Delay(TimeSpan.FromSeconds(3));
            report.Counts("control: events told twice, mails of them", sink.Taken.Count - before - seen.Count, 0, 0, "100 events heard again under other message ids");
        }
        finally
        {
            foreach (var sender in senders) sender.Kill();
            await postgres.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }

        Task<long> Sent(NpgsqlDataSource superuser) => Number(superuser, "select count(*) from notifications.deliveries where state = 'Sent'");
    }

    private sealed record Sender(Process Process, Uri Address)
    {
        public static Sender Start(DatabaseConnections database, SmtpSink sink, string authority)
        {
            var port = Product.FreePort();
            return new(Host(database, sink, authority, ["--target", "notifications", "--port", $"{port}", "--empty"]), new($"http://127.0.0.1:{port}"));
        }

        public async Task Ready()
        {
            using var http = new HttpClient { BaseAddress = Address };
            for (var watch = Stopwatch.StartNew(); ; await Wait(watch, "a sender is ready"))
                try
                {
                    using var answer = await http.GetAsync("/health/ready");
                    if (answer.IsSuccessStatusCode) return;
                }
                catch (HttpRequestException) { /* it does not listen yet */ }
        }

        /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
        public void Kill()
        {
            if (!Process.HasExited) Process.Kill();
            Process.WaitForExit();
            Process.Dispose();
        }
    }

    private static Process Host(DatabaseConnections database, SmtpSink sink, string authority, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Product.HostProgram(), .. arguments]);
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["DIALOGUE_DATABASE_OWNER"] = database.Owner, ["DIALOGUE_DATABASE_APP"] = database.App, ["DIALOGUE_DATABASE_RELAY"] = database.Relay, ["DIALOGUE_DATABASE_CITY"] = database.City,
            ["DIALOGUE_BROKER"] = "", ["ASPNETCORE_ENVIRONMENT"] = "Testing", ["DOTNET_gcServer"] = "0", ["SSL_CERT_FILE"] = authority,
            ["Messages__SmtpHost"] = "localhost", ["Messages__SmtpPort"] = $"{sink.Port}", ["Messages__SmtpUser"] = SmtpSink.User, ["Messages__SmtpPassword"] = SmtpSink.Password,
            ["Messages__SmtpFrom"] = "doithoai@haiphong.example", ["Messages__Site"] = "https://doithoai.example.vn", ["Messages__Lanes"] = $"{Lanes}",
        })
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static async Task<List<Guid>> TheOrganisations(NpgsqlDataSource superuser)
    {
        var organisations = new List<Guid>();
        await using var command = superuser.CreateCommand($"select id from notifications.organisations where kind = 'commune' order by slug limit {Organisations}");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) organisations.Add(reader.GetGuid(0));
        return organisations.Count == Organisations ? organisations : throw new InvalidOperationException("The organisations are not there.");
    }

    private sealed record Told(Guid Organisation, string Message);

    /// <summary>As petitions would have told it: rows of the outbox that the processes share.</summary>
    private static async Task<List<Told>> Publish(NpgsqlDataSource superuser, List<Guid> organisations, int from, int count)
    {
        var events = Enumerable.Range(from, count).Select(n => new Told(organisations[n % Organisations], JsonSerializer.Serialize(
            new MessageToPerson(Guid.CreateVersion7(), "petition-received", $"firm{n}@example.vn", "0912345678", "/dai-son/kien-nghi/tra-cuu", new() { ["ma"] = $"KN-{n}" }), MessageDirectory.Json))).ToList();
        await Write(superuser, events);
        return events;
    }

    private static async Task Write(NpgsqlDataSource superuser, IEnumerable<Told> events)
    {
        await using var connection = await superuser.OpenConnectionAsync();
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy notifications.outbox (id, tenant_id, for_tenant, message_id, consumer, type, payload, created_at, not_before, attempts) from stdin (format binary)");
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        foreach (var told in events)
        {
            await copy.StartRowAsync();
            foreach (var id in new[] { Guid.CreateVersion7(), told.Organisation, told.Organisation, Guid.CreateVersion7() }) await copy.WriteAsync(id);
            await copy.WriteAsync("notifications.HearMessageToPerson");
            await copy.WriteAsync(MessageDirectory.NameOf(typeof(MessageToPerson)));
            await copy.WriteAsync(told.Message);
            await copy.WriteAsync(now);
            await copy.WriteAsync(now);
            await copy.WriteAsync(0);
        }
        await copy.CompleteAsync();
    }

    /// <summary>Mails a second that the framework's client hands over when there is nothing to read, to mark or to claim.</summary>
    private static async Task<double> Bare(TakenMail like, int connections)
    {
#pragma warning disable SYSLIB0014 // SmtpClient asks nobody else whom to trust
        ServicePointManager.ServerCertificateValidationCallback = (_, certificate, _, errors) => errors == SslPolicyErrors.None || TestCertificate.IsOurs(certificate);
#pragma warning restore SYSLIB0014
        await using var sink = new SmtpSink();
        var (next, watch) = (0, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var client = new SmtpClient("localhost", sink.Port) { EnableSsl = true, Credentials = new NetworkCredential(SmtpSink.User, SmtpSink.Password) };
            for (int n; (n = Interlocked.Increment(ref next)) <= Alone;)
            {
                using var mail = new MailMessage("doithoai@haiphong.example", $"alone{n}@example.vn", like.Subject, like.Part("text/plain"));
                mail.AlternateViews.Add(new AlternateView(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(like.Part("text/html"))), new System.Net.Mime.ContentType("text/html; charset=utf-8")));
                mail.Headers.Add("Message-ID", $"<{Guid.CreateVersion7():N}@alone>");
                await client.SendMailAsync(mail);
            }
        })));
        return Alone / watch.Elapsed.TotalSeconds;
    }

    private static async Task Until(string what, Func<Task<long>> count, long wanted)
    {
        for (var watch = Stopwatch.StartNew(); await count() < wanted;) await Wait(watch, what);
    }

    private static Task Wait(Stopwatch watch, string what) => watch.Elapsed < GiveUp ? Task.Delay(50) : throw new TimeoutException($"Not within {GiveUp.TotalSeconds:0} s: {what}.");

    private static async Task Execute(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> Number(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
