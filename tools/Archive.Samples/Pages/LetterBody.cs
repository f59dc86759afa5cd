using Archive.Samples.Layout;

namespace Archive.Samples.Pages;

/// <summary>Prints the paragraphs and numbered points of a letter in one style.</summary>
/// <param name="indent">Indent of first lines, millimetres; 0 where a gap parts the paragraphs instead.</param>
internal sealed class LetterBody(PageCanvas canvas, TextStyle style, Alignment alignment, double indent)
{
    private const double Left = 28, Right = 192, NumberWidth = 8;

    private double Leading => style.Size * 1.28;

    private double Gap => indent > 0 ? 1 : 2.6;

    /// <summary>The height the paragraphs will take, millimetres.</summary>
    public double Height(IReadOnlyList<string> paragraphs, bool numbered = false) => paragraphs.Sum(text => Gap + Leading * (numbered
        ? Paragraphs.Count(text, style, Right - Left - NumberWidth)
        : Paragraphs.Count(text, style, Right - Left, indent)));

    /// <returns>The base line after the paragraphs.</returns>
    public double Print(IReadOnlyList<string> paragraphs, double y)
    {
        foreach (var text in paragraphs) y = Gap + Paragraphs.Print(canvas, text, Left, y, Right - Left, style, Leading, alignment, indent);
        return y;
    }

    /// <summary>Numbered points with a hanging indent; the number stands on the first line of its point.</summary>
    public double PrintNumbered(IReadOnlyList<string> points, double y)
    {
        for (var i = 0; i < points.Count; i++)
        {
            var lines = Paragraphs.Break(points[i], style, Right - Left - NumberWidth);
            canvas.Draw($"{i + 1}.", Left, y, style);
            for (var l = 0; l < lines.Count; l++, y += Leading) canvas.Print(l == 0 ? $"{i + 1}. {lines[0]}" : lines[l], Left + NumberWidth, y, style, drawn: lines[l]);
            y += Gap;
        }
        return y;
    }
}
