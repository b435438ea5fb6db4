using System.Diagnostics;

namespace Dialogue.RabbitMq;

/// <summary>Whom the broker's processes run as: rabbitmq, else nobody, when root starts them; else whoever starts them.</summary>
internal sealed record BrokerAccount(string User, string Group)
{
    public static BrokerAccount? Current()
    {
        if (!Environment.IsPrivilegedProcess) return null;
        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToLookup(fields => fields[0]);
        var found = accounts["rabbitmq"].Concat(accounts["nobody"]).FirstOrDefault()
            ?? throw new RabbitMqUnavailableException("RabbitMQ shall not run as root and this system has no user rabbitmq or nobody: create one of them.");
        return new(found[2], found[3]);
    }

    /// <summary>The words that run a command as this account.</summary>
    public static string[] Words(BrokerAccount? account, params string[] command) =>
        account is null ? command : ["setpriv", $"--reuid={account.User}", $"--regid={account.Group}", "--clear-groups", "--", .. command];

    public static void Own(BrokerAccount? account, string folder)
    {
        if (account is null) return;
        using var chown = Process.Start("chown", ["-R", $"{account.User}:{account.Group}", folder]);
        chown.WaitForExit();
        if (chown.ExitCode != 0) throw new RabbitMqUnavailableException($"{folder} could not be given to the broker's user.");
    }
}
