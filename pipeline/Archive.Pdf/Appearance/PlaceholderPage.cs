using System.Globalization;
using Archive.Domain;

namespace Archive.Pdf;

/// <summary>
/// Stands in the file where a page could not be decoded, so that no page is missing without trace: it says so in words that can be
/// seen, searched and copied.
/// </summary>
public static class PlaceholderPage
{
    /// <summary>Height of a letter, as a share of the page's smaller side, for headline and reason.</summary>
    private const double HeadlineHeight = 0.03, ReasonHeight = 0.018;

    private const double Margin = 0.1;

    /// <summary>Width of a character's cell, as a share of its height.</summary>
    private const double CellWidth = 0.7;

    private const double LinePitch = 1.8;

    /// <summary>A page of the given size in pixels that says "Page n could not be read" and why.</summary>
    /// <param name="pageNumber">The page's number in the file, from 1.</param>
    /// <param name="reason">One sentence for the reader of the file; may be empty.</param>
    public static PdfPage Create(int width, int height, Dpi dpi, int pageNumber, string reason)
    {
        var side = Math.Min(width, height);
        var headline = string.Create(CultureInfo.InvariantCulture, $"Page {pageNumber} could not be read");
        var first = Block(headline, width, height, top: height / 3.0, Math.Max(1, HeadlineHeight * side));
        var second = Block(reason, width, height, top: first.Box.Bottom + 2 * HeadlineHeight * side, Math.Max(1, ReasonHeight * side));
        TextBlock[] blocks = second.Lines.Count > 0 ? [first, second] : [first];
        var text = new RecognizedText(width, height, dpi, blocks);
        return new() { Width = width, Height = height, Dpi = dpi, Appearance = new NoticeAppearance(text), Text = text };
    }

    /// <summary>Sets words in lines from the left margin; what does not fit the page's height is cut.</summary>
    private static TextBlock Block(string text, int width, int height, double top, double letterHeight)
    {
        var (cell, left) = (CellWidth * letterHeight, Margin * width);
        var perLine = Math.Max(1, (int)((width - 2 * left) / cell));
        var lines = new List<TextLine>();
        foreach (var words in Wrap(PdfText.Clean(text, PdfText.LongestTitle), perLine))
        {
            if (top + letterHeight > height) break;
            lines.Add(Line(words, left, top, cell, letterHeight));
            top += LinePitch * letterHeight;
        }
        return new(lines.Aggregate(new PixelRect(0, (int)top, 0, 0), (union, line) => union.Union(line.Box)), lines);
    }

    private static TextLine Line(IReadOnlyList<string> texts, double left, double top, double cell, double letterHeight)
    {
        var words = new List<TextWord>();
        foreach (var text in texts)
        {
            var box = PixelRect.FromEdges((int)left, (int)top, (int)(left + (text.Length - 0.2) * cell) + 1, (int)(top + letterHeight) + 1);
            words.Add(new(text, box, new(1)));
            left += (text.Length + 0.5) * cell;
        }
        var frame = words.Aggregate(default(PixelRect), (union, word) => union.Union(word.Box));
        return new(frame, frame.Bottom, frame.Bottom, "eng", words);
    }

    /// <summary>Breaks a text into lines of words; a word longer than a line is broken.</summary>
    private static IEnumerable<List<string>> Wrap(string text, int perLine)
    {
        var (line, length) = (new List<string>(), 0);
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => word.Chunk(perLine).Select(part => new string(part))))
        {
            if (length > 0 && length + word.Length > perLine)
            {
                yield return line;
                (line, length) = ([], 0);
            }
            line.Add(word);
            length += word.Length + 1;
        }
        if (length > 0) yield return line;
    }
}
