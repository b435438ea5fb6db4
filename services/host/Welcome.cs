using System.Text.Json;
using Dialogue.Identity;

namespace Dialogue.Host;

/// <summary>What a person reads after the start: where it is, who may sign in, how long it took.</summary>
internal static class Welcome
{
    public static void Print(string addresses, HostArguments arguments, TimeSpan took)
    {
        Console.WriteLine();
        Console.WriteLine($"Dialogue  {addresses}  (sau {took.TotalSeconds:0.0} giây; dừng: Ctrl+C)");
        if (arguments.Empty || arguments.IsProduction) return;

        var accounts = DemoAccounts.All;
        var file = Path.Combine(Path.GetFullPath(arguments.DataFolder), "demo-accounts.json");
        if (Directory.Exists(arguments.DataFolder)) File.WriteAllText(file, JsonSerializer.Serialize(accounts, Json));
        Console.WriteLine($"Tài khoản mẫu (mật khẩu chung {accounts[0].Password}; tất cả {accounts.Count} tài khoản trong {file}):");
        foreach (var account in accounts.Where(a => a.Shown))
            Console.WriteLine($"  {account.User,-28} {account.Name} · {account.Title}{(account.Organisation.Length > 0 ? " · " + account.Organisation : "")}");
    }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
