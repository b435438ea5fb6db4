using Dialogue.Hosting.Telemetry;

namespace Dialogue.Hosting.Tests.Telemetry;

public sealed class RouteTimesTests
{
    [Fact]
    public void The_slowest_route_of_the_last_hour_comes_first_and_an_older_hour_is_forgotten()
    {
        var time = new LeapingTime();
        var times = new RouteTimes(time);
        for (var i = 0; i < 98; i++) times.Add("GET", "/a", TimeSpan.FromMilliseconds(10));
        for (var i = 0; i < 2; i++) times.Add("GET", "/a", TimeSpan.FromSeconds(3));
        times.Add("GET", "b", TimeSpan.FromMilliseconds(40));

        var now = times.LastHour();
        Assert.Equal(["GET /a", "GET /b"], now.Select(r => r.Route));
        Assert.Equal(100, now[0].Count);
        Assert.InRange(now[0].P50, 10, 14.2);
        Assert.InRange(now[0].P99, 3000, 4250);

        time.Leap(TimeSpan.FromMinutes(50));
        times.Add("GET", "b", TimeSpan.FromMilliseconds(1));
        Assert.Equal([100L, 2L], times.LastHour().Select(r => r.Count));
        time.Leap(TimeSpan.FromMinutes(40));
        Assert.Equal([("GET /b", 1L)], times.LastHour().Select(r => (r.Route, r.Count)));
    }
}
