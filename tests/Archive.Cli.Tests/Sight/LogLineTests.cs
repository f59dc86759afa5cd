using System.Text.Json;
using Archive.Cli.Sight;
using Microsoft.Extensions.Logging;

namespace Archive.Cli.Tests.Sight;

public class LogLineTests
{
    [Fact]
    public void Json_EventWithValuesAndFailure_IsOneLineOfFieldsWithoutTheFailuresMessage()
    {
        var entry = new LogEntry(
            new(2026, 11, 22, 10, 0, 0, 5, TimeSpan.FromHours(2)), LogLevel.Warning, "PageFailed", "page 3 failed",
            [new("Page", 3), new("CpuMs", 1.23456), new("Reused", true), new("Digest", null), new("Part", "a \"b\"\n"), new("{OriginalFormat}", "page {Page}")],
            new IOException("/in/Anna.jpg"));

        var line = LogLine.Json(entry);

        Assert.DoesNotContain('\n', line);
        Assert.DoesNotContain("Anna", line, StringComparison.Ordinal);
        var json = JsonDocument.Parse(line).RootElement;
        Assert.Equal("2026-11-22T08:00:00.005Z", json.GetProperty("time").GetString());
        Assert.Equal(("warning", "PageFailed"), (json.GetProperty("level").GetString(), json.GetProperty("event").GetString()));
        Assert.Equal((3, 1.235, true), (json.GetProperty("page").GetInt32(), json.GetProperty("cpuMs").GetDouble(), json.GetProperty("reused").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("digest").ValueKind);
        Assert.Equal("a \"b\"\n", json.GetProperty("part").GetString());
        Assert.StartsWith("IOException (0x", json.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.False(json.TryGetProperty("{OriginalFormat}", out _));
    }

    [Fact]
    public void ForPeople_Event_IsItsSentence() =>
        Assert.Equal("archive: page 3 failed", LogLine.ForPeople(new(default, LogLevel.Warning, "PageFailed", "page 3 failed", [], null)));

    [Theory]
    [InlineData("ARCHIVE_LOG", "loud")]
    [InlineData("ARCHIVE_LOG", "3")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector")]
    public void Settings_ThatMakeNoSense_AreUsageErrors(string name, string value) =>
        Assert.Contains(name, Assert.Throws<UsageException>(() => SightSettings.From(asked => asked == name ? value : null)).Message, StringComparison.Ordinal);

    [Fact]
    public void Settings_TracesOfADisabledSdk_AreOff()
    {
        var variables = new Dictionary<string, string> { ["OTEL_SDK_DISABLED"] = "true", ["ARCHIVE_TRACES"] = "/tmp", ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:4317" };

        Assert.False(SightSettings.From(variables.GetValueOrDefault).WantsTraces);
        variables.Remove("OTEL_SDK_DISABLED");
        Assert.True(SightSettings.From(variables.GetValueOrDefault) is { WantsTraces: true, ExportsTraces: true });
    }
}
