using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dialogue.Solution.Tests.Observability;

/// <summary>A collector of OpenTelemetry on a real port (http/protobuf): keeps every span and the names of all measures, and the bytes in which they came.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private OtlpReceiver(WebApplication app) => this.app = app;

    public ConcurrentBag<Span> Spans { get; } = [];
    public ConcurrentDictionary<string, int> Measures { get; } = [];

    /// <summary>Texts of the log lines that were sent.</summary>
    public ConcurrentBag<string> Logs { get; } = [];
    public ConcurrentBag<byte[]> Bodies { get; } = [];
    public Uri Address => new(app.Urls.First());

    /// <summary>All that was sent, as text, whatever its place in the messages.</summary>
    public string Everything => string.Concat(Bodies.Select(Encoding.UTF8.GetString));

    public static async Task<OtlpReceiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new OtlpReceiver(builder.Build());
        receiver.app.MapPost("/v1/{kind}", async (string kind, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            receiver.Take(kind, body.ToArray());
            return Results.Bytes([], "application/x-protobuf");
        });
        await receiver.app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>The span and what it is a part of, up to the first.</summary>
    public IReadOnlyList<Span> Path(Span span)
    {
        var path = new List<Span>();
        for (Span? at = span; at is not null; at = Spans.FirstOrDefault(s => s.TraceId == at.TraceId && s.Id == at.Parent)) path.Add(at);
        return path;
    }

    /// <remarks>Field numbers: opentelemetry-proto, collector/{trace,metrics,logs}/v1, trace/v1, metrics/v1, logs/v1, common/v1.</remarks>
    private void Take(string kind, byte[] body)
    {
        Bodies.Add(body);
        foreach (var resource in Field.Of(body, 1))
            foreach (var scope in Field.Of(resource, 2))
                foreach (var item in Field.Of(scope, 2))
                    if (kind == "metrics") Measures.AddOrUpdate(Field.Text(item, 1), 1, (_, n) => n + 1);
                    else if (kind == "logs") Logs.Add(Field.Text(Field.Of(item, 5).FirstOrDefault(), 1));
                    else
                        Spans.Add(new(Field.Text(Field.Of(scope, 1).FirstOrDefault(), 1), Hex(item, 1), Hex(item, 2), Hex(item, 4), Field.Text(item, 5), Field.Of(item, 11).Count(),
                            Field.Of(item, 9).ToDictionary(a => Field.Text(a, 1), a => Field.Text(Field.Of(a, 2).FirstOrDefault(), 1))));
    }

    private static string Hex(ReadOnlyMemory<byte> message, int number) => Convert.ToHexStringLower(Field.Of(message, number).FirstOrDefault().Span);

    /// <param name="Scope">Name of the source.</param>
    /// <param name="Attributes">Those that are text; others are empty.</param>
    internal sealed record Span(string Scope, string TraceId, string Id, string Parent, string Name, int Events, IReadOnlyDictionary<string, string> Attributes);

    /// <summary>As much of protobuf as is needed: fields that have a length.</summary>
    private static class Field
    {
        public static string Text(ReadOnlyMemory<byte> message, int number) => Encoding.UTF8.GetString(Of(message, number).FirstOrDefault().Span);

        public static IEnumerable<ReadOnlyMemory<byte>> Of(ReadOnlyMemory<byte> message, int number)
        {
            for (var at = 0; at < message.Length;)
            {
                var tag = Varint(message.Span, ref at);
                var length = (tag & 7) switch
                {
                    0 => Skip(message.Span, ref at),
                    1 => 8,
                    2 => (int)Varint(message.Span, ref at),
                    5 => 4,
                    var wire => throw new InvalidDataException($"Wire type {wire}."),
                };
                if (tag >> 3 == (ulong)number && (tag & 7) == 2) yield return message.Slice(at, length);
                at += length;
            }
        }

        private static int Skip(ReadOnlySpan<byte> bytes, ref int at)
        {
            Varint(bytes, ref at);
            return 0;
        }

        private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
        {
            ulong value = 0;
            for (var shift = 0; ; shift += 7)
            {
                var b = bytes[at++];
                value |= (ulong)(b & 0x7F) << shift;
                if (b < 0x80) return value;
            }
        }
    }
}
