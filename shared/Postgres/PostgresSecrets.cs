using System.Security.Cryptography;
using System.Text.Json;

namespace Dialogue.Postgres;

/// <summary>
/// Random passwords of the database roles, one file in the data folder that only its owner may read. Made on first use and never changed.
/// </summary>
internal sealed class PostgresSecrets
{
    private readonly string file;
    private readonly Dictionary<string, string> passwords;

    public PostgresSecrets(string dataFolder)
    {
        file = Path.Combine(dataFolder, "postgres-secrets.json");
        passwords = File.Exists(file) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file)) ?? [] : [];
    }

    public bool Knows(string role) => passwords.ContainsKey(role);

    /// <summary>The password of a role. Letters and digits only, 160 bits.</summary>
    public string this[string role]
    {
        get
        {
            lock (passwords)
            {
                if (passwords.TryGetValue(role, out var password)) return password;
                passwords[role] = password = RandomNumberGenerator.GetHexString(40, lowercase: true);
                Save();
                return password;
            }
        }
    }

    private void Save()
    {
        var draft = file + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var stream = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(stream, passwords, JsonSerializerOptions.Web);
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, file, overwrite: true); // whole or not at all: a lost password is a lost database
    }
}
