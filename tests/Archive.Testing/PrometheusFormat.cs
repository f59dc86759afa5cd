using System.Globalization;
using System.Text.RegularExpressions;

namespace Archive.Testing;

/// <summary>
/// Checks text against the rules of the Prometheus exposition format 0.0.4: every family with HELP and TYPE once and in front of its samples,
/// which stand together; names, labels, escapes and numbers as they may be; no sample twice; histograms with rising bounds, cumulative counts,
/// +Inf equal to _count, and _sum.
/// </summary>
public static partial class PrometheusFormat
{
    /// <exception cref="FormatException">A rule is broken; the message says which line and why.</exception>
    public static void AssertValid(string text)
    {
        if (text.Length > 0 && !text.EndsWith('\n')) throw new FormatException("The last line must end with a line feed.");
        var (family, help, type) = ("", (string?)null, (string?)null);
        var (seen, families, samples) = (new HashSet<string>(), new HashSet<string>(), new List<Sample>());
        foreach (var line in text.Split('\n')[..^1])
        {
            if (HelpPattern().Match(line) is { Success: true } helped)
            {
                Check(family, type, samples);
                (family, help, type) = (helped.Groups[1].Value, helped.Groups[2].Value, null);
                samples.Clear();
                Require(families.Add(family), line, "the family was there before");
                Require(!BadEscapePattern().IsMatch(help), line, "a backslash in HELP begins \\\\ or \\n alone");
            }
            else if (TypePattern().Match(line) is { Success: true } typed)
            {
                Require(typed.Groups[1].Value == family && type is null, line, "TYPE follows its HELP, once");
                type = typed.Groups[2].Value;
            }
            else
            {
                var sample = Parse(line);
                Require(type is not null && BelongsTo(sample.Name, family, type), line, $"the sample is none of {family} ({type})");
                Require(seen.Add($"{sample.Name}{{{string.Join(',', sample.Labels.Order())}}}"), line, "the sample was there before");
                Require(type != "counter" || sample.Value >= 0, line, "a counter is not negative");
                samples.Add(sample);
            }
        }

        Check(family, type, samples);
    }

    private static Sample Parse(string line)
    {
        var match = SamplePattern().Match(line);
        Require(match.Success, line, "this is no sample");
        var labels = LabelPattern().Matches(match.Groups[2].Value).Select(label => label.Value.TrimEnd(',')).ToList();
        var value = match.Groups[3].Value switch { "+Inf" => double.PositiveInfinity, "-Inf" => double.NegativeInfinity, "NaN" => double.NaN, var number => double.Parse(number, CultureInfo.InvariantCulture) };
        return new(match.Groups[1].Value, labels, value);
    }

    private static bool BelongsTo(string name, string family, string type) =>
        type == "histogram" ? name == family + "_bucket" || name == family + "_sum" || name == family + "_count" : name == family;

    private static void Check(string family, string? type, List<Sample> samples)
    {
        if (type != "histogram") return;
        foreach (var series in samples.GroupBy(sample => string.Join(',', sample.Labels.Where(label => !label.StartsWith("le=", StringComparison.Ordinal)))))
        {
            var buckets = series.Where(sample => sample.Name.EndsWith("_bucket", StringComparison.Ordinal)).Select(bucket => (Bound: Bound(bucket), bucket.Value)).ToList();
            Require(buckets.Count > 0 && double.IsPositiveInfinity(buckets[^1].Bound), family, "the last bucket is +Inf");
            Require(buckets.Zip(buckets.Skip(1)).All(pair => pair.First.Bound < pair.Second.Bound && pair.First.Value <= pair.Second.Value), family, "bounds rise, counts are cumulative");
            Require(series.Single(sample => sample.Name == family + "_count").Value == buckets[^1].Value, family, "_count equals the bucket +Inf");
            Require(series.Count(sample => sample.Name == family + "_sum") == 1, family, "there is one _sum");
        }
    }

    private static double Bound(Sample bucket)
    {
        var le = bucket.Labels.Single(label => label.StartsWith("le=", StringComparison.Ordinal))[4..^1];
        return le == "+Inf" ? double.PositiveInfinity : double.Parse(le, CultureInfo.InvariantCulture);
    }

    private static void Require(bool holds, string line, string rule)
    {
        if (!holds) throw new FormatException($"{rule}: {line}");
    }

    private sealed record Sample(string Name, IReadOnlyList<string> Labels, double Value);

    [GeneratedRegex("^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$")]
    private static partial Regex HelpPattern();

    [GeneratedRegex("^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)$")]
    private static partial Regex TypePattern();

    [GeneratedRegex("""^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\["\\n])*",?)+)\})? ([+-]Inf|NaN|-?[0-9.]+(?:[eE][+-]?[0-9]+)?)$""")]
    private static partial Regex SamplePattern();

    [GeneratedRegex("""[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\["\\n])*",?""")]
    private static partial Regex LabelPattern();

    [GeneratedRegex(@"(?<!\\)(?:\\\\)*\\(?![\\n])")]
    private static partial Regex BadEscapePattern();
}
