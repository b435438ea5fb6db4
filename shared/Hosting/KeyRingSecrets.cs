using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Hosting;

/// <summary>
/// The installation's own secrets (<c>KeyRing__Secrets__0</c>, then <c>__1</c> …; at least 32 characters each), which no database holds: with one,
/// data-protection keys are stored encrypted, so that a copy of the database alone opens neither cookies nor signing keys. The first encrypts,
/// all of them open, so one can take another's place. Keys from before there was one stay readable.
/// </summary>
internal sealed class KeyRingSecrets
{
    private readonly byte[][] keys;

    public KeyRingSecrets(IConfiguration configuration)
    {
        var secrets = configuration.GetSection("KeyRing:Secrets").GetChildren().Select(c => c.Value).Where(s => !string.IsNullOrEmpty(s)).ToList();
        if (secrets.Exists(s => s!.Length < 32)) throw new InvalidOperationException("KeyRing:Secrets: each needs at least 32 characters, made at random.");
        keys = [.. secrets.Select(s => HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(s!), 32, info: "dialogue.key-ring"u8.ToArray()))];
    }

    public bool Any => keys.Length > 0;

    public string Encrypt(string text)
    {
        using var aes = new AesGcm(keys[0], 16);
        var (nonce, plain) = (RandomNumberGenerator.GetBytes(12), Encoding.UTF8.GetBytes(text));
        var (tag, cipher) = (new byte[16], new byte[plain.Length]);
        aes.Encrypt(nonce, plain, cipher, tag);
        return Convert.ToBase64String([.. nonce, .. tag, .. cipher]);
    }

    /// <exception cref="CryptographicException">None of the secrets opens it.</exception>
    public string Decrypt(string text)
    {
        var bytes = Convert.FromBase64String(text);
        foreach (var key in keys)
            try
            {
                using var aes = new AesGcm(key, 16);
                var plain = new byte[bytes.Length - 28];
                aes.Decrypt(bytes.AsSpan(0, 12), bytes.AsSpan(28), bytes.AsSpan(12, 16), plain);
                return Encoding.UTF8.GetString(plain);
            }
            catch (AuthenticationTagMismatchException) { /* another's */ }
        throw new CryptographicException("A data-protection key is encrypted under a secret that is not in KeyRing:Secrets.");
    }
}

internal sealed class KeyRingEncryptor(KeyRingSecrets secrets) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(new XElement("encrypted", secrets.Encrypt(plaintextElement.ToString(SaveOptions.DisableFormatting))), typeof(KeyRingDecryptor));
}

/// <summary>Made by data protection, by the name that is stored beside the key.</summary>
public sealed class KeyRingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => XElement.Parse(services.GetRequiredService<KeyRingSecrets>().Decrypt(encryptedElement.Value));
}
