namespace Archive.Imaging.Formats;

/// <summary>What Exif says of orientation and resolution.</summary>
internal sealed record ExifInfo(int Orientation, double? DpiX, double? DpiY);

/// <summary>Reads the two things of Exif that matter here (Exif 2.3, 4.6.4 A); broken Exif is no reason to refuse an image.</summary>
internal static class ExifReader
{
    /// <param name="tiff">The embedded TIFF, from its byte-order mark on.</param>
    /// <returns>Null where it cannot be understood.</returns>
    public static ExifInfo? Read(byte[] tiff)
    {
        try
        {
            var structure = TiffStructure.Open(new ByteSource(new MemoryStream(tiff, writable: false), 1 << 20));
            var directory = structure.ReadDirectory(structure.FirstDirectory);
            var (x, y) = TiffTags.ResolutionOf(directory);
            return new(TiffTags.OrientationOf(directory), x, y);
        }
        catch (ImageFormatException)
        {
            return null;
        }
    }
}
