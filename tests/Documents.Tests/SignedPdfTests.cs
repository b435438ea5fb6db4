using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Dialogue.Documents.Tests;

public sealed class SignedPdfTests
{
    private static readonly DateTimeOffset At = new(2026, 10, 20, 9, 30, 0, TimeSpan.FromHours(7));

    [Fact]
    public void A_signature_tells_who_signed_when_and_that_the_file_is_whole()
    {
        var signature = Assert.Single(SignedPdf.Signatures(Signed("Đào Văn Soái")));

        Assert.Equal(new("Đào Văn Soái", "UBND xã Đại Sơn", "Đào Văn Soái", At, TimeStamped: false, CoversWholeFile: true, Intact: true), signature);
    }

    [Fact]
    public void A_changed_letter_is_seen()
    {
        var pdf = Signed("Đào Văn Soái");
        pdf[Encoding.Latin1.GetString(pdf).IndexOf("MediaBox", StringComparison.Ordinal)]++;

        Assert.False(Assert.Single(SignedPdf.Signatures(pdf)).Intact);
    }

    [Fact]
    public void What_was_added_after_the_signature_is_seen()
    {
        var signature = Assert.Single(SignedPdf.Signatures([.. Signed("Đào Văn Soái"), .. "5 0 obj\n<<>>\nendobj\n"u8]));

        Assert.Equal((false, true), (signature.CoversWholeFile, signature.Intact));
    }

    [Fact]
    public void A_broken_signature_is_listed_by_the_name_in_the_file_and_an_empty_field_is_not()
    {
        var pdf = Signed("Đào Văn Soái");
        var text = Encoding.Latin1.GetString(pdf);
        var contents = text.IndexOf("/Contents <", StringComparison.Ordinal) + 11;
        var broken = Encoding.Latin1.GetBytes(text[..(contents + 8)] + "0000" + text[(contents + 12)..]);
        var empty = Encoding.Latin1.GetBytes(text[..contents] + new string('0', 400) + text[(contents + 400)..]);

        var signature = Assert.Single(SignedPdf.Signatures(broken));
        Assert.Equal(("Dao Van Soai", false), (signature.Signer, signature.Intact));
        Assert.Empty(SignedPdf.Signatures(empty));
        Assert.Empty(SignedPdf.Signatures("no PDF /ByteRange [0 1 2 3]"u8.ToArray()));
        Assert.Empty(SignedPdf.Signatures("%PDF-1.7 /ByteRange [0 999999999999 2 3]"u8.ToArray()));
    }

    private static byte[] Signed(string name)
    {
        const int room = 8000;
        var head = "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n"
            + "4 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/Name(Dao Van Soai)/M(D:20261020093000+07'00')/ByteRange [0 @@@@@@ ###### $$$$$$]/Contents ";
        var tail = ">>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n";
        var after = head.Length + room + 2;
        head = head.Replace("@@@@@@", head.Length.ToString().PadRight(6), StringComparison.Ordinal).Replace("######", after.ToString().PadRight(6), StringComparison.Ordinal).Replace("$$$$$$", tail.Length.ToString().PadRight(6), StringComparison.Ordinal);

        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest($"CN={name}, O=UBND xã Đại Sơn", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(At.AddDays(-1), At.AddYears(1));
        var cms = new SignedCms(new ContentInfo(Encoding.Latin1.GetBytes(head + tail)), detached: true);
        var signer = new CmsSigner(certificate);
        signer.SignedAttributes.Add(new Pkcs9SigningTime(At.UtcDateTime));
        cms.ComputeSignature(signer);
        return Encoding.Latin1.GetBytes($"{head}<{Convert.ToHexString(cms.Encode()).PadRight(room, '0')}>{tail}");
    }
}
