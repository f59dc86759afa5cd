namespace Archive.Recognition.Reading;

/// <summary>How pages are read.</summary>
public sealed record ReadingOptions
{
    /// <summary>Models by likelihood; the first is tried first. ISO 639-2 codes as Tesseract names its models.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["lav", "rus", "eng"];

    /// <summary>
    /// Pages of a higher resolution are brought down to this before they are read, dots per inch. The models read lines 36 pixels high, which is
    /// print of 8 to 11 points at this resolution; more pixels cost a fifth more time in layout and make nothing truer.
    /// </summary>
    public double Dpi { get; init; } = 240;

    /// <summary>A word read with at least this confidence (0 to 1) is not read again in other languages.</summary>
    public double SureWord { get; init; } = 0.8;

    /// <summary>Another language replaces words only where its confidence is higher by this much.</summary>
    public double LanguageMargin { get; init; } = 0.05;

    /// <summary>The same where the other language has another script: letters of one read as those of the other look sure too easily.</summary>
    public double ScriptMargin { get; init; } = 0.12;

    /// <summary>Mean confidence (0 to 1) of probe lines from which a page is taken to be the right way up without trying the other way.</summary>
    public double SureUpright { get; init; } = 0.80;

    /// <summary>A page is turned only where the lines read this much better after it.</summary>
    public double TurnMargin { get; init; } = 0.15;

    /// <summary>A page is turned only where its lines then read with at least this mean confidence.</summary>
    public double LeastTurned { get; init; } = 0.55;

    /// <summary>Words below this confidence are scribble and ornament, not text.</summary>
    public double LeastWord { get; init; } = 0.25;

    /// <summary>A strip that the page's layout passed over counts as text from this mean confidence on.</summary>
    public double LeastStrip { get; init; } = 0.8;

    /// <summary>Words below this confidence that hold neither letter nor digit are marks, not text.</summary>
    public double LeastMark { get; init; } = 0.65;

    /// <summary>Lines of one or two letters below this confidence are noise too.</summary>
    public double LeastShortLine { get; init; } = 0.7;

    /// <summary>Lines below this mean confidence are noise of stamps, pictures and signatures.</summary>
    public double LeastLine { get; init; } = 0.2;
}
