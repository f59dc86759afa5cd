namespace Archive.Imaging.Inspect;

/// <summary>What counts as ink and as blank.</summary>
public sealed record InspectOptions
{
    /// <summary>Contrast against the paper (0 to 1) from which something is ink at 100 dpi; show-through of office paper stays below 0.2.</summary>
    public double InkContrast { get; init; } = 0.26;

    /// <summary>Ink smaller than this in both directions is dust, millimetres.</summary>
    public double Dust { get; init; } = 0.6;

    /// <summary>A strip along the image's edge where shadows of the sheet's edge lie, millimetres.</summary>
    public double EdgeStrip { get; init; } = 4;

    /// <summary>Total ink up to which a page with few marks is blank, square millimetres: less than a one-digit page number.</summary>
    public double BlankInk { get; init; } = 0.9;

    /// <summary>Page sizes tried when the resolution has to be estimated (width × height, millimetres): A4, A5, A3, letter, ID-3 passport spread.</summary>
    public IReadOnlyList<(double Width, double Height)> PaperSizes { get; init; } = [(210, 297), (148, 210), (297, 420), (215.9, 279.4), (125, 176)];

    /// <summary>Resolutions scanners are set to, dots per inch.</summary>
    public IReadOnlyList<double> UsualResolutions { get; init; } = [300, 200, 400, 600, 150, 240, 100];
}
