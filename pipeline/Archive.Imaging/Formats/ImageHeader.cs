using Archive.Domain;

namespace Archive.Imaging.Formats;

/// <summary>What an image says of itself before any pixel is decoded.</summary>
/// <param name="Width">Pixels per row as stored, before any orientation is applied; at least 1 where <see cref="Fault"/> is null.</param>
/// <param name="Height">Rows as stored; at least 1 where <see cref="Fault"/> is null.</param>
/// <param name="BitsPerSample">Bits of one sample, 1 to 64.</param>
/// <param name="Samples">Samples per pixel, alpha and other extra samples included; a palette index is one sample.</param>
public sealed record ImageHeader(int Width, int Height, int BitsPerSample, int Samples)
{
    /// <summary>Horizontal resolution in dots per inch exactly as claimed, however absurd; null where none is claimed or its unit is unknown.</summary>
    public double? DpiX { get; init; }

    /// <summary>Vertical resolution in dots per inch exactly as claimed; null where none is claimed or its unit is unknown.</summary>
    public double? DpiY { get; init; }

    /// <summary>How the stored rows lie on the page, in the numbers of TIFF 6.0 tag 274 and Exif, 1 (upright) to 8.</summary>
    public int Orientation { get; init; } = 1;

    /// <summary>Why this one page cannot be decoded although its file is readable; null where it can be tried.</summary>
    public string? Fault { get; init; }

    /// <summary>Set for TIFF only.</summary>
    public TiffLayout? Tiff { get; init; }

    /// <summary>Set for JPEG only.</summary>
    public JpegLayout? Jpeg { get; init; }

    /// <summary>A page of which nothing but the fault is known.</summary>
    public static ImageHeader Unreadable(string fault) => new(0, 0, 0, 0) { Fault = fault };
}

/// <summary>How a TIFF page is laid out (TIFF 6.0, tag numbers in brackets).</summary>
/// <param name="Directory">Byte offset of the page's directory in the file.</param>
/// <param name="Compression">Compression scheme [259], 1 where none.</param>
/// <param name="Photometric">Meaning of the samples [262]: 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 separated, 6 YCbCr …</param>
/// <param name="Planar">Samples stored plane by plane [284].</param>
/// <param name="Tiled">Stored in tiles instead of strips [322].</param>
/// <param name="SampleFormat">1 unsigned, 2 signed, 3 floating point, 4 undefined [339].</param>
/// <param name="ExtraSamples">Samples beyond those of the colour space [338].</param>
/// <param name="Blocks">Number of strips or tiles.</param>
/// <param name="MissingBlocks">Strips or tiles that lie wholly or partly beyond the end of the file.</param>
public sealed record TiffLayout(
    long Directory, int Compression, int Photometric, bool Planar, bool Tiled, int SampleFormat, int ExtraSamples, int Blocks, int MissingBlocks);

/// <summary>What matters to decoding a JPEG rightly (ITU-T T.81).</summary>
/// <param name="AdobeMarker">An Adobe APP14 segment is there: four-component images are stored inverted by custom.</param>
/// <param name="StrayRuns">Runs of bytes between segments that belong to none; harmless, yet the decoder warns once for each.</param>
/// <param name="EndMarkerSeen">The end-of-image marker stands in the last bytes of the file.</param>
public sealed record JpegLayout(bool AdobeMarker, int StrayRuns, bool EndMarkerSeen);

/// <summary>The outcome of looking at a file's header.</summary>
public abstract record ImageInspection
{
    private ImageInspection() { }

    /// <summary>An image of an accepted format with one entry for each page; a page may still carry a fault of its own.</summary>
    public sealed record Accepted(MasterFormat Format, IReadOnlyList<ImageHeader> Pages) : ImageInspection;

    /// <summary>No image that is taken, with one clause saying why.</summary>
    public sealed record Rejected(string Reason) : ImageInspection;
}
