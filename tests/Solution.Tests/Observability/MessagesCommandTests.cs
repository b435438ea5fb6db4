using System.Diagnostics;
using Dialogue.Host;

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

    private async Task<(int Code, string Output)> Run(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(DialogueHost).Assembly.Location, "messages", .. words]) { RedirectStandardOutput = true };
        start.Environment["DIALOGUE_DATABASE_RELAY"] = city.Databases.Relay;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.Trim());
    }
}
