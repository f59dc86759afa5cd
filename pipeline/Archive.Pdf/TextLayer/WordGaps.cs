namespace Archive.Pdf.TextLayer;

/// <summary>How the gap behind a word is written.</summary>
internal enum GapKind
{
    /// <summary>An ordinary space.</summary>
    Space,

    /// <summary>A space, a glyph as wide as the gap that reads as two spaces, and a space: for gaps too wide or too narrow for readers.</summary>
    Bridge,
}

/// <summary>
/// Keeps the words of a line apart and together as readers need it. Poppler's pdftotext drops space characters and goes by geometry:
/// gaps below 0.15 of the font size join words (raw order), gaps above 1.5 tear a line, and from 0.3 on a column of labels and one of
/// values fall apart. So narrow gaps are widened by trimming the words a little, and wide gaps are bridged by a glyph that reads as two
/// spaces, which poppler keeps as a word of its own: label and value of a form row stay on one line. PDFium, pdf.js and MuPDF
/// read it as white space. (One show operator per line with a stretched space does not do it: poppler discards the space.)
/// </summary>
internal sealed class WordGaps
{
    /// <summary>The narrowest gap left between words, as a share of the font size.</summary>
    private const double Narrowest = 0.17;

    /// <summary>The widest gap that an ordinary space spans, as a share of the font size: on a common page, and at most.</summary>
    private const double WidestSpace = 0.6, WidestSpaceEver = 1;

    /// <summary>How much wider than a narrow gap of the page (the lower quartile) a gap may be and still be an ordinary space.</summary>
    private const double WidestOverNarrow = 1.5;

    /// <summary>What a word may lose of its width when it is trimmed.</summary>
    private const double MostTrimmed = 0.3;

    /// <summary>Words from which a line counts as running text, whose gaps are spaces; rows of forms and tables have fewer.</summary>
    private const int RunningText = 5;

    private readonly double _widestSpace;

    private WordGaps(double widestSpace) => _widestSpace = widestSpace;

    /// <summary>
    /// Opens the gaps of all lines, and learns from them how wide a space is on this page: typewriters leave nearly a letter's height
    /// between words, and to bridge each of those would double all spaces.
    /// </summary>
    public static WordGaps On(IReadOnlyList<MeasuredLine> lines, IReadOnlyList<double> sizes)
    {
        var gaps = new List<double>();
        for (var index = 0; index < lines.Count; index++)
        {
            var (line, size) = (lines[index], sizes[index]);
            Open(line, size);
            if (line.Words.Count >= RunningText) gaps.AddRange(line.Words.Zip(line.Words.Skip(1), (word, next) => (next.Left - word.Right) / size));
        }
        gaps.Sort();
        var narrow = gaps.Count == 0 ? 0 : gaps[gaps.Count / 4];
        return new(Math.Clamp(WidestOverNarrow * narrow, WidestSpace, WidestSpaceEver));
    }

    /// <summary>Trims neighbours that touch or overlap, so that a gap opens between them.</summary>
    private static void Open(MeasuredLine line, double size)
    {
        for (var index = 0; index + 1 < line.Words.Count; index++)
        {
            var (word, next) = (line.Words[index], line.Words[index + 1]);
            var missing = Narrowest * size - (next.Left - word.Right);
            // A word that starts left of its forerunner is out of order or on top of it; trimming cannot part them.
            if (missing <= 0 || next.Left <= word.Left) continue;
            // Each gives in proportion to its width: a comma has nothing to spare.
            var share = Math.Min(missing / (word.Width + next.Width), MostTrimmed);
            (word.Right, next.Left) = (word.Right - share * word.Width, next.Left + share * next.Width);
        }
    }

    /// <summary>The gap behind the word at <paramref name="index"/>, which must not be the last.</summary>
    public GapKind Kind(MeasuredLine line, int index, double size)
    {
        var gap = line.Words[index + 1].Left - line.Words[index].Right;
        // In a line of single characters poppler takes equal gaps for letter spacing and joins "A B C"; a longer word forbids that.
        var letterSpaced = line.Words.All(word => word.Scalars.Count == 1);
        // A gap that trimming could not open is read as none.
        var closed = gap < 0.95 * Narrowest * size;
        return gap > _widestSpace * size || closed || letterSpaced ? GapKind.Bridge : GapKind.Space;
    }

    /// <summary>
    /// True where a bridge must follow the last word: pdftotext joins a line that ends in a hyphen to the next one and drops the
    /// hyphen, while the text is to be read as it stands on the page.
    /// </summary>
    public static bool GuardsLineEnd(MeasuredLine line) => line.Words[^1].Scalars[^1] == '-';
}
