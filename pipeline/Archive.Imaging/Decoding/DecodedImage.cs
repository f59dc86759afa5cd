using Archive.Domain;
using Archive.Imaging.Formats;

namespace Archive.Imaging.Decoding;

/// <summary>A page image decoded into one of the three forms that the stages work on.</summary>
/// <param name="Image">1 bit, 8-bit grey or 32-bit RGB, without palette and alpha, as the rows are stored. The receiver disposes it.</param>
/// <param name="Damage">One clause where the image could be read only in part; null where it is whole.</param>
public sealed record DecodedImage(Pix Image, string? Damage);

/// <summary>
/// Decodes one page of an image file. Palettes are resolved, alpha is composed over white, 16 bits are reduced to 8, CMYK becomes RGB,
/// colour that is none becomes grey and grey that is only black and white becomes bitonal, without loss.
/// Native decoders run here: call it where a crash costs one page.
/// </summary>
public static class ImageDecoder
{
    /// <param name="path">A file that does not change meanwhile.</param>
    /// <param name="header">The page's header as <see cref="ImageInspector"/> found it; its limits are relied on.</param>
    /// <param name="workFolder">An existing folder for intermediate files, which are removed again.</param>
    /// <returns><c>Done</c>, or <c>Failed</c> with one clause.</returns>
    public static StageOutcome<DecodedImage> Decode(string path, MasterFormat format, ImageHeader header, string workFolder)
    {
        if (header.Fault is { } fault) return new StageOutcome<DecodedImage>.Failed(fault);
        try
        {
            return new StageOutcome<DecodedImage>.Done(format switch
            {
                MasterFormat.Jpeg => JpegDecoding.Decode(File.ReadAllBytes(path), header, workFolder),
                MasterFormat.Png => PngDecoding.Decode(File.ReadAllBytes(path)),
                MasterFormat.Jpeg2000 => Jpeg2000Decoding.Decode(path, header, workFolder),
                MasterFormat.Tiff => TiffDecoding.Decode(path, header),
                _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not an image format."),
            });
        }
        catch (ImagingException error)
        {
            return new StageOutcome<DecodedImage>.Failed(error.Message);
        }
    }
}
