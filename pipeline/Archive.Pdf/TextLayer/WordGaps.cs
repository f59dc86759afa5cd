namespace Archive.Pdf.TextLayer;

/// <summary>How the gap behind a word is written.</summary>
internal enum GapKind
{
    /// <summary>An ordinary space.</summary>
    Space,

    /// <summary>A space, a glyph as wide as the gap that reads as two spaces, and a space.</summary>
    Wide,
}

/// <summary>
/// Keeps the words of a line apart and together as readers need it. Poppler's pdftotext drops space characters and goes by geometry:
/// gaps below 0.15 of the font size join words (raw order), gaps above 1.5 tear a line, and from 0.3 on a column of labels and one of
/// values fall apart. So narrow gaps are widened by trimming the words a little, and wide gaps are bridged by a glyph that reads as two
/// spaces, which poppler keeps as a word of its own: label and value of a form row stay on one line. PDFium, pdf.js and MuPDF
/// read it as white space. (One show operator per line with a stretched space does not do it: poppler discards the space.)
/// </summary>
internal static class WordGaps
{
    /// <summary>The narrowest gap left between words, as a share of the font size.</summary>
    private const double Narrowest = 0.17;

    /// <summary>The widest gap that an ordinary space spans, as a share of the font size.</summary>
    private const double WidestSpace = 0.6;

    /// <summary>What a word must keep of its width when it is trimmed.</summary>
    private const double LeastKept = 0.7;

    /// <summary>Trims neighbours that touch or overlap, so that a gap opens between them.</summary>
    public static void Open(MeasuredLine line, double size)
    {
        for (var index = 0; index + 1 < line.Words.Count; index++)
        {
            var (word, next) = (line.Words[index], line.Words[index + 1]);
            var missing = Narrowest * size - (next.Left - word.Right);
            // A word that starts left of its forerunner is out of order or on top of it; trimming cannot part them.
            if (missing <= 0 || next.Left <= word.Left) continue;
            word.Right -= Math.Min(missing / 2, (1 - LeastKept) * word.Width);
            next.Left += Math.Min(missing / 2, (1 - LeastKept) * next.Width);
        }
    }

    /// <summary>The gap behind the word at <paramref name="index"/>, which must not be the last.</summary>
    public static GapKind Kind(MeasuredLine line, int index, double size)
    {
        var gap = line.Words[index + 1].Left - line.Words[index].Right;
        // In a line of single characters poppler takes equal gaps for letter spacing and joins "A B C"; a longer word forbids that.
        var letterSpaced = gap > 0 && line.Words.All(word => word.Scalars.Count == 1);
        return gap > WidestSpace * size || letterSpaced ? GapKind.Wide : GapKind.Space;
    }
}
