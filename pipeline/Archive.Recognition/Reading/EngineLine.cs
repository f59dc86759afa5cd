using Archive.Domain;

namespace Archive.Recognition.Reading;

/// <summary>A line as an engine found and read it, before the page's reading order is settled.</summary>
public sealed record EngineLine(IReadOnlyList<EngineWord> Words, string Language, int Block)
{
    /// <summary>Block of a line that the page's layout did not find.</summary>
    public const int NoBlock = -1;

    public PixelRect Box => Words.Aggregate(default(PixelRect), (all, word) => all.Union(word.Box));

    /// <summary>Mean confidence of the words, weighted by their length.</summary>
    public double Confidence => Words.Count == 0 ? 0 : Words.Sum(word => word.Confidence.Value * word.Text.Length) / Words.Sum(word => word.Text.Length);

    public string Text => string.Join(' ', Words.Select(word => word.Text));

    public int Letters => Words.Sum(word => word.Text.Count(char.IsLetterOrDigit));

    /// <summary>The same line in the pixels of an image so many times as large.</summary>
    public EngineLine ScaledBy(double factor) => this with { Words = [.. Words.Select(word => word.ScaledBy(factor))] };

    /// <summary>Groups words of one reading into its lines.</summary>
    public static IEnumerable<EngineLine> Group(IEnumerable<EngineWord> words, string language) =>
        words.GroupBy(word => word.Line).Select(line => new EngineLine([.. line], language, line.First().Block));
}
