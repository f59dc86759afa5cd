using System.Text.Json;

namespace Archive.EndToEnd.Tests;

/// <summary>What a run of intake and node, as processes of their own, told of itself.</summary>
internal static class ClusterSight
{
    /// <summary>Every personal file is one trace, from its receipt by one process over the worker process of another to the index.</summary>
    internal static void AssertTraced(IReadOnlyList<TracedSpan> spans, int files, int pages)
    {
        var traces = spans.GroupBy(span => span.Trace).ToList();
        Assert.Equal(files, traces.Count);
        foreach (var trace in traces)
        {
            Assert.Single(trace.Where(span => span.Tags.ContainsKey("archive.file")).Select(span => span.Tags["archive.file"]).Distinct());
            Assert.Equal(2, trace.Select(span => span.Process).Distinct().Count());
            Assert.Equal(["complete file", "receive source", "work page"], trace.Where(span => span.Parent is null).Select(span => span.Name).Distinct().Order());
            var ids = trace.ToDictionary(span => span.Id);
            Assert.All(trace, span => Assert.True(span.Parent is null || ids.ContainsKey(span.Parent), $"{span.Name} hangs in the air"));
        }

        var worked = spans.Where(span => span.Name == "process page").ToList();
        Assert.Equal(pages, worked.Count);
        var byId = spans.ToDictionary(span => span.Id);
        foreach (var page in worked)
        {
            // The worker's own process measured it; the host's span is around it.
            var host = byId[page.Parent!];
            Assert.Equal(("page worker", page.Tags["process.pid"]), (host.Name, host.Tags["archive.worker.pid"]));
            Assert.DoesNotContain($"-{page.Tags["process.pid"]}-", page.Process, StringComparison.Ordinal);
            Assert.True(host.Start <= page.Start && page.End <= host.End, "the worker's time lies within the host's");
            Assert.Contains(spans, span => span.Parent == page.Id && span.Name == "decode" && span.Tags["archive.outcome"] == "Done");
            Assert.Equal("work page", byId[host.Parent!].Name);
        }

        foreach (var step in new[] { "text", "put object", "put master", "enter source", "finish page", "assemble", "index" }) Assert.Contains(spans, span => span.Name == step);
    }

    /// <summary>One JSON object a line, each with time, level, event and node.</summary>
    internal static IReadOnlyList<JsonElement> AssertLog(string error)
    {
        var events = error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.All(events, entry =>
        {
            Assert.Equal(TimeSpan.Zero, entry.GetProperty("time").GetDateTimeOffset().Offset);
            foreach (var name in new[] { "level", "event", "node" }) Assert.NotEmpty(entry.GetProperty(name).GetString()!);
        });
        return events;
    }
}
