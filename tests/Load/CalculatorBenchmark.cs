using System.Diagnostics;
using System.Text;
using Dialogue.Kernel;
using Dialogue.Testing;
using Microsoft.AspNetCore.Builder;

namespace Dialogue.Load;

/// <summary>The calculator through the gateway against an endpoint that only returns the same bytes; its arithmetic against a walk from day to day.</summary>
internal static class CalculatorBenchmark
{
    private const string Path = "/api/working-days?from=2026-10-13&add=7";

    public static async Task Run(Product product, Report report)
    {
        var body = Encoding.UTF8.GetBytes(await Wire.Once(product.Address, Wire.Get(product.Address, Path)));
        await using var raw = await RawKestrel.Start(app => app.MapGet("/", context =>
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = body.Length;
            return context.Response.Body.WriteAsync(body).AsTask();
        }));
        var bare = await Wire.Run(raw.Address, Wire.Get(raw.Address, "/"), 32, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2));
        var served = await Wire.Run(product.Address, Wire.Get(product.Address, Path), 32, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3));
        report.Rate("calculator through the gateway", served.PerSecond, "bare Kestrel, same bytes", bare.PerSecond, note: "32 connections; two hops against one");
        Arithmetic(report);
    }

    private static void Arithmetic(Report report)
    {
        var calendar = TestCalendar.Working;
        var random = new Random(20261013);
        var questions = Enumerable.Range(0, 4096).Select(_ => (From: new DateOnly(2025, 1, 1).AddDays(random.Next(700)), Days: random.Next(1, 61))).ToArray();
        if (questions.Any(q => calendar.Add(q.From, q.Days) != Walk(calendar, q.From, q.Days))) throw new InvalidOperationException("The two do not agree.");
        var computed = PerSecond(q => calendar.Add(q.From, q.Days));
        var walked = PerSecond(q => Walk(calendar, q.From, q.Days));
        report.Rate("WorkingCalendar.Add", computed, "day by day", walked, note: $"{1e9 / computed:0.0} ns against {1e9 / walked:0} ns, 1 to 60 days");

        double PerSecond(Func<(DateOnly From, int Days), DateOnly> add)
        {
            var sum = 0L;
            for (var round = 0; ; round++) // the first round warms up
            {
                var count = 0L;
                var watch = Stopwatch.StartNew();
                while (watch.ElapsedMilliseconds < 500)
                {
                    foreach (var question in questions) sum += add(question).DayNumber;
                    count += questions.Length;
                }
                if (round == 1) return sum == 0 ? 0 : count / watch.Elapsed.TotalSeconds;
            }
        }
    }

    private static DateOnly Walk(WorkingCalendar calendar, DateOnly from, int days)
    {
        while (days > 0)
            if (calendar.IsWorkingDay(from = from.AddDays(1))) days--;
        return from;
    }
}
