using System.Globalization;
using System.Text.Json;

namespace Archive.EndToEnd.Tests;

/// <summary>A span as it stands in a trace file.</summary>
internal sealed record TracedSpan(string Trace, string Id, string? Parent, string Name, long Start, long End, IReadOnlyDictionary<string, string> Tags, string Process);

/// <summary>Reads what processes wrote into the folder that ARCHIVE_TRACES names.</summary>
internal static class TraceReading
{
    internal static IReadOnlyList<TracedSpan> Read(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.jsonl").SelectMany(File.ReadLines).Select(line => Span(JsonDocument.Parse(line).RootElement))];

    private static TracedSpan Span(JsonElement line)
    {
        var resource = line.GetProperty("resourceSpans")[0];
        var span = resource.GetProperty("scopeSpans")[0].GetProperty("spans")[0];
        return new(
            span.GetProperty("traceId").GetString()!, span.GetProperty("spanId").GetString()!,
            span.TryGetProperty("parentSpanId", out var parent) ? parent.GetString() : null, span.GetProperty("name").GetString()!,
            Time(span, "startTimeUnixNano"), Time(span, "endTimeUnixNano"), Attributes(span), Attributes(resource.GetProperty("resource"))["service.instance.id"]);
    }

    private static long Time(JsonElement span, string name) => long.Parse(span.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Attributes(JsonElement of) => of.GetProperty("attributes").EnumerateArray()
        .ToDictionary(attribute => attribute.GetProperty("key").GetString()!, attribute => attribute.GetProperty("value").EnumerateObject().Single().Value.ToString());
}
