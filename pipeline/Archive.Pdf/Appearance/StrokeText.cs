using Archive.Pdf.Writing;

namespace Archive.Pdf;

/// <summary>Draws words with plain strokes: nothing that a reader sees depends on a font.</summary>
internal static class StrokeText
{
    /// <summary>Widths of a word's characters in columns of the alphabet's grid: each cell is the letter and one column of space; the last one needs no space.</summary>
    internal static int Columns(string text) => text.Length * (StrokeAlphabet.GridWidth + 1) - 1;

    /// <summary>Draws with the stroke width and colour that are set.</summary>
    /// <param name="column">Width of a column of the alphabet's grid, in user space units.</param>
    /// <param name="height">Height of a capital.</param>
    internal static void Paint(PageCanvas canvas, string text, double left, double bottom, double column, double height)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == ' ') continue;
            var x = left + index * (StrokeAlphabet.GridWidth + 1) * column;
            foreach (var stroke in StrokeAlphabet.Of(text[index]))
            {
                var points = stroke.Select(point => $"{PdfSyntax.Number(x + point.X * column)} {PdfSyntax.Number(bottom + point.Y * height / StrokeAlphabet.GridHeight)}").ToList();
                canvas.Append($"{points[0]} m {string.Join(' ', points.Skip(1).Select(point => $"{point} l"))} S");
            }
        }
    }
}
