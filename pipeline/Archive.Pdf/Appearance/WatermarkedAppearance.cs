using Archive.Pdf.Writing;

namespace Archive.Pdf;

/// <summary>A page with a line of text over it: across the page in thin grey strokes that hide nothing, and small at its foot. Opaque: it needs no transparency.</summary>
/// <param name="page">What is seen beneath.</param>
/// <param name="text">Who took the copy and when. Not empty.</param>
public sealed class WatermarkedAppearance(IPageAppearance page, string text) : IPageAppearance
{
    /// <summary>Height of the foot's letters and its distance from the edge, as a share of the page's smaller side.</summary>
    private const double FootHeight = 0.011, FootMargin = 0.012;

    /// <summary>Share of the page's diagonal that the text across it takes.</summary>
    private const double Across = 0.8;

    /// <summary>Height of a capital as a multiple of a column of its grid.</summary>
    private const double Slenderness = 8;

    public void Paint(PageCanvas canvas)
    {
        page.Paint(canvas);
        var (width, height) = (canvas.Width, canvas.Height);
        var diagonal = Math.Sqrt(width * width + height * height);
        var (cos, sin) = (width / diagonal, height / diagonal);
        var column = Math.Min(Across * diagonal / StrokeText.Columns(text), Math.Min(width, height) / 100);
        var (length, letters) = (column * StrokeText.Columns(text), column * Slenderness);
        canvas.Append($"q 1 J 1 j {Number(cos)} {Number(sin)} {Number(-sin)} {Number(cos)} {Number(width / 2)} {Number(height / 2)} cm 0.7 G {Number(column * 0.35)} w");
        StrokeText.Paint(canvas, text, -length / 2, -letters / 2, column, letters);
        canvas.Append("Q");
        var (small, margin) = (FootHeight * Math.Min(width, height), FootMargin * Math.Min(width, height));
        canvas.Append($"q 1 J 1 j 0.35 G {Number(small / 12)} w");
        StrokeText.Paint(canvas, text, margin, margin, small / Slenderness, small);
        canvas.Append("Q");
    }

    private static string Number(double value) => PdfSyntax.Number(value);
}
