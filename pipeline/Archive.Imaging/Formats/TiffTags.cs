namespace Archive.Imaging.Formats;

/// <summary>Tag numbers of TIFF 6.0 (and Exif, which shares them) that matter to decoding.</summary>
internal static class TiffTags
{
    public const int NewSubfileType = 254;
    public const int Width = 256;
    public const int Height = 257;
    public const int BitsPerSample = 258;
    public const int Compression = 259;
    public const int Photometric = 262;
    public const int StripOffsets = 273;
    public const int Orientation = 274;
    public const int SamplesPerPixel = 277;
    public const int StripByteCounts = 279;
    public const int XResolution = 282;
    public const int YResolution = 283;
    public const int PlanarConfiguration = 284;
    public const int ResolutionUnit = 296;
    public const int TileWidth = 322;
    public const int TileHeight = 323;
    public const int TileOffsets = 324;
    public const int TileByteCounts = 325;
    public const int ExtraSamples = 338;
    public const int SampleFormat = 339;
    public const int OldJpegInterchange = 513;

    /// <summary>Resolution in dots per inch as a directory claims it; null where it names no unit or no number.</summary>
    public static (double? X, double? Y) ResolutionOf(TiffDirectory directory)
    {
        var perInch = (int)directory.Number(ResolutionUnit, 2) switch
        {
            2 => 1.0,
            3 => 2.54,
            _ => 0,
        };
        return (Scaled(directory.Number(XResolution, 0), perInch), Scaled(directory.Number(YResolution, 0), perInch));
    }

    /// <summary>1 to 8; anything else counts as upright.</summary>
    public static int OrientationOf(TiffDirectory directory) =>
        directory.Number(Orientation, 1) is var value and >= 1 and <= 8 ? (int)value : 1;

    private static double? Scaled(double value, double factor) => value * factor is var dpi && double.IsFinite(dpi) && dpi > 0 ? dpi : null;
}
