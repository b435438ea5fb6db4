using System.Security.Cryptography;
using System.Text;

namespace Dialogue.Kernel;

/// <summary>Ids that follow from a name, so that every service and every machine knows the same organisation by the same id.</summary>
/// <remarks>UUID version 5 (RFC 9562, section 5.5) in a namespace of this product's own.</remarks>
public static class StableId
{
    private static readonly byte[] Namespace = new Guid("6f0d2a51-6d1b-5c0e-9a55-1f2f6b1d7a10").ToByteArray(bigEndian: true);

    /// <param name="kind">What is named: <c>organisation</c>, <c>office</c>, <c>user</c>, …</param>
    /// <param name="names">Its name, outermost part first: <c>StableId.Of("office", "dai-son", "van-phong")</c>.</param>
    public static Guid Of(string kind, params ReadOnlySpan<string> names)
    {
        var hash = SHA1.HashData([.. Namespace, .. Encoding.UTF8.GetBytes($"{kind}/{string.Join('/', names)}")]);
        hash[6] = (byte)(hash[6] & 0x0F | 0x50);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
