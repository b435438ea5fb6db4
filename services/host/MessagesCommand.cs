using System.Globalization;
using Dialogue.Data;
using Dialogue.Hosting.Bus;
using Dialogue.Hosting.Telemetry;
using Dialogue.Postgres;
using Dialogue.RabbitMq;
using Npgsql;

namespace Dialogue.Host;

/// <summary>The administrator's decisions on parked messages, from a shell: the same that the page <c>/he-thong</c> offers, recorded alike.</summary>
internal static class MessagesCommand
{
    private const string Help = """
        Dialogue.Host messages list                                  kinds of parked messages: how many, since when, last error
        Dialogue.Host messages list KIND                             each message of a kind
        Dialogue.Host messages retry all|KIND [--id ID]              sends them again
        Dialogue.Host messages drop KIND [--id ID] --reason TEXT     gives them up; they are kept in public.message_acts
        Dialogue.Host messages queues                                error queues of RabbitMQ: how many messages each, last error
        Dialogue.Host messages queues retry QUEUE                    gives them to their consumer once more
        Dialogue.Host messages queues drop QUEUE --reason TEXT       gives them up; they are kept in public.message_acts
        KIND is service/type/consumer, as list prints it. --data FOLDER: of the embedded PostgreSQL (default .data), which must be running.
        Environment: DIALOGUE_DATABASE_RELAY and, for queues, DIALOGUE_BROKER instead of it.
        """;

    /// <returns>0: done; 1: there was nothing of the kind; 2: not understood, or no database or broker.</returns>
    public static async Task<int> Run(string[] args)
    {
        if (args is ["help"] || args.Contains("--help")) return Say(Help, 0);
        try
        {
            var (words, options) = Read(args);
            if (words is []) return Say(Help, 2);
            if (await Relay(options.GetValueOrDefault("--data", ".data")) is not { } relay) return Say("No PostgreSQL runs there: name its folder with --data, or set DIALOGUE_DATABASE_RELAY.", 2);
            await using var databases = new Databases(new DatabaseOptions(Owner: "", App: relay, Relay: relay, City: relay)); // one role is all this needs
            var parked = new ParkedMessages(databases, new Outboxes(databases));
            Guid? id = options.TryGetValue("--id", out var text) ? Guid.TryParse(text, out var given) ? given : throw new ArgumentException("--id takes the id of a message.") : null;
            var person = $"{Environment.UserName} (dòng lệnh)";
            if (words is ["queues", ..])
                return await Broker(options.GetValueOrDefault("--data", ".data")) is { } broker ? await Queues(new(databases, new(broker)), words, options, person)
                    : Say("No RabbitMQ runs there: name its folder with --data, or set DIALOGUE_BROKER.", 2);
            switch (words)
            {
                case ["list"]:
                    foreach (var kind in await parked.Kinds()) Console.WriteLine($"{kind.Count}\t{Instant(kind.Since)}\t{Name(kind.Kind)}\t{kind.Error}");
                    return 0;
                case ["list", var kind]:
                    var messages = await parked.Of(Kind(kind), id, 1000);
                    foreach (var m in messages) Console.WriteLine($"{m.Id}\t{Instant(m.ParkedAt)}\t{m.Tenant}\t{m.Error}");
                    return messages.Count == 0 ? 1 : 0;
                case ["retry", "all"]:
                    var all = 0;
                    foreach (var kind in await parked.Kinds()) all += await parked.Retry(kind.Kind, null, null, person);
                    return Say($"{all} messages are sent again.", all == 0 ? 1 : 0);
                case ["retry", var kind]:
                    var retried = await parked.Retry(Kind(kind), id, null, person);
                    return Say($"{retried} messages are sent again.", retried == 0 ? 1 : 0);
                case ["drop", var kind]:
                    if (options.GetValueOrDefault("--reason") is not { Length: > 0 } reason) throw new ArgumentException("drop needs a --reason.");
                    var dropped = await parked.Drop(Kind(kind), id, null, person, reason);
                    return Say($"{dropped} messages were given up.", dropped == 0 ? 1 : 0);
                default:
                    return Say(Help, 2);
            }
        }
        catch (ArgumentException e)
        {
            return Say(e.Message, 2);
        }
        catch (NpgsqlException e)
        {
            return Say($"PostgreSQL does not answer: {e.Message}", 2);
        }
        catch (Exception e) when (ErrorQueues.IsAway(e))
        {
            return Say($"RabbitMQ does not answer: {e.Message}", 2);
        }
    }

    private static async Task<int> Queues(ErrorQueues queues, List<string> words, Dictionary<string, string> options, string person)
    {
        switch (words)
        {
            case ["queues"]:
                if (await queues.All() is not { } all) return Say("RabbitMQ does not answer.", 2);
                foreach (var queue in all) Console.WriteLine($"{queue.Count}\t{queue.Queue}\t{queue.Error}");
                return 0;
            case ["queues", "retry", var queue]:
                var retried = await queues.Retry(queue, null, person);
                return Say($"{retried} messages are sent again.", retried == 0 ? 1 : 0);
            case ["queues", "drop", var queue]:
                if (options.GetValueOrDefault("--reason") is not { Length: > 0 } reason) throw new ArgumentException("drop needs a --reason.");
                var dropped = await queues.Drop(queue, null, person, reason);
                return Say($"{dropped} messages were given up.", dropped == 0 ? 1 : 0);
            default:
                return Say(Help, 2);
        }
    }

    private static async Task<Uri?> Broker(string folder) => HostArguments.GivenBroker() ?? (Directory.Exists(folder) ? EmbeddedRabbitMq.ToRunning(Path.Combine(await EmbeddedPostgres.FolderFor(Path.GetFullPath(folder)), "rabbitmq")) : null);

    private static async Task<string?> Relay(string folder) => Environment.GetEnvironmentVariable("DIALOGUE_DATABASE_RELAY") is { Length: > 0 } given ? given
        : Directory.Exists(folder) ? EmbeddedPostgres.ToRunning(await EmbeddedPostgres.FolderFor(Path.GetFullPath(folder)), "dialogue_relay") : null;

    private static (List<string> Words, Dictionary<string, string> Options) Read(string[] args)
    {
        var (words, options) = (new List<string>(), new Dictionary<string, string>());
        for (var i = 0; i < args.Length; i++)
            if (args[i] is "--id" or "--reason" or "--data") options[args[i]] = i + 1 < args.Length ? args[++i] : throw new ArgumentException($"{args[i]} needs a value.");
            else if (args[i].StartsWith("--", StringComparison.Ordinal)) throw new ArgumentException($"{args[i]} is not known; see messages --help.");
            else words.Add(args[i]);
        return (words, options);
    }

    private static MessageKind Kind(string name) => name.Split('/') is [var schema, var type, var consumer] ? new(schema, type, consumer)
        : throw new ArgumentException($"{name} is no kind of message; they look like petitions/Petitions.PetitionChanged/reporting.KeepPetition.");

    private static string Name(MessageKind kind) => $"{kind.Schema}/{kind.Type}/{kind.Consumer}";

    private static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static int Say(string text, int code)
    {
        (code == 2 ? Console.Error : Console.Out).WriteLine(text);
        return code;
    }
}
