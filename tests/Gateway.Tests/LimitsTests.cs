using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dialogue.Gateway.Tests;

public sealed class LimitsTests
{
    [Fact]
    public async Task A_code_and_digits_are_asked_for_sixty_times_a_minute_whichever_way()
    {
        await using var services = Services();
        var limiter = services.GetRequiredService<IOptions<RateLimiterOptions>>().Value.GlobalLimiter!;
        string[] ways = ["/dai-son/kien-nghi/tra-cuu", "/api/dai-son/petitions/KN-DS-7K3M9Q/agreement", "/api/dai-son/petitions/KN-DS-7K3M9R/agreement/"];

        for (var i = 0; i < 60; i++) Assert.True(Passes("POST", ways[i % 3], "198.51.100.7"));

        Assert.All(ways, way => Assert.False(Passes("POST", way, "198.51.100.7")));
        Assert.All(ways, way => Assert.True(Passes("POST", way, "198.51.100.8")));
        Assert.True(Passes("GET", "/dai-son/kien-nghi", "198.51.100.7"));

        static ServiceProvider Services()
        {
            var services = new ServiceCollection().AddLogging();
            services.AddGatewayLimits(new());
            return services.BuildServiceProvider();
        }

        bool Passes(string method, string path, string from)
        {
            var http = new DefaultHttpContext { RequestServices = services };
            (http.Request.Method, http.Request.Path, http.Connection.RemoteIpAddress) = (method, path, IPAddress.Parse(from));
            using var lease = limiter.AttemptAcquire(http);
            return lease.IsAcquired;
        }
    }
}
