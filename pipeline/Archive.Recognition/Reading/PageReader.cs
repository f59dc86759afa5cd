using Archive.Domain;
using Archive.Recognition.Layout;

namespace Archive.Recognition.Reading;

/// <summary>
/// Reads an upright page: layout and first reading by the engine of the page's main language, then those lines it was unsure of by the others,
/// then the reading order.
/// </summary>
public sealed class PageReader(EngineSet engines, ReadingOptions options)
{
    private readonly SecondLook _secondLook = new(engines, options);

    /// <param name="page">Normalized grey page, upright and deskewed.</param>
    /// <param name="mainLanguage">The language most of it is in, as probed.</param>
    public RecognizedText Read(GrayImage page, Dpi dpi, string mainLanguage, CancellationToken cancellation = default)
    {
        var words = engines.For(mainLanguage).Recognize(page, dpi, Segmentation.Automatic);
        var lines = new List<EngineLine>();
        foreach (var line in EngineLine.Group(words, mainLanguage))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Clean(_secondLook.Take(page, dpi, line)) is { } kept) lines.Add(kept);
        }

        return ReadingOrder.Arrange(lines, page.Width, page.Height, dpi);
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
        var words = line.Words.Where(word => word.Confidence.Value >= options.LeastMark || word.Text.Any(char.IsLetterOrDigit)).ToList();
        return words.Count == 0 ? null : line with { Words = words };
    }
}
