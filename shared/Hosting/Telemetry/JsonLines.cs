using System.Buffers;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Dialogue.Hosting.Telemetry;

/// <summary>
/// One JSON object per line: when, how grave, who says it, what, the trace it belongs to and the organisation whose work it was. An exception
/// is told by kind, words (see <see cref="Words"/>) and place.
/// </summary>
internal sealed class JsonLines(TimeProvider time) : ConsoleFormatter(Name)
{
    public new const string Name = "dialogue";

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            json.WriteString("at", time.GetUtcNow());
            json.WriteString("level", entry.LogLevel.ToString());
            json.WriteString("category", entry.Category);
            json.WriteString("message", entry.Formatter(entry.State, null));
            if (Activity.Current is { } activity)
            {
                json.WriteString("trace", activity.TraceId.ToHexString());
                json.WriteString("span", activity.SpanId.ToHexString());
                if (Traces.TenantOf(activity) is { } tenant) json.WriteString("tenant", tenant);
            }
            if (entry.Exception is { } exception)
            {
                json.WriteString("error", Words.Of(exception));
                json.WriteString("stack", exception.StackTrace);
            }
            json.WriteEndObject();
        }
        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
