using Archive.Imaging.Formats;

namespace Archive.Imaging.Decoding;

/// <summary>
/// Decodes one page of a TIFF: grey and bitonal strips row by row, so that a page of any size needs little more memory than its pixels;
/// everything else through libtiff's conversion to RGB.
/// </summary>
internal static class TiffDecoding
{
    private const int FloatingPoint = 3;
    private const int OldJpeg = 6;

    public static DecodedImage Decode(string path, ImageHeader header)
    {
        var layout = header.Tiff!;
        if (layout.SampleFormat == FloatingPoint || header.BitsPerSample > 16)
            throw new ImagingException($"the TIFF page has samples of {header.BitsPerSample} bits{(layout.SampleFormat == FloatingPoint ? " in floating point" : "")}, which is no page image");
        using var page = TiffPage.Open(path, layout.Directory);
        var image = ReadsByRow(header, layout) ? TiffRows.Read(page, header) : TiffRgba.Read(page, header);
        return new(PixelForms.Least(image), DamageOf(page, layout));
    }

    private static bool ReadsByRow(ImageHeader header, TiffLayout layout) =>
        layout is { Tiled: false, Planar: false, Compression: not OldJpeg } &&
        (layout.Photometric is 0 or 1 && header.Samples == 1 || layout.Photometric == 5 && header.Samples == 4 && header.BitsPerSample == 16);

    private static string? DamageOf(TiffPage page, TiffLayout layout)
    {
        if (layout.MissingBlocks > 0) return $"the TIFF ends early: {layout.MissingBlocks:N0} of {layout.Blocks:N0} parts of the page are cut off";
        return page.Errors > 0 ? $"the TIFF page is damaged ({page.FirstError})" : null;
    }
}
