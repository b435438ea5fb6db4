using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Dialogue.Load;

/// <summary>PostgreSQL's own load generator: what the database gives to a client that does nothing else.</summary>
internal static partial class Pgbench
{
    /// <summary>Runs a script as the application's role with the tenant set once per connection, statements prepared.</summary>
    /// <returns>Transactions per second, or null when there is no pgbench.</returns>
    public static async Task<double?> Run(Product product, Guid tenant, string script, int clients, TimeSpan time)
    {
        if (product.PostgresProgram("pgbench") is not { } program) return null;
        var file = Path.Combine(Path.GetTempPath(), $"dialogue-load-{Environment.ProcessId}.sql");
        await File.WriteAllTextAsync(file, script);
        try
        {
            var database = new NpgsqlConnectionStringBuilder(product.Database("dialogue_app"));
            string[] arguments =
            [
                "-n", "-M", "prepared", "-c", $"{clients}", "-j", "2", "-T", time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), "-f", file,
                "-h", database.Host!, "-p", $"{database.Port}", "-U", database.Username!, database.Database!,
            ];
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["PGPASSWORD"] = database.Password;
            start.Environment["PGOPTIONS"] = $"-c dialogue.tenant={tenant}";
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var said = await process.StandardOutput.ReadToEndAsync() + await errors;
            await process.WaitForExitAsync();
            return Rate().Match(said) is { Success: true } rate && process.ExitCode == 0 ? double.Parse(rate.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
                : throw new InvalidOperationException($"pgbench: {said}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Rate();
}
