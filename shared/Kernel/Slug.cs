namespace Dialogue.Kernel;

/// <summary>The first segment of an organisation's addresses: lower case letters, digits and hyphens.</summary>
public static class Slug
{
    /// <summary>First path segments that mean something else. No organisation may be called by one of them.</summary>
    public static readonly IReadOnlySet<string> Reserved = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "api", "connect", "tai-khoan", "health", "tinh-han", "tim", "du-lieu-mo", "lib", "lich-lam-viec", "quan-tri", "he-thong", "openapi", "dang-nhap", "dang-xuat",
        "can-bo", "ke-hoach", "hoi-nghi", "kien-nghi", "favicon", "well-known", "assets", "www",
    };

    /// <summary>2 to 80 characters of a-z, 0-9 and single hyphens between them, and not reserved.</summary>
    public static bool IsValid(string slug) =>
        slug.Length is >= 2 and <= 80 && !Reserved.Contains(slug) && slug[0] != '-' && slug[^1] != '-' && !slug.Contains("--", StringComparison.Ordinal)
        && slug.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
}
