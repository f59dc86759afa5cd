using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OpenTelemetry;

namespace Archive.Cli.Sight;

/// <summary>
/// Writes spans as OpenTelemetry's file exporter does: a line of OTLP JSON each, which a collector's otlpjsonfile receiver reads
/// (OpenTelemetry Protocol File Exporter; OTLP 1.x, JSON Protobuf Encoding: ids in hexadecimal, 64-bit numbers as text). A span is in the file
/// once it has ended, also where the process is killed right after.
/// </summary>
internal sealed class TraceFile : BaseExporter<Activity>
{
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly FileStream _file;

    private TraceFile(FileStream file) => _file = file;

    internal static TraceFile Create(string folder, string process)
    {
        Directory.CreateDirectory(folder);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(new(Path.Combine(folder, $"traces-{process}.jsonl"), options));
    }

    public override ExportResult Export(in Batch<Activity> batch)
    {
        try
        {
            lock (_gate)
            {
                foreach (var span in batch) Write(span);
            }

            return ExportResult.Success;
        }
        catch (IOException)
        {
            // A trace is never a reason to stop the work.
            return ExportResult.Failure;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _file.Dispose();
        base.Dispose(disposing);
    }

    private void Write(Activity span)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line)) WriteRequest(json, span);
        _line.Write("\n"u8);
        _file.Write(_line.WrittenSpan);
    }

    private void WriteRequest(Utf8JsonWriter json, Activity span)
    {
        json.WriteStartObject();
        json.WriteStartArray("resourceSpans");
        json.WriteStartObject();
        json.WriteStartObject("resource");
        WriteAttributes(json, ParentProvider.GetResource().Attributes.Select(attribute => KeyValuePair.Create(attribute.Key, (object?)attribute.Value)));
        json.WriteEndObject();
        json.WriteStartArray("scopeSpans");
        json.WriteStartObject();
        json.WriteStartObject("scope");
        json.WriteString("name", span.Source.Name);
        json.WriteEndObject();
        json.WriteStartArray("spans");
        WriteSpan(json, span);
        for (var depth = 0; depth < 2; depth++)
        {
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSpan(Utf8JsonWriter json, Activity span)
    {
        json.WriteStartObject();
        json.WriteString("traceId", span.TraceId.ToHexString());
        json.WriteString("spanId", span.SpanId.ToHexString());
        if (span.ParentSpanId != default) json.WriteString("parentSpanId", span.ParentSpanId.ToHexString());
        json.WriteString("name", span.DisplayName);
        // SpanKind begins with UNSPECIFIED, ActivityKind with Internal.
        json.WriteNumber("kind", (int)span.Kind + 1);
        json.WriteString("startTimeUnixNano", Nanoseconds(span.StartTimeUtc));
        json.WriteString("endTimeUnixNano", Nanoseconds(span.StartTimeUtc + span.Duration));
        WriteAttributes(json, span.TagObjects);
        json.WriteStartObject("status");
        if (span.Status != ActivityStatusCode.Unset) json.WriteNumber("code", (int)span.Status);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> attributes)
    {
        json.WriteStartArray("attributes");
        foreach (var (name, value) in attributes)
        {
            json.WriteStartObject();
            json.WriteString("key", name);
            json.WriteStartObject("value");
            WriteValue(json, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case bool flag: json.WriteBoolean("boolValue", flag); break;
            case double number when double.IsFinite(number): json.WriteNumber("doubleValue", number); break;
            case int or long: json.WriteString("intValue", Convert.ToString(value, CultureInfo.InvariantCulture)); break;
            default: json.WriteString("stringValue", Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }

    private static string Nanoseconds(DateTime time) => ((time - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick).ToString(CultureInfo.InvariantCulture);
}
