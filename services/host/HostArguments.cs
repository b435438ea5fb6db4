using System.Globalization;
using Dialogue.Data;

namespace Dialogue.Host;

/// <summary>What was asked for on the command line and in the environment. See <see cref="Help"/>.</summary>
public sealed record HostArguments
{
    public const string Help = """
        Dialogue.Host [migrate|republish] [options]
        Dialogue.Host messages list|retry|drop …   what no consumer would take (messages --help)
          --target all|gateway|<service>[,<service>…]   what this process runs (default all)
          --port N             the gateway's port (default 8080; 0: a free one)
          --address A          localhost (default) or any
          --data FOLDER        where the embedded PostgreSQL keeps its data (default .data)
          --empty              no demo data and no demo accounts
          --demo-date D        the legal day of a training installation, yyyy-MM-dd
        Environment: DIALOGUE_DATABASE_OWNER, _APP, _RELAY, _CITY (connection strings; they switch the embedded PostgreSQL off),
          ASPNETCORE_ENVIRONMENT (Production refuses demo data and --demo-date).
        """;

    public string Command { get; init; } = "run";
    public IReadOnlyList<string> Targets { get; init; } = ["all"];
    public int Port { get; init; } = 8080;
    public bool AnyAddress { get; init; }
    public string DataFolder { get; init; } = ".data";
    public bool Empty { get; init; }
    public DateOnly? DemoDate { get; init; }

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
                "--demo-date" => a with { DemoDate = DateOnly.TryParseExact(Value(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new ArgumentException("--demo-date takes a date such as 2026-10-13.") },
                var other => throw new ArgumentException($"{other} is not known; see --help."),
            };
        }
        if (a.IsProduction && a.DemoDate is not null) throw new ArgumentException("--demo-date is refused in Production: the legal day of a real installation is the real day.");
        if (a.IsProduction && !a.Empty) throw new ArgumentException("Demo data and demo accounts are refused in Production: start with --empty.");
        return a;
    }
}
