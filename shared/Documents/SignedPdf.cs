using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace Dialogue.Documents;

/// <summary>One digital signature in a PDF.</summary>
/// <param name="Signer">Of the certificate; where it cannot be read, what the PDF says.</param>
/// <param name="Organisation">Of the certificate; may be empty.</param>
/// <param name="IssuedBy">Who gave the certificate.</param>
/// <param name="SignedAt">As the signature says; of a time stamp when there is one.</param>
/// <param name="TimeStamped">The time is an authority's, not the signer's own clock's.</param>
/// <param name="CoversWholeFile">Nothing was added after it.</param>
/// <param name="Intact">What it covers is unchanged and was signed with the certificate's key. Whether that certificate is to be trusted is not looked at.</param>
public sealed record PdfSignature(string Signer, string Organisation, string IssuedBy, DateTimeOffset? SignedAt, bool TimeStamped, bool CoversWholeFile, bool Intact);

/// <summary>Reads the signatures of a PDF: those in PKCS #7 (adbe.pkcs7.detached, adbe.pkcs7.sha1, ETSI.CAdES.detached).</summary>
public static partial class SignedPdf
{
    private const string TimeStampToken = "1.2.840.113549.1.9.16.2.14";

    /// <returns>In the order they stand in the file; none for a PDF that is not signed, or for a file that is no PDF.</returns>
    public static IReadOnlyList<PdfSignature> Signatures(byte[] pdf)
    {
        if (!Encoding.Latin1.GetString(pdf, 0, Math.Min(pdf.Length, 1024)).Contains("%PDF-", StringComparison.Ordinal)) return [];
        var text = Encoding.Latin1.GetString(pdf);
        var signatures = new List<PdfSignature>();
        foreach (Match match in ByteRange().Matches(text))
        {
            if (signatures.Count == 50) break;
            if (Read(pdf, text, match) is { } signature) signatures.Add(signature);
        }
        return signatures;
    }

    private static PdfSignature? Read(byte[] pdf, string text, Match match)
    {
        var range = Enumerable.Range(1, 4).Select(i => long.TryParse(match.Groups[i].ValueSpan, CultureInfo.InvariantCulture, out var n) ? n : -1).ToArray();
        if (range.Any(n => n < 0) || range[0] + range[1] > range[2] || range[2] + range[3] > pdf.LongLength) return null;
        // The signature itself stands in the gap, in hexadecimal between < and >.
        var gap = text[(int)(range[0] + range[1])..(int)range[2]].Trim();
        if (gap.Length < 4 || gap[0] != '<' || gap[^1] != '>' || Bytes(gap[1..^1]) is not { } cms) return null;

        var rest = text.AsSpan((int)(range[2] + range[3])).Trim("\0\t\n\f\r ");
        var whole = range[0] == 0 && rest.Length == 0;
        var dictionary = Around(text, match.Index);
        var said = (Name: Text(dictionary, NameEntry()), At: Time(TimeEntry().Match(dictionary) is { Success: true } m ? m.Groups[1].Value : ""));
        var content = new byte[range[1] + range[3]];
        Array.Copy(pdf, range[0], content, 0, range[1]);
        Array.Copy(pdf, range[2], content, range[1], range[3]);
        try
        {
            // Of the old adbe.pkcs7.sha1 the hash is what is signed; it must be that of the file.
            var hashed = dictionary.Contains("adbe.pkcs7.sha1", StringComparison.Ordinal);
            var signed = hashed ? new SignedCms() : new SignedCms(new ContentInfo(content), detached: true);
            signed.Decode(cms);
            var signer = signed.SignerInfos[0];
            var certificate = signer.Certificate;
            var (at, stamped) = SignedAt(signer);
            return new(
                certificate?.GetNameInfo(X509NameType.SimpleName, forIssuer: false) is { Length: > 0 } name ? name : said.Name,
                Part(certificate?.SubjectName, "2.5.4.10"), certificate?.GetNameInfo(X509NameType.SimpleName, forIssuer: true) ?? "", at ?? said.At, stamped, whole,
                Verified(signed) && (!hashed || signed.ContentInfo.Content.AsSpan().SequenceEqual(Sha1(content))));
        }
        catch (CryptographicException)
        {
            return new(said.Name, "", "", said.At, false, whole, Intact: false);
        }
    }

    private static bool Verified(SignedCms signed)
    {
        try
        {
            signed.CheckSignature(verifySignatureOnly: true);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

#pragma warning disable CA5350 // the format's own hash; nothing here is signed with it
    private static byte[] Sha1(byte[] content) => SHA1.HashData(content);
#pragma warning restore CA5350

    private static (DateTimeOffset?, bool) SignedAt(SignerInfo signer)
    {
        foreach (var attribute in signer.UnsignedAttributes)
            if (attribute.Oid.Value == TimeStampToken && Rfc3161TimestampToken.TryDecode(attribute.Values[0].RawData, out var token, out _)
                && token.VerifySignatureForSignerInfo(signer, out _)) return (token.TokenInfo.Timestamp, true);
        foreach (var attribute in signer.SignedAttributes)
            foreach (var value in attribute.Values)
                if (value is Pkcs9SigningTime time) return (new DateTimeOffset(DateTime.SpecifyKind(time.SigningTime, DateTimeKind.Utc)), false);
        return (null, false);
    }

    private static string Part(X500DistinguishedName? name, string oid) =>
        name?.EnumerateRelativeDistinguishedNames().Where(p => !p.HasMultipleElements && p.GetSingleElementType().Value == oid).Select(p => p.GetSingleElementValue()).FirstOrDefault() ?? "";

    // Room is left for the signature, and filled up with zeros.
    private static byte[]? Bytes(string hexadecimal)
    {
        var digits = string.Concat(hexadecimal.Where(c => !char.IsWhiteSpace(c)));
        if (digits.Length % 2 == 1) digits += "0";
        byte[] bytes;
        try { bytes = Convert.FromHexString(digits); }
        catch (FormatException) { return null; }
        if (bytes.Length < 4 || bytes[0] != 0x30) return null;
        return AsnDecoder.TryReadEncodedValue(bytes, AsnEncodingRules.BER, out _, out _, out _, out var used) ? bytes[..used] : null;
    }

    // The dictionary that the byte range is an entry of.
    private static string Around(string text, int at)
    {
        var from = text.LastIndexOf(" obj", at, StringComparison.Ordinal);
        var to = text.IndexOf("endobj", at, StringComparison.Ordinal);
        return text[(from < 0 ? 0 : from)..(to < 0 ? text.Length : to)];
    }

    // Letters beyond ASCII are written in UTF-16 with its mark in front.
    private static string Text(string dictionary, Regex entry)
    {
        if (entry.Match(dictionary) is not { Success: true } match) return "";
        var raw = new List<byte>();
        var value = match.Groups[1].Value;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length)
            {
                var octal = new string([.. value.Skip(i + 1).Take(3).TakeWhile(c => c is >= '0' and <= '7')]);
                if (octal.Length > 0)
                {
                    raw.Add((byte)Convert.ToInt32(octal, 8));
                    i += octal.Length;
                }
                else raw.Add((byte)(value[++i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var c => c }));
            }
            else raw.Add((byte)value[i]);
        }
        byte[] bytes = [.. raw];
        return bytes is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2)
            : bytes is [0xEF, 0xBB, 0xBF, ..] ? Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3) : Encoding.Latin1.GetString(bytes);
    }

    private static DateTimeOffset? Time(string date)
    {
        if (PdfDate().Match(date) is not { Success: true } m) return null;
        var zone = m.Groups[3].Success ? (m.Groups[2].Value == "-" ? "-" : "+") + $"{m.Groups[3].Value}:{(m.Groups[4].Success ? m.Groups[4].Value : "00")}" : "+00:00";
        return DateTimeOffset.TryParseExact(m.Groups[1].Value + zone, "yyyyMMddHHmmsszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;
    }

    [GeneratedRegex(@"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")]
    private static partial Regex ByteRange();

    [GeneratedRegex(@"/Name\s*\(((?:\\.|[^\\)])*)\)", RegexOptions.Singleline)]
    private static partial Regex NameEntry();

    [GeneratedRegex(@"/M\s*\(((?:\\.|[^\\)])*)\)")]
    private static partial Regex TimeEntry();

    [GeneratedRegex(@"^D:(\d{14})(?:Z|([+-])(\d\d)'?(\d\d)?)?")]
    private static partial Regex PdfDate();
}
