namespace Archive.Domain;

/// <summary>The colours of a picture of a page.</summary>
public enum RenditionColour
{
    /// <summary>As the page image has them.</summary>
    AsIs,
    Gray,
    Bitonal,
}

/// <summary>The file format of a picture of a page.</summary>
public enum RenditionFormat
{
    Jpeg,
    Png,
}

/// <summary>A picture of a page image or of a part of it: cut out, brought to a size, mirrored, turned, in this order (IIIF Image API 3.0, section 4).</summary>
/// <param name="Region">What of the page image, in its pixels; within it and not empty.</param>
/// <param name="Width">Width in pixels that the region is brought to, before it is turned; 1 and up.</param>
/// <param name="Height">The same of its height.</param>
/// <param name="ClockwiseDegrees">0, 90, 180 or 270.</param>
public sealed record Rendition(
    PixelRect Region, int Width, int Height, bool Mirrored = false, int ClockwiseDegrees = 0, RenditionColour Colour = RenditionColour.AsIs, RenditionFormat Format = RenditionFormat.Jpeg);

/// <summary>Pictures to be made of one encoded page image: one decoding serves them all.</summary>
public sealed record PageView(PageImageEncoding Encoding, int Width, int Height, IReadOnlyList<Rendition> Renditions)
{
    /// <summary>What image it is, so that a worker which has it decoded knows it again; null where it is to be forgotten at once.</summary>
    public Sha256Digest? Image { get; init; }
}
