namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>
/// Which pixels before a pixel are its context in generic region coding (ITU-T T.88, 6.2.5.3). With the adaptive pixels at their
/// nominal places, those of a row stand side by side.
/// </summary>
internal sealed record GenericTemplate
{
    /// <summary>Sixteen pixels: predicts best where there is enough ink to learn from.</summary>
    public static readonly GenericTemplate Large = new()
    {
        Number = 0,
        Left = 4,
        AboveLeft = 3,
        AboveRight = 3,
        TwoAbove = 2,
        SameRowContext = 0x9B25,
        // (3, -1), (-3, -1), (2, -2), (-2, -2).
        AdaptivePixels = [3, 0xFF, 0xFD, 0xFF, 2, 0xFE, 0xFE, 0xFE],
    };

    /// <summary>Ten pixels: learns soonest, for what is little.</summary>
    public static readonly GenericTemplate Small = new()
    {
        Number = 2,
        Left = 2,
        AboveLeft = 2,
        AboveRight = 2,
        TwoAbove = 1,
        SameRowContext = 0x00E5,
        // (2, -1).
        AdaptivePixels = [2, 0xFF],
    };

    /// <summary>GBTEMPLATE and SDTEMPLATE.</summary>
    public required byte Number { get; init; }

    /// <summary>Pixels to the left in the row itself.</summary>
    public required int Left { get; init; }

    /// <summary>Pixels of the row above, besides that right above: to the left of it.</summary>
    public required int AboveLeft { get; init; }

    /// <summary>Pixels of the row above to the right.</summary>
    public required int AboveRight { get; init; }

    /// <summary>Pixels of the row two above to either side.</summary>
    public required int TwoAbove { get; init; }

    /// <summary>The context in which it is coded whether a row is like the one above (figures 8 and 10).</summary>
    public required int SameRowContext { get; init; }

    /// <summary>The nominal places of the adaptive pixels, x and y each.</summary>
    public required byte[] AdaptivePixels { get; init; }

    /// <summary>Pixels of the row above.</summary>
    public int AboveSpan => AboveLeft + 1 + AboveRight;

    /// <summary>Pixels of the row two above.</summary>
    public int TwoAboveSpan => 2 * TwoAbove + 1;

    /// <summary>Pixels altogether.</summary>
    public int Size => Left + AboveSpan + TwoAboveSpan;
}
