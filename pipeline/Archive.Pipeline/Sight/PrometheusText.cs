using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Archive.Pipeline.Sight;

/// <summary>
/// Collects the counters and histograms of a meter and writes them in the Prometheus text exposition format 0.0.4. Gauges are added by whoever
/// asks, at the moment of asking. Safe for concurrent use.
/// </summary>
public sealed class PrometheusText : IDisposable
{
    private static readonly double[] UsualBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, Family> _families = new();

    public PrometheusText(string meterName)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == meterName) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Everything collected so far, and the gauges given.</summary>
    /// <param name="gauges">Name in Prometheus form, what it says, and its value.</param>
    public string Write(IEnumerable<(string Name, string Help, double Value)> gauges)
    {
        var text = new StringBuilder();
        foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal)) family.Write(text);
        foreach (var (name, help, value) in gauges)
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {HelpOf(help)}\n# TYPE {name} gauge\n{name} {Number(value)}\n");
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        _families.GetOrAdd(instrument.Name, _ => Family.Of(instrument)).Record(labels, value);
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            if (text.Length > 0) text.Append(',');
            var escaped = Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
            text.Append(CultureInfo.InvariantCulture, $"{name}=\"{escaped}\"");
        }

        return text.ToString();
    }

    private static string HelpOf(string? description) => description?.Replace("\\", "\\\\").Replace("\n", "\\n") ?? "";

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>One instrument with a series for each set of labels.</summary>
    private sealed class Family(string name, string? help, double[]? bounds)
    {
        private readonly ConcurrentDictionary<string, Series> _series = new();

        internal string Name => name;

        internal static Family Of(Instrument instrument)
        {
            var unit = instrument.Unit switch { "s" => "_seconds", "deg" => "_degrees", "By" => "_bytes", _ => "" };
            var name = instrument.Name.Replace('.', '_') + unit;
            if (instrument is not (Histogram<double> or Histogram<long>)) return new(name + "_total", instrument.Description, null);
            return new(name, instrument.Description, (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries?.ToArray() ?? UsualBounds);
        }

        internal void Record(string labels, double value)
        {
            var series = _series.GetOrAdd(labels, _ => new(new long[(bounds?.Length ?? 0) + 1]));
            lock (series)
            {
                series.Sum += value;
                series.Counts[bounds is null ? 0 : Bucket(bounds, value)]++;
            }
        }

        internal void Write(StringBuilder text)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {HelpOf(help)}\n# TYPE {name} {(bounds is null ? "counter" : "histogram")}\n");
            foreach (var (labels, series) in _series.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                lock (series)
                {
                    if (bounds is null) text.Append(CultureInfo.InvariantCulture, $"{name}{Braced(labels)} {Number(series.Sum)}\n");
                    else WriteHistogram(text, labels, series);
                }
            }
        }

        private void WriteHistogram(StringBuilder text, string labels, Series series)
        {
            var (sum, before) = (0L, labels.Length == 0 ? "" : labels + ",");
            for (var i = 0; i <= bounds!.Length; i++)
            {
                sum += series.Counts[i];
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{before}le=\"{(i == bounds.Length ? "+Inf" : Number(bounds[i]))}\"}} {sum}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"{name}_sum{Braced(labels)} {Number(series.Sum)}\n{name}_count{Braced(labels)} {sum}\n");
        }

        private static int Bucket(double[] bounds, double value)
        {
            var index = Array.FindIndex(bounds, bound => value <= bound);
            return index < 0 ? bounds.Length : index;
        }

        private static string Braced(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";
    }

    private sealed class Series(long[] counts)
    {
        internal long[] Counts { get; } = counts;

        internal double Sum { get; set; }
    }
}
