namespace Archive.Domain;

/// <summary>How the bytes of an encoded page image are to be read.</summary>
public enum PageImageEncoding
{
    /// <summary>ITU-T T.6 (Group 4), one strip, no end-of-line marks, 1 is black, rows not byte-aligned.</summary>
    CcittG4,

    /// <summary>ITU-T T.88 (JBIG2), the segments of one page in the embedded organisation without global segments, 1 is black.</summary>
    Jbig2,

    /// <summary>ITU-T T.81 JPEG, one component.</summary>
    JpegGray,

    /// <summary>ITU-T T.81 JPEG, YCbCr with JFIF meaning, three components.</summary>
    JpegColor,
}

/// <summary>
/// A page image as it is shown, compressed; the seam between the page worker that makes it and the PDF that carries it.
/// Its size in pixels may be smaller than the upright page's: it covers the same area.
/// </summary>
public sealed record PageImage(PageImageEncoding Encoding, int Width, int Height, ReadOnlyMemory<byte> Data);
