namespace Archive.Samples.Scanning;

/// <summary>How the scanner samples colour.</summary>
public enum ColourMode
{
    Colour,
    Gray,
    Bitonal,
}

/// <summary>The file format of a scanned page.</summary>
public enum ScanFormat
{
    Jpeg,
    Png,
    TiffG4,
    TiffLzw,
    TiffJpeg,
}

/// <summary>Holes of a binder along the left edge of the sheet.</summary>
public enum PunchHoles
{
    None,
    Two,
    Four,
}

/// <summary>A colour, 0 to 255 each.</summary>
public readonly record struct Rgb(int Red, int Green, int Blue);

/// <summary>Everything that happens to a page between paper and file.</summary>
public sealed record ScanConditions
{
    /// <summary>True resolution, dots per inch.</summary>
    public int Dpi { get; init; } = 300;

    /// <summary>Resolution written into the file, dots per inch; null for none (not in TIFF).</summary>
    public int? TaggedDpi { get; init; } = 300;

    public ColourMode Colour { get; init; }

    public ScanFormat Format { get; init; }

    /// <summary>1 to 100, libjpeg's scale.</summary>
    public int JpegQuality { get; init; } = 85;

    /// <summary>How often the page was saved as JPEG before, each time losing a little (0 usually).</summary>
    public int JpegGenerations { get; init; }

    /// <summary>Angle of the text lines, degrees: positive where text runs downhill to the right.</summary>
    public double SkewDegrees { get; init; }

    /// <summary>The clockwise turn by which the sheet lay in the scanner: 0, 90, 180 or 270.</summary>
    public int Turn { get; init; }

    public Rgb Paper { get; init; } = new(250, 249, 246);

    /// <summary>What shows beside the sheet and through holes: a black or white scanner lid.</summary>
    public Rgb Lid { get; init; } = new(24, 23, 25);

    /// <summary>Unevenness of the light, 0 to 1: at 1 the darkest corner has half the light.</summary>
    public double UnevenLight { get; init; }

    /// <summary>Standard deviation of the noise, grey levels of 255.</summary>
    public double Noise { get; init; } = 2;

    /// <summary>Standard deviation of the optical blur, pixels.</summary>
    public double Blur { get; init; } = 0.6;

    /// <summary>How dark the ink of the other side shines through, 0 (opaque paper) to 0.4.</summary>
    public double ShowThrough { get; init; }

    /// <summary>How much of the ink's blackness is left, 0.3 (pale) to 1.</summary>
    public double InkStrength { get; init; } = 1;

    public PunchHoles Holes { get; init; }

    /// <summary>The shadow of a staple in the top left corner.</summary>
    public bool Staple { get; init; }

    /// <summary>Number of fold lines: 0, 1 (across in half), 2 (as for an envelope) or 3 (those two and one down the sheet).</summary>
    public int Folds { get; init; }

    /// <summary>How far the scanned area reaches beyond the sheet on each side, millimetres.</summary>
    public double Overscan { get; init; }

    /// <summary>How far the sheet lies off the middle of the scanned area, millimetres.</summary>
    public (double X, double Y) Offset { get; init; }
}
