using System.Collections.Concurrent;
using System.Diagnostics;
using Dialogue.Data.Messaging;
using Dialogue.Testing;

namespace Dialogue.Hosting.Tests;

public sealed class MessageTracingTests(TestPostgres postgres)
{
    [Fact]
    public async Task What_came_of_a_request_belongs_to_its_trace()
    {
        var deliveries = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == MessageTracing.Name, Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = deliveries.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using var shop = await Workshop.Open(postgres);
        using var request = new Activity("request");

        request.Start();
        await shop.Publish(Workshop.Here, new Hammered("traced"), new Broken("traced"));
        request.Stop();
        await shop.Publish(Workshop.Here, new Hammered("on its own")); // control
        await using (await shop.Relay()) await Eventually.True("both were made", async () => (await shop.Things(Workshop.Here)).Count == 2);

        var ours = deliveries.Where(d => d.TraceId == request.TraceId).ToList();
        Assert.Equal(["deliver Tests.Broken", "deliver Tests.Hammered"], ours.Select(d => d.OperationName).Distinct().Order());
        Assert.All(ours, d => Assert.Equal(request.SpanId, d.ParentSpanId));
        var failed = ours.First(d => d.OperationName == "deliver Tests.Broken");
        Assert.Equal((ActivityStatusCode.Error, null), (failed.Status, failed.StatusDescription));
        Assert.Contains(deliveries, d => d.TraceId != request.TraceId && d.ParentSpanId == default);
    }
}
