using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dialogue.Testing;

/// <summary>A certificate for localhost that is its own authority: trusted by whoever is told so, and by nobody else.</summary>
public static class TestCertificate
{
    private static readonly Lazy<X509Certificate2> One = new(Make);

    public static X509Certificate2 Server => One.Value;

    /// <summary>For <c>SSL_CERT_FILE</c> of a process that is to trust it.</summary>
    public static string Pem => Server.ExportCertificatePem();

    public static bool IsOurs(X509Certificate? certificate) => certificate is not null && certificate.GetCertHashString() == Server.GetCertHashString();

    private static X509Certificate2 Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
