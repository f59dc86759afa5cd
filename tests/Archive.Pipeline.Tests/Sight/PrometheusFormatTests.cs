using System.Diagnostics.Metrics;
using Archive.Pipeline.Sight;
using Archive.Testing;

namespace Archive.Pipeline.Tests.Sight;

/// <summary>What the writer writes is valid; and the checker would see it if it were not.</summary>
public class PrometheusFormatTests
{
    private const string Head = "# HELP a b\n# TYPE a histogram\n";

    [Fact]
    public void Write_EveryKindWithOddLabelsAndValues_IsValid()
    {
        using var meter = new Meter("Archive.Tests." + Guid.NewGuid().ToString("N"));
        using var text = new PrometheusText(meter.Name);
        var counter = meter.CreateCounter<long>("archive.odd", description: "A \\ and a\nline break.");
        foreach (var label in new[] { "plain", "a \"b\"\\\n", "}=,", "ā Я" }) counter.Add(1, new KeyValuePair<string, object?>("label", label));
        var histogram = meter.CreateHistogram<double>("archive.time", "s");
        foreach (var value in new[] { 0, 1e-7, 3, 1e22 }) histogram.Record(value, new("stage", "text"), new("kind", "x"));
        foreach (var value in new[] { 0.5, 2.0 }) histogram.Record(value);

        PrometheusFormat.AssertValid(text.Write([("archive_gauge", "Back\\slash\nand more", double.PositiveInfinity), ("archive_none", "", double.NaN), ("archive_less", "x", -1.5)]));
    }

    [Theory]
    [InlineData("a 1\n")]
    [InlineData("# HELP a b\na 1\n")]
    [InlineData("# HELP a b\n# TYPE a gauge\na 1")]
    [InlineData("# HELP a b\n# TYPE a gauge\na 1\na 2\n")]
    [InlineData("# HELP a b\n# TYPE a gauge\nb 1\n")]
    [InlineData("# HELP a b\n# TYPE a gauge\na{x=\"\\q\"} 1\n")]
    [InlineData("# HELP a b\n# TYPE a gauge\na Infinity\n")]
    [InlineData("# HELP a b\\c\n# TYPE a gauge\na 1\n")]
    [InlineData("# HELP a b\n# TYPE a counter\na -1\n")]
    [InlineData(Head + "a_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n")]
    [InlineData(Head + "a_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n")]
    [InlineData(Head + "a_bucket{le=\"2\"} 1\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n")]
    [InlineData(Head + "a_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 2\n")]
    [InlineData(Head + "a_bucket{le=\"+Inf\"} 1\na_count 1\n")]
    public void AssertValid_TextThatBreaksARule_IsRefused(string text) => Assert.Throws<FormatException>(() => PrometheusFormat.AssertValid(text));
}
