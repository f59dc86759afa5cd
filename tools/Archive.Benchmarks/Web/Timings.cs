using System.Collections.Concurrent;
using System.Globalization;

namespace Archive.Benchmarks.Web;

/// <summary>How long requests took, by kind, and which went wrong. Safe for use from many tasks.</summary>
internal sealed class Timings
{
    private readonly ConcurrentQueue<(string Kind, double Milliseconds)> _times = new();
    private readonly ConcurrentDictionary<string, int> _errors = new();

    internal int Count => _times.Count;

    internal int Errors => _errors.Values.Sum();

    internal void Add(string kind, double milliseconds) => _times.Enqueue((kind, milliseconds));

    internal void Fail(string what) => _errors.AddOrUpdate(what, 1, (_, count) => count + 1);

    /// <param name="share">0 to 1.</param>
    /// <param name="kind">All kinds where null.</param>
    internal double At(double share, string? kind = null)
    {
        var sorted = _times.Where(one => kind is null || one.Kind == kind).Select(one => one.Milliseconds).Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(sorted.Count * share) - 1)];
    }

    internal void Write(TextWriter output, Timings alone, TimeSpan span)
    {
        output.WriteLine($"{"request",-16}{"count",9}{"p50 ms",9}{"p95 ms",9}{"p99 ms",9}{"p95, alone = 1",16}");
        foreach (var kind in _times.Select(one => one.Kind).Distinct().Order(StringComparer.Ordinal).Append(null))
        {
            var count = _times.Count(one => kind is null || one.Kind == kind);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{kind ?? "all",-16}{count,9:N0}{At(0.5, kind),9:F0}{At(0.95, kind),9:F0}{At(0.99, kind),9:F0}{At(0.95, kind) / alone.At(0.95, kind),16:F1}"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Count / span.TotalSeconds:F0} requests a second, {Errors} errors"));
        foreach (var (what, count) in _errors) output.WriteLine($"  {count} × {what}");
    }
}
