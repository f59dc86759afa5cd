using Archive.Domain;

namespace Archive.Recognition.Reading;

/// <summary>
/// Reads an upright page: layout and first reading by the engine of the page's main language, then those lines it was unsure of by the others,
/// then the reading order.
/// </summary>
public sealed class PageReader(EngineSet engines, ReadingOptions options)
{
    private readonly SecondLook _secondLook = new(engines, options);

    /// <summary>Finds and reads the lines of a page.</summary>
    /// <param name="page">Normalized grey page, upright and deskewed, without rules.</param>
    /// <param name="mainLanguage">The language most of it is in, as probed.</param>
    public IReadOnlyList<EngineLine> ReadLines(GrayImage page, Dpi dpi, string mainLanguage, CancellationToken cancellation)
    {
        var lines = new List<EngineLine>();
        foreach (var line in EngineLine.Group(engines.For(mainLanguage).Recognize(page, dpi, Segmentation.Automatic), mainLanguage))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Clean(_secondLook.Take(page, dpi, line)) is { } kept) lines.Add(kept);
        }

        return lines;
    }

    /// <summary>Reads strips that look like text and that the page's layout passed over; only what reads well is kept.</summary>
    public IReadOnlyList<EngineLine> ReadStrips(GrayImage page, Dpi dpi, string mainLanguage, IReadOnlyList<PixelRect> strips, CancellationToken cancellation)
    {
        var lines = new List<EngineLine>();
        foreach (var strip in strips)
        {
            cancellation.ThrowIfCancellationRequested();
            var words = engines.For(mainLanguage).Recognize(Cut(page, strip), dpi, Segmentation.SingleLine);
            if (words.Count == 0) continue;
            var line = new EngineLine([.. words.Select(word => word.MovedBy(strip.X, strip.Y))], mainLanguage, EngineLine.NoBlock);
            if (Clean(_secondLook.Take(page, dpi, line)) is { } kept && kept.Confidence >= options.LeastStrip && kept.Text.Length > 1) lines.Add(kept);
        }

        return lines;
    }

    /// <summary>Copies a part of the page.</summary>
    public static GrayImage Cut(GrayImage page, PixelRect area)
    {
        var pixels = new byte[area.Width * area.Height];
        for (var y = 0; y < area.Height; y++)
            page.Pixels.AsSpan((area.Y + y) * page.Width + area.X, area.Width).CopyTo(pixels.AsSpan(y * area.Width));
        return new(area.Width, area.Height, pixels);
    }

    private EngineLine? Clean(EngineLine line)
    {
        if (line.Confidence < options.LeastLine) return null;
        var words = line.Words.Where(IsText).ToList();
        if (words.Count == 0) return null;
        var kept = line with { Words = words };
        return kept.Letters <= 2 && kept.Confidence < options.LeastShortLine ? null : kept;
    }

    /// <summary>A lone bar is what is left of a rule.</summary>
    private bool IsText(EngineWord word) =>
        word.Text is not ("|" or "_" or "__") && word.Confidence.Value >= (word.Text.Any(char.IsLetterOrDigit) ? options.LeastWord : options.LeastMark);
}
