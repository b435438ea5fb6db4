using System.Globalization;
using Dialogue.Data;
using Dialogue.Hosting;

namespace Dialogue.Host;

/// <summary>What was asked for on the command line and in the environment. See <see cref="Help"/>.</summary>
public sealed record HostArguments
{
    public const string Help = """
        Dialogue.Host [migrate|republish] [options]
        Dialogue.Host messages list|retry|drop|queues …   what no consumer would take (messages --help)
          --target all|gateway|<service>[,<service>…]   what this process runs (default all)
          --port N             where the gateway (without it, the services) listens (default 8080; 0: a free one)
          --address A          localhost (default) or any
          --data FOLDER        where the embedded PostgreSQL keeps its data (default .data)
          --empty              no demo data and no demo accounts
          --demo-date D        the legal day of a training installation, yyyy-MM-dd
          --split              gateway and each service as processes of their own, over an embedded PostgreSQL and RabbitMQ
          --replicas N         so many of each with --split (default 1, most 4); the second gateway listens on the next port
        Environment: DIALOGUE_DATABASE_OWNER, _APP, _RELAY, _CITY (connection strings; they switch the embedded PostgreSQL off),
          ASPNETCORE_ENVIRONMENT (Production refuses demo data and --demo-date);
          for processes of their own: DIALOGUE_BROKER (amqp://user:password@host:5672/), DIALOGUE_SERVICES (http://dialogue-{service}:8080, or
          identity=http://a:1|http://b:2,planning=…; several addresses are replicas), DIALOGUE_ISSUER (default https://dialogue.local),
          DIALOGUE_HOSTS (the domain of organisations' own hosts), DIALOGUE_LOG (least level of log lines), DIALOGUE_RATE_LIMIT (off), DIALOGUE_SUPERVISOR (set by --split: ends with its input).
        Only migrate, all and --split need the owner's connection; the first migrate also founds the installation (organisations, calendar).
        """;

    public string Command { get; init; } = "run";
    public IReadOnlyList<string> Targets { get; init; } = ["all"];
    public int Port { get; init; } = 8080;
    public bool AnyAddress { get; init; }
    public string DataFolder { get; init; } = ".data";
    public bool Empty { get; init; }
    public DateOnly? DemoDate { get; init; }

    /// <summary>This process only looks after those that it starts.</summary>
    public bool Split { get; init; }

    public int Replicas { get; init; } = 1;

    /// <summary>Carries messages between processes; null: they are delivered in this one.</summary>
    public Uri? Broker { get; init; }

    /// <summary>Where the services are that do not run in this process.</summary>
    public ServiceAddresses Services { get; init; } = ServiceAddresses.None;

    /// <summary>The issuer that tokens name.</summary>
    public string Issuer { get; init; } = "https://dialogue.local";

    /// <summary>The city's domain, for organisations' own hosts; empty: none.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Training unless ASPNETCORE_ENVIRONMENT says otherwise: what starts by hand on a laptop is no production.</summary>
    public string Environment { get; init; } = "Training";

    /// <summary>An outside database, given by the caller instead of the environment.</summary>
    public DatabaseOptions? Databases { get; init; }

    /// <summary>Off in tests and benchmarks.</summary>
    public bool RateLimit { get; init; } = true;

    /// <summary>Least level of log lines: Information, Warning, …</summary>
    public string LogLevel { get; init; } = "Warning";

    public bool IsProduction => string.Equals(Environment, "Production", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="ArgumentException">Says in one sentence what is wrong.</exception>
    public static HostArguments Parse(string[] args)
    {
        var a = new HostArguments
        {
            Environment = System.Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? "Training",
            LogLevel = System.Environment.GetEnvironmentVariable("DIALOGUE_LOG") ?? "Warning",
            RateLimit = System.Environment.GetEnvironmentVariable("DIALOGUE_RATE_LIMIT") != "off",
            Broker = GivenBroker(),
            Services = Given("DIALOGUE_SERVICES") is { } services ? ServiceAddresses.Parse(services) : ServiceAddresses.None,
            Issuer = Given("DIALOGUE_ISSUER") ?? "https://dialogue.local",
            Domain = Given("DIALOGUE_HOSTS") ?? "",
        };
        for (var i = 0; i < args.Length; i++)
        {
            string Value() => ++i < args.Length ? args[i] : throw new ArgumentException($"{args[i - 1]} needs a value.");
            a = args[i] switch
            {
                "run" or "migrate" or "republish" when i == 0 => a with { Command = args[i] },
                "--target" => a with { Targets = Value().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
                "--port" => a with { Port = int.TryParse(Value(), CultureInfo.InvariantCulture, out var port) && port is >= 0 and <= 65535 ? port : throw new ArgumentException("--port takes a number from 0 to 65535.") },
                "--address" => a with { AnyAddress = Value() switch { "any" => true, "localhost" => false, _ => throw new ArgumentException("--address takes localhost or any.") } },
                "--data" => a with { DataFolder = Value() },
                "--empty" => a with { Empty = true },
                "--split" => a with { Split = true },
                "--replicas" => a with { Replicas = int.TryParse(Value(), CultureInfo.InvariantCulture, out var replicas) && replicas is >= 1 and <= 4 ? replicas : throw new ArgumentException("--replicas takes a number from 1 to 4.") },
                "--demo-date" => a with { DemoDate = DateOnly.TryParseExact(Value(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new ArgumentException("--demo-date takes a date such as 2026-10-13.") },
                var other => throw new ArgumentException($"{other} is not known; see --help."),
            };
        }
        if (a.IsProduction && a.DemoDate is not null) throw new ArgumentException("--demo-date is refused in Production: the legal day of a real installation is the real day.");
        if (a.IsProduction && !a.Empty) throw new ArgumentException("Demo data and demo accounts are refused in Production: start with --empty.");
        if (a.Replicas > 1 && !a.Split) throw new ArgumentException("--replicas goes with --split.");
        if (a.Split && !a.Targets.SequenceEqual(["all"])) throw new ArgumentException("--split runs all targets; leave --target out.");
        return a;
    }

    /// <summary>The broker that the environment names; null: none.</summary>
    /// <exception cref="ArgumentException">It names no broker's address.</exception>
    internal static Uri? GivenBroker() => Given("DIALOGUE_BROKER") is not { } broker ? null : Uri.TryCreate(broker, UriKind.Absolute, out var address) && address.Scheme is "amqp" or "amqps"
        ? address : throw new ArgumentException("DIALOGUE_BROKER takes an address such as amqp://user:password@host:5672/.");

    private static string? Given(string variable) => System.Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
