using System.Diagnostics;
using System.Text.RegularExpressions;
using Dialogue.Host;
using Dialogue.Testing;
using RabbitMQ.Client;

namespace Dialogue.Solution.Tests.Observability;

public sealed class MessagesCommandTests(City city)
{
    private const string Kind = "notifications/Tests.Parked/reporting.Nobody";

    [Fact]
    public async Task Parked_messages_are_listed_sent_again_and_given_up_from_a_shell()
    {
        Assert.DoesNotContain(Kind, (await Run("list")).Output, StringComparison.Ordinal); // control
        Assert.Equal(1, (await Run("retry", Kind)).Code);
        for (var i = 0; i < 2; i++)
            await city.Scalar<long>("""
                insert into notifications.outbox (id, tenant_id, for_tenant, message_id, consumer, type, payload, created_at, not_before, attempts, error, parked_at)
                select gen_random_uuid(), id, id, gen_random_uuid(), 'reporting.Nobody', 'Tests.Parked', '{}', now(), now(), 8, 'System.Exception: "0912345678"', now() from notifications.organisations limit 1
                """);

        var list = await Run("list");
        Assert.Matches($@"^2\t[-\dT:]+Z\t{Kind}\tSystem.Exception: …", list.Output);
        Assert.Equal(2, (await Run("drop", Kind)).Code); // a reason is asked for
        var one = (await Run("list", Kind)).Output.Split('\t')[0];
        Assert.Equal((0, "1 messages were given up."), await Run("drop", Kind, "--id", one, "--reason", "Thử nghiệm"));
        Assert.Equal((0, "1 messages are sent again."), await Run("retry", Kind));
        // Nobody here hears of this type, so from now on it waits for a release that does; the other tests wait until nothing does.
        Assert.Equal(1L, await city.Scalar<long>("with gone as (delete from notifications.outbox where type = 'Tests.Parked' and parked_at is null returning 1) select count(*) from gone"));
        Assert.Equal(2L, await city.Scalar<long>("select count(*) from public.message_acts where type = 'Tests.Parked' and person_name like '% (dòng lệnh)'"));
        Assert.Equal(2, (await Run("retry", "everything")).Code);
    }

    [Fact]
    public async Task Who_asks_for_help_or_for_what_is_not_there_is_told_in_a_sentence()
    {
        var help = await Run("--help");
        Assert.Equal(0, help.Code);
        Assert.Contains("messages queues drop QUEUE --reason TEXT", help.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await Run("tidy")).Code);
        foreach (var (relay, broker, words) in new[]
                 {
                     ("", "", "list --data /nowhere"), ("Host=127.0.0.1;Port=1;Username=x;Password=x;Database=x", "", "list"),
                     (city.Databases.Relay, "", "queues --data /nowhere"), (city.Databases.Relay, "rabbit", "queues"), (city.Databases.Relay, "amqp://x:x@127.0.0.1:1/", "queues"),
                 })
        {
            var (code, output) = await Shell.Run(relay, broker, words.Split(' '));
            Assert.True((code, output) == (2, ""), $"{words}: {code} {output}");
        }
    }

    private Task<(int Code, string Output)> Run(params string[] words) => Shell.Run(city.Databases.Relay, "", words);
}

/// <summary>What lies in RabbitMQ's error queues, where a real consumer has put it.</summary>
[Collection(typeof(InManyProcesses))]
public sealed partial class MessagesQueuesCommandTests
{
    private const string Queue = "reporting.KeepPetition";
    private readonly SplitCity city;

    public MessagesQueuesCommandTests(SplitCity city)
    {
        Assert.SkipWhen(SplitCity.Skipped is not null, SplitCity.Skipped ?? "");
        this.city = city;
    }

    [Fact]
    public async Task What_a_queue_of_RabbitMQ_has_refused_is_listed_sent_again_and_given_up_from_a_shell()
    {
        Assert.Equal((0, ""), await Run("queues")); // control
        Assert.Equal((1, "0 messages are sent again."), await Run("queues", "retry", Queue));
        await using (var connection = await new ConnectionFactory { Uri = city.Broker }.CreateConnectionAsync())
        await using (var channel = await connection.CreateChannelAsync())
            for (var i = 0; i < 2; i++) await channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties(), "không đọc được: 0912345678"u8.ToArray());

        await Refused("2");
        Assert.Equal((0, "2 messages are sent again."), await Run("queues", "retry", Queue));
        await Refused("2");
        Assert.Equal(2, (await Run("queues", "drop", Queue)).Code); // a reason is asked for
        Assert.Equal(2, (await Shell.Run(city.Databases.Relay, "amqp://x:x@127.0.0.1:1/", "queues", "retry", Queue)).Code); // nobody listens there
        Assert.Equal((1, "0 messages were given up."), await Run("queues", "drop", "reporting.Nobody", "--reason", "Thử nghiệm"));
        Assert.Equal((0, "2 messages were given up."), await Run("queues", "drop", Queue, "--reason", "Thử nghiệm"));
        Assert.Equal((0, ""), await Run("queues"));
        Assert.Equal("2 dropped, 2 retried", await city.Scalar<string>("""
            select string_agg(format('%s %s', count, act), ', ' order by act) from (
                select count(*), act from public.message_acts where consumer = $1 and person_name like '% (dòng lệnh)' and (act = 'retried' or (payload like 'không đọc được%' and reason = 'Thử nghiệm')) group by act) acts
            """, Queue));
    }

    private async Task Refused(string count)
    {
        var list = await Eventually.Get("the queue's consumer has refused them", () => Run("queues"), l => l.Output.StartsWith($"{count}\t", StringComparison.Ordinal));
        Assert.Matches(Line(), list.Output);
        Assert.DoesNotContain("0912345678", list.Output, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output)> Run(params string[] words) => Shell.Run(city.Databases.Relay, $"{city.Broker}", words);

    [GeneratedRegex($@"^\d+\t{Queue}\t.+$")]
    private static partial Regex Line();
}

/// <summary>The program's command messages, as somebody in a pod calls it.</summary>
internal static class Shell
{
    public static async Task<(int Code, string Output)> Run(string relay, string broker, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(DialogueHost).Assembly.Location, "messages", .. words]) { RedirectStandardOutput = true };
        (start.Environment["DIALOGUE_DATABASE_RELAY"], start.Environment["DIALOGUE_BROKER"]) = (relay, broker);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.Trim());
    }
}
