using System.Diagnostics.Metrics;
using Archive.Pipeline.Sight;

namespace Archive.Pipeline.Tests.Sight;

public sealed class PrometheusTextTests : IDisposable
{
    private readonly Meter _meter = new("Archive.Tests." + Guid.NewGuid().ToString("N"));
    private readonly PrometheusText _text;

    public PrometheusTextTests() => _text = new(_meter.Name);

    public void Dispose()
    {
        _text.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Write_CounterWithLabels_OneLineForEachSeries()
    {
        var counter = _meter.CreateCounter<long>("archive.pages.finished", description: "Pages.");
        counter.Add(2, new KeyValuePair<string, object?>("outcome", "Done"));
        counter.Add(1, new KeyValuePair<string, object?>("outcome", "a \"b\"\\\n"));
        counter.Add(1, new KeyValuePair<string, object?>("outcome", "Done"));

        Assert.Equal(
            "# HELP archive_pages_finished_total Pages.\n# TYPE archive_pages_finished_total counter\n"
            + "archive_pages_finished_total{outcome=\"Done\"} 3\narchive_pages_finished_total{outcome=\"a \\\"b\\\"\\\\\\n\"} 1\n",
            _text.Write([]));
    }

    [Fact]
    public void Write_Histogram_CumulativeBucketsSumAndCount()
    {
        var histogram = _meter.CreateHistogram<double>("archive.stage.cpu", "s", "Time.", advice: new() { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var value in new[] { 0.05, 0.1, 0.5, 7 }) histogram.Record(value, new KeyValuePair<string, object?>("stage", "text"));

        Assert.Equal(
            "# HELP archive_stage_cpu_seconds Time.\n# TYPE archive_stage_cpu_seconds histogram\n"
            + "archive_stage_cpu_seconds_bucket{stage=\"text\",le=\"0.1\"} 2\narchive_stage_cpu_seconds_bucket{stage=\"text\",le=\"1\"} 3\n"
            + "archive_stage_cpu_seconds_bucket{stage=\"text\",le=\"+Inf\"} 4\n"
            + "archive_stage_cpu_seconds_sum{stage=\"text\"} 7.65\narchive_stage_cpu_seconds_count{stage=\"text\"} 4\n",
            _text.Write([]));
    }

    [Fact]
    public void Write_OtherMeters_AreLeftOut()
    {
        using var other = new Meter("Somebody.Else");
        other.CreateCounter<long>("their.count").Add(1);

        Assert.Equal("# HELP a b\n# TYPE a gauge\na 1.5\n", _text.Write([("a", "b", 1.5)]));
    }
}
