using Microsoft.AspNetCore.Http;

namespace Dialogue.Web;

/// <summary>The address under which people reach this installation: that of the gateway, which names itself in the forwarded headers.</summary>
public static class PublicSite
{
    /// <returns>Scheme and host without a slash at the end.</returns>
    public static string Of(HttpRequest request)
    {
        var host = request.Headers["X-Forwarded-Host"].ToString() is { Length: > 0 } forwarded ? forwarded.Split(',')[0].Trim() : request.Host.Value ?? "";
        var scheme = request.Headers["X-Forwarded-Proto"].ToString() is { Length: > 0 } proto ? proto.Split(',')[0].Trim() : request.Scheme;
        return $"{scheme}://{host}";
    }
}
