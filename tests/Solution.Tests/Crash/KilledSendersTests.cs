using System.Diagnostics;
using System.Text.Json;
using Dialogue.Contracts.Notifications;
using Dialogue.Data;
using Dialogue.Data.Messaging;
using Dialogue.Host;
using Dialogue.Testing;
using Npgsql;

namespace Dialogue.Solution.Tests.Crash;

/// <summary>Two processes of notifications work side by side on many messages, and both are killed in the middle, twice. Ten thousand, with the time they take: <c>office messages</c> in tests/Load.</summary>
public sealed class KilledSendersTests(ITestOutputHelper output)
{
    private const int Messages = 3_000, Kills = 2, Processes = 2, Lanes = 4, Organisations = 20;

    [Fact]
    public async Task Thousands_of_messages_are_each_told_and_none_is_lost_or_written_twice_when_both_senders_are_killed()
    {
        await using var postgres = await TestPostgres.Shared();
        var connections = await postgres.CreateDatabase();
        var databases = new DatabaseOptions(connections.Owner, connections.App, connections.Relay, connections.City);
        await using var superuser = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.Server.SuperuserConnectionString) { Database = new NpgsqlConnectionStringBuilder(connections.App).Database }.ConnectionString);
        await using (await DialogueHost.Start(new HostArguments { Command = "migrate", Empty = true, Environment = "Testing", Databases = databases })) { }
        var folder = Directory.CreateTempSubdirectory("dialogue-senders-");
        await using var sink = new SmtpSink();
        var senders = new List<Process>();
        try
        {
            var authority = Path.Combine(folder.FullName, "authority.pem");
            await File.WriteAllTextAsync(authority, TestCertificate.Pem);
            await Publish(superuser);

            var watch = Stopwatch.StartNew();
            senders.AddRange(Start(databases, sink, authority));
            foreach (var after in new[] { Messages / 5, Messages / 2 })
            {
                await Eventually.True($"{after} messages have been sent", () => sink.Taken.Count >= after, within: TimeSpan.FromSeconds(120));
                foreach (var sender in senders) sender.Kill(); // SIGKILL: no handler runs, nothing is flushed
                foreach (var sender in senders) await sender.WaitForExitAsync();
                senders.Clear();
                senders.AddRange(Start(databases, sink, authority));
            }
            await Eventually.True("every message has been sent", async () => await Number(superuser, "select count(*) from notifications.deliveries where state = 'Sent'") == Messages, within: TimeSpan.FromSeconds(180));
            output.WriteLine($"{Messages} messages in {watch.Elapsed.TotalSeconds:0.0} s with {Kills} kills of {Processes} processes; {sink.Doubled} came twice under the same Message-ID.");
        }
        finally
        {
            foreach (var sender in senders.Where(s => !s.HasExited)) sender.Kill();
            folder.Delete(recursive: true);
        }

        Assert.Equal(Messages, await Number(superuser, "select count(*) from notifications.deliveries"));
        Assert.Equal(0, await Number(superuser, "select count(*) from notifications.outbox"));
        // Nobody was left out, and a mailbox that knows Message-IDs shows each message once.
        Assert.Equal(Messages, sink.Taken.Select(m => m.To).Distinct().Count());
        Assert.Equal(Messages, sink.Taken.Select(m => m.MessageId).Distinct().Count());
        Assert.All(sink.Taken.GroupBy(m => m.MessageId), same => Assert.Single(same.Select(m => m.To).Distinct()));
        // Between the server's yes and the mark lies one message of each lane, at each kill.
        Assert.InRange(sink.Doubled, 0, Kills * Processes * Lanes);
    }

    [Fact]
    public async Task A_message_that_is_sent_before_it_is_marked_at_all_would_be_doubled_and_counted()
    {
        // The control: the sink counts by Message-ID, and says so when one comes twice.
        await using var sink = new SmtpSink();
#pragma warning disable SYSLIB0014 // SmtpClient asks nobody else whom to trust
        System.Net.ServicePointManager.ServerCertificateValidationCallback = (_, certificate, _, errors) => errors == System.Net.Security.SslPolicyErrors.None || TestCertificate.IsOurs(certificate);
#pragma warning restore SYSLIB0014
        using var client = new System.Net.Mail.SmtpClient("localhost", sink.Port) { EnableSsl = true, Credentials = new System.Net.NetworkCredential(SmtpSink.User, SmtpSink.Password) };
        foreach (var id in new[] { "<1@x>", "<2@x>", "<1@x>" })
        {
            using var mail = new System.Net.Mail.MailMessage("a@x.example", "b@x.example", "s", "b");
            mail.Headers.Add("Message-ID", id);
            await client.SendMailAsync(mail);
        }
        Assert.Equal((3, 1), (sink.Taken.Count, sink.Doubled));
    }

    /// <summary>As petitions would have told it: rows of the outbox that the processes share, of many organisations.</summary>
    private static async Task Publish(NpgsqlDataSource superuser)
    {
        var organisations = new List<Guid>();
        await using (var command = superuser.CreateCommand($"select id from notifications.organisations where kind = 'commune' order by slug limit {Organisations}"))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) organisations.Add(reader.GetGuid(0));
        Assert.Equal(Organisations, organisations.Count);

        await using var connection = await superuser.OpenConnectionAsync();
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy notifications.outbox (id, tenant_id, for_tenant, message_id, consumer, type, payload, created_at, not_before, attempts) from stdin (format binary)");
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        for (var i = 0; i < Messages; i++)
        {
            var organisation = organisations[i % Organisations];
            var message = new MessageToPerson(Guid.CreateVersion7(), "petition-received", $"firm{i}@example.vn", "0912345678", "/dai-son/kien-nghi/tra-cuu", new() { ["ma"] = $"KN-{i}" });
            await copy.StartRowAsync();
            foreach (var id in new[] { Guid.CreateVersion7(), organisation, organisation, Guid.CreateVersion7() }) await copy.WriteAsync(id);
            await copy.WriteAsync("notifications.HearMessageToPerson");
            await copy.WriteAsync(MessageDirectory.NameOf(typeof(MessageToPerson)));
            await copy.WriteAsync(JsonSerializer.Serialize(message, MessageDirectory.Json));
            await copy.WriteAsync(now);
            await copy.WriteAsync(now);
            await copy.WriteAsync(0);
        }
        await copy.CompleteAsync();
    }

    private static IEnumerable<Process> Start(DatabaseOptions databases, SmtpSink sink, string authority)
    {
        for (var n = 0; n < Processes; n++)
        {
            var start = new ProcessStartInfo("dotnet", [typeof(DialogueHost).Assembly.Location, "--target", "notifications", "--port", "0", "--empty"]);
            var environment = new Dictionary<string, string>
            {
                ["DIALOGUE_DATABASE_OWNER"] = "", ["DIALOGUE_DATABASE_APP"] = databases.App, ["DIALOGUE_DATABASE_RELAY"] = databases.Relay, ["DIALOGUE_DATABASE_CITY"] = databases.City,
                ["DIALOGUE_BROKER"] = "", ["ASPNETCORE_ENVIRONMENT"] = "Testing", ["DOTNET_gcServer"] = "0", ["SSL_CERT_FILE"] = authority,
                ["Messages__SmtpHost"] = "localhost", ["Messages__SmtpPort"] = $"{sink.Port}", ["Messages__SmtpUser"] = SmtpSink.User, ["Messages__SmtpPassword"] = SmtpSink.Password,
                ["Messages__SmtpFrom"] = "doithoai@haiphong.example", ["Messages__Site"] = "https://doithoai.example.vn", ["Messages__Lanes"] = $"{Lanes}",
            };
            foreach (var (name, value) in environment) start.Environment[name] = value;
            yield return Process.Start(start)!;
        }
    }

    private static async Task<long> Number(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
