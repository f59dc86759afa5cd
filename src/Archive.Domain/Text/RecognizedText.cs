namespace Archive.Domain;

/// <summary>One word: its text (NFC), its box on the upright page image, and the recognizer's confidence.</summary>
public sealed record TextWord(string Text, PixelRect Box, Confidence Confidence);

/// <summary>
/// A line of words in reading order. <see cref="Language"/> is an ISO 639-2 code (lav, rus, eng) or "und" (undetermined).
/// The baseline is the straight line from (<c>Box.X</c>, <see cref="BaselineLeft"/>) to (<c>Box.Right</c>, <see cref="BaselineRight"/>), in pixels from the top of the page.
/// </summary>
public sealed record TextLine(PixelRect Box, double BaselineLeft, double BaselineRight, string Language, IReadOnlyList<TextWord> Words)
{
    public string Text => string.Join(' ', Words.Select(word => word.Text));
}

/// <summary>Lines that belong together: a paragraph, a form row, a table row, a caption.</summary>
public sealed record TextBlock(PixelRect Box, IReadOnlyList<TextLine> Lines);

/// <summary>
/// The text of one upright page, blocks in reading order; boxes in pixels of the upright page image of
/// <see cref="Width"/> × <see cref="Height"/> pixels.
/// </summary>
public sealed record RecognizedText(int Width, int Height, Dpi Dpi, IReadOnlyList<TextBlock> Blocks)
{
    public IEnumerable<TextLine> Lines => Blocks.SelectMany(block => block.Lines);

    public IEnumerable<TextWord> Words => Lines.SelectMany(line => line.Words);

    /// <summary>The language of most of its characters, ISO 639-2; "und" where there are none.</summary>
    public string MainLanguage => Lines.GroupBy(line => line.Language, line => line.Words.Sum(word => word.Text.Length), StringComparer.Ordinal)
        .OrderByDescending(language => language.Sum()).ThenBy(language => language.Key, StringComparer.Ordinal).FirstOrDefault()?.Key ?? "und";

    /// <summary>Plain text: a line per line, an empty line between blocks, '\n' at the end of each.</summary>
    public string ToPlainText() =>
        string.Join("\n", Blocks.Select(block => string.Concat(block.Lines.Select(line => line.Text + "\n"))));
}
