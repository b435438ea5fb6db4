using System.Globalization;
using System.Threading.RateLimiting;
using Dialogue.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Gateway;

/// <summary>How much one address may send without having signed in. Generous: a hall full of people may share one.</summary>
internal static class Limits
{
    /// <summary>Largest request, in bytes: the files of one petition and their form.</summary>
    public const long Body = 60 * 1024 * 1024;

    public static void AddGatewayLimits(this IServiceCollection services, GatewayOptions options) => services.AddRateLimiter(limiter =>
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => options.RateLimit ? Of(http) : RateLimitPartition.GetNoLimiter(""));
        limiter.OnRejected = async (rejected, _) =>
        {
            var http = rejected.HttpContext;
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait)
                ? Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture) : "60";
            if (!http.Request.Path.StartsWithSegments("/api")) await http.WriteProblemPage(StatusCodes.Status429TooManyRequests);
        };
    });

    private static RateLimitPartition<string> Of(HttpContext http)
    {
        var path = (http.Request.Path.Value ?? "").TrimEnd('/'); // routes do not mind one
        var post = HttpMethods.IsPost(http.Request.Method);
        var from = http.Connection.RemoteIpAddress?.ToString() ?? "";
        if (post && path.Equals("/tai-khoan/dang-nhap", StringComparison.OrdinalIgnoreCase)) return PerMinute($"sign-in {from}", 60);
        // A code and four digits can be guessed by asking often.
        if (path.EndsWith("/tra-cuu", StringComparison.OrdinalIgnoreCase) && (post || http.Request.QueryString.HasValue) || post && path.EndsWith("/agreement", StringComparison.OrdinalIgnoreCase))
            return PerMinute($"tracking {from}", 60);
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) return RateLimitPartition.GetNoLimiter("");
        if (http.RequestServices.GetRequiredService<Sessions>().KeyOf(http) is not null) return RateLimitPartition.GetNoLimiter("");
        return http.Request.Headers.Authorization.Count > 0 ? PerMinute($"token {from}", 1200) : PerMinute($"anonymous {from}", 120);
    }

    private static RateLimitPartition<string> PerMinute(string key, int requests) => RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
    {
        TokenLimit = requests, TokensPerPeriod = Math.Max(1, requests / 6), ReplenishmentPeriod = TimeSpan.FromSeconds(10), QueueLimit = 0, AutoReplenishment = true,
    });
}
