using Archive.Domain;
using Archive.Pdf.Writing;

namespace Archive.Pdf;

/// <summary>A page without image: a frame with a pale cross, and a text drawn over it with plain strokes, word by word in its boxes.</summary>
public sealed class NoticeAppearance(RecognizedText text) : IPageAppearance
{
    /// <summary>Distance of the frame from the edge, as a share of the page's smaller side.</summary>
    private const double Margin = 0.04;

    /// <summary>Stroke width of letters, as a share of their height.</summary>
    private const double Weight = 0.1;

    public void Paint(PageCanvas canvas)
    {
        var inset = Margin * Math.Min(canvas.Width, canvas.Height);
        var (right, top) = (canvas.Width - inset, canvas.Height - inset);
        canvas.Append($"q 1 J 1 j 0.85 G {Number(inset / 6)} w {Point(inset, inset)} m {Point(right, top)} l {Point(inset, top)} m {Point(right, inset)} l S");
        canvas.Append($"0.3 G {Point(inset, inset)} {Point(right - inset, top - inset)} re S");
        foreach (var word in text.Words) PaintWord(canvas, word);
        canvas.Append("Q");
    }

    private void PaintWord(PageCanvas canvas, TextWord word)
    {
        var (scaleX, scaleY) = (canvas.Width / text.Width, canvas.Height / text.Height);
        var (height, bottom) = (word.Box.Height * scaleY, canvas.Height - word.Box.Bottom * scaleY);
        canvas.Append($"0 G {Number(Weight * height)} w");
        StrokeText.Paint(canvas, word.Text, word.Box.X * scaleX, bottom, word.Box.Width * scaleX / StrokeText.Columns(word.Text), height);
    }

    private static string Number(double value) => PdfSyntax.Number(value);

    private static string Point(double x, double y) => $"{Number(x)} {Number(y)}";
}
