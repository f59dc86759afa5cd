using Archive.Domain;

namespace Archive.Pdf;

/// <summary>A bookmark that leads to a page; <see cref="Level"/> 0 is the top of the outline.</summary>
public sealed record PdfBookmark(string Title, int Level = 0);

/// <summary>One page to be written: its size, what is seen, and the text under it.</summary>
public sealed record PdfPage
{
    /// <summary>Width of the upright page in pixels at <see cref="Dpi"/>.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the upright page in pixels at <see cref="Dpi"/>.</summary>
    public required int Height { get; init; }

    /// <summary>The resolution that gives the page its physical size.</summary>
    public required Dpi Dpi { get; init; }

    /// <summary>What is seen; it covers the whole page.</summary>
    public required IPageAppearance Appearance { get; init; }

    /// <summary>The recognized text, put invisibly where the ink is; null for a page without text.</summary>
    public RecognizedText? Text { get; init; }

    /// <summary>The page's label; null for its number in the file, from 1.</summary>
    public string? Label { get; init; }

    /// <summary>Bookmarks that lead here, outermost first.</summary>
    public IReadOnlyList<PdfBookmark> Bookmarks { get; init; } = [];

    /// <summary>A page that shows an encoded image, which may have fewer pixels than the page.</summary>
    public static PdfPage FromImage(PageImage image, int width, int height, Dpi dpi) =>
        new() { Width = width, Height = height, Dpi = dpi, Appearance = new EncodedImageAppearance(image) };
}
