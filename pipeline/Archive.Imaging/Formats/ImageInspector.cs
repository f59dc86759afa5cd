using Archive.Domain;

namespace Archive.Imaging.Formats;

/// <summary>
/// Tells by content, never by name, which accepted image format a file has, and reads its header with bounded effort:
/// at most 64 MB are read whatever the file claims, no pixel is decoded and no native code runs.
/// </summary>
public static class ImageInspector
{
    private const long ReadBudget = 64 << 20;

    /// <summary>Inspects a seekable stream. A PDF is rejected here: it is no image; see <see cref="FormatSniffer"/>.</summary>
    /// <exception cref="IOException">The stream could not be read.</exception>
    public static ImageInspection Inspect(Stream stream)
    {
        var source = new ByteSource(stream, ReadBudget);
        if (source.Length == 0) return new ImageInspection.Rejected("the file is empty");
        var sniffed = FormatSniffer.Sniff(source.Take(0, FormatSniffer.BytesNeeded));
        try
        {
            return sniffed switch
            {
                SniffedFormat.Known { Format: MasterFormat.Jpeg } => One(MasterFormat.Jpeg, JpegHeaderReader.Read(source)),
                SniffedFormat.Known { Format: MasterFormat.Png } => One(MasterFormat.Png, PngHeaderReader.Read(source)),
                SniffedFormat.Known { Format: MasterFormat.Jpeg2000 } => One(MasterFormat.Jpeg2000, Jpeg2000HeaderReader.Read(source)),
                SniffedFormat.Known { Format: MasterFormat.Tiff } => Many(TiffHeaderReader.Read(source)),
                SniffedFormat.Foreign foreign => new ImageInspection.Rejected(foreign.Reason),
                _ => new ImageInspection.Rejected("a PDF is not an image"),
            };
        }
        catch (ImageFormatException fault)
        {
            return new ImageInspection.Rejected(fault.StandsAlone ? fault.Message : $"a {NameOf(sniffed)} that cannot be read: {fault.Message}");
        }
    }

    /// <summary>Inspects bytes in memory.</summary>
    public static ImageInspection Inspect(byte[] data) => Inspect(new MemoryStream(data, writable: false));

    private static ImageInspection One(MasterFormat format, ImageHeader header) =>
        (ImageLimits.RefusalOf(header.Width, header.Height) ?? ImageLimits.RefusalOfBytes(header)) is { } refusal
            ? new ImageInspection.Rejected(refusal)
            : new ImageInspection.Accepted(format, [header]);

    // A file with one good page is taken, so that its bad pages are accounted for one by one.
    private static ImageInspection Many(IReadOnlyList<ImageHeader> pages) =>
        pages.Any(page => page.Fault is null)
            ? new ImageInspection.Accepted(MasterFormat.Tiff, pages)
            : new ImageInspection.Rejected(pages[0].Fault!);

    private static string NameOf(SniffedFormat sniffed) =>
        sniffed is SniffedFormat.Known known ? FormatSniffer.NameOf(known.Format) : "file";
}
