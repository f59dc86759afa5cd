namespace Archive.Imaging.Deskew;

/// <summary>How the angle of the text lines is looked for.</summary>
public sealed record DeskewOptions
{
    /// <summary>Largest angle looked for, degrees to either side; 1 to 20.</summary>
    public double Range { get; init; } = 12;

    /// <summary>Step of the first sweep, degrees. The score's peak is about 1° wide.</summary>
    public double SweepStep { get; init; } = 1;

    /// <summary>Where the search by halving stops, degrees.</summary>
    public double FinestStep { get; init; } = 0.01;

    /// <summary>Resolution of the bitonal image that is searched, dots per inch.</summary>
    public double SearchDpi { get; init; } = 150;

    /// <summary>Ratio of best to worst score from which an angle is believed (Leptonica's measure; its own threshold is 3).</summary>
    public double LeastRatio { get; init; } = 3;
}
