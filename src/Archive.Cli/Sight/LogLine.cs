using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Archive.Pipeline.Sight;
using Microsoft.Extensions.Logging;

namespace Archive.Cli.Sight;

/// <summary>An event as it was told.</summary>
/// <param name="Event">Its name, which stays the same over releases.</param>
/// <param name="Text">The sentence for people.</param>
/// <param name="Values">What the sentence is made of, by name.</param>
/// <param name="Failure">An exception told along, of which its type and place alone are written.</param>
internal sealed record LogEntry(
    DateTimeOffset At, LogLevel Level, string Event, string Text, IReadOnlyList<KeyValuePair<string, object?>> Values, Exception? Failure);

/// <summary>The two forms of a log line.</summary>
internal static class LogLine
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For somebody who sits in front of it.</summary>
    internal static string ForPeople(LogEntry entry) =>
        $"archive: {entry.Text}{(entry.Failure is { } failure ? $" {SafeWords.Of(failure)} {SafeWords.StackOf(failure)}" : "")}";

    /// <summary>For programs: time in UTC, level, event, node, trace and span where there are, and the event's own values.</summary>
    internal static string Json(LogEntry entry)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("time", entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", entry.Level.ToString().ToLowerInvariant());
            json.WriteString("event", entry.Event);
            json.WriteString("node", ProcessName.Id);
            WriteTrace(json);
            foreach (var (name, value) in entry.Values)
            {
                if (name != "{OriginalFormat}") WriteValue(json, JsonNamingPolicy.CamelCase.ConvertName(name), value);
            }

            if (entry.Failure is { } failure)
            {
                json.WriteString("error", SafeWords.Of(failure));
                json.WriteString("stack", SafeWords.StackOf(failure));
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteTrace(Utf8JsonWriter json)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C } span) return;
        json.WriteString("trace", span.TraceId.ToHexString());
        json.WriteString("span", span.SpanId.ToHexString());
    }

    private static void WriteValue(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case bool flag: json.WriteBoolean(name, flag); break;
            case int number: json.WriteNumber(name, number); break;
            case long number: json.WriteNumber(name, number); break;
            case double number when double.IsFinite(number): json.WriteNumber(name, Math.Round(number, 3)); break;
            default: json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }
}
