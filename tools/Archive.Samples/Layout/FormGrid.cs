using Archive.Samples.Randomness;

namespace Archive.Samples.Layout;

/// <summary>
/// Rows of a ruled form from the top down. A label and its value stand in one row and are recorded together on one line,
/// in two-column rows the left pair before the right one.
/// </summary>
public sealed class FormGrid(PageCanvas canvas, double left, double right, double top, FormStyle style, Rng rng)
{
    private const double Padding = 1.6;

    /// <summary>Where the next row begins, millimetres from the page's top.</summary>
    public double Y { get; private set; } = top;

    /// <summary>A band with the heading of a part.</summary>
    public void Heading(string text)
    {
        if (style.ShadedHeadings) canvas.Fill(left, Y, right - left, style.RowHeight, "#dcdde0");
        canvas.Box(left, Y, right - left, style.RowHeight, style.Rule);
        canvas.Print(text, left + Padding, Base(style.Label), style.Label.Bold);
        Y += style.RowHeight;
    }

    public void Row(string label, string value) => Pairs([(label, value, left, right)], style.LabelShare * 0.72);

    public void Row(string label, string value, string label2, string value2)
    {
        var middle = (left + right) / 2;
        Pairs([(label, value, left, middle), (label2, value2, middle, right)], style.LabelShare);
    }

    /// <summary>A label and boxes with options, one or more of them crossed or ticked; marks are no text.</summary>
    public void Choice(string label, IReadOnlyList<string> options, Func<int, bool> chosen)
    {
        canvas.Box(left, Y, right - left, style.RowHeight, style.Rule);
        var x = left + Padding;
        canvas.Draw(label, x, Base(style.Label), style.Label);
        x += style.Label.Measure(label) + 5;
        var size = style.Label.Size * 0.85;
        for (var i = 0; i < options.Count; i++)
        {
            canvas.Box(x, Base(style.Label) - size + 0.2, size, size, 0.25);
            if (chosen(i)) Mark(x, Base(style.Label) - size + 0.2, size);
            x += size + 1.5;
            canvas.Draw(options[i], x, Base(style.Label), style.Label);
            x += style.Label.Measure(options[i]) + 5;
        }
        canvas.Record($"{label} {string.Join(' ', options)}");
        Y += style.RowHeight;
    }

    /// <summary>A table with a head; cells are cut to columns by shares of the width that sum to 1.</summary>
    public void Table(IReadOnlyList<string> head, IReadOnlyList<double> shares, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        TableRow(head, shares, style.Label.Bold, style.ShadedHeadings);
        foreach (var row in rows) TableRow(row, shares, style.Value, shaded: false);
    }

    public void Space(double height) => Y += height;

    private double Base(TextStyle text) => Y + (style.RowHeight + text.Size * 0.68) / 2;

    private void Mark(double x, double y, double size)
    {
        if (style.Crosses) PenArt.Cross(canvas, x, y, size, style.PenInk, rng);
        else PenArt.Tick(canvas, x, y, size, style.PenInk, rng);
    }

    private void Pairs(IReadOnlyList<(string Label, string Value, double From, double To)> pairs, double labelShare)
    {
        foreach (var (label, value, from, to) in pairs)
        {
            var cut = Math.Max(from + (to - from) * labelShare, from + style.Label.Measure(label) + 2 * Padding);
            var fitted = Fit(style.Value, value, to - cut - 1.5 * Padding);
            canvas.Box(from, Y, to - from, style.RowHeight, style.Rule);
            if (style.DividedCells) canvas.Line(cut, Y, cut, Y + style.RowHeight, style.Rule);
            canvas.Draw(label, from + Padding, Base(style.Label), style.Label);
            canvas.Draw(value, cut + Padding * 0.8, Base(fitted), fitted);
        }
        canvas.Record(string.Join(' ', pairs.Select(pair => $"{pair.Label} {pair.Value}")));
        Y += style.RowHeight;
    }

    private void TableRow(IReadOnlyList<string> cells, IReadOnlyList<double> shares, TextStyle text, bool shaded)
    {
        if (shaded) canvas.Fill(left, Y, right - left, style.RowHeight, "#dcdde0");
        var x = left;
        for (var i = 0; i < cells.Count; i++)
        {
            var width = (right - left) * shares[i];
            canvas.Box(x, Y, width, style.RowHeight, style.Rule);
            var fitted = Fit(text, cells[i], width - 1.4 * Padding);
            canvas.Draw(cells[i], x + Padding * 0.7, Base(fitted), fitted);
            x += width;
        }
        canvas.Record(string.Join(' ', cells.Where(cell => cell.Length > 0)));
        Y += style.RowHeight;
    }

    /// <summary>A smaller size where the text would run over its cell, as word processors do when told to fit.</summary>
    private static TextStyle Fit(TextStyle text, string value, double width)
    {
        var measured = text.Measure(value);
        return measured <= width ? text : text.At(Math.Max(6, text.Points * width / measured));
    }
}

/// <summary>The looks of a form.</summary>
/// <param name="RowHeight">Millimetres.</param>
/// <param name="LabelShare">Share of a half-width cell that the label takes, 0 to 1.</param>
/// <param name="Rule">Thickness of the rules, millimetres.</param>
public sealed record FormStyle(TextStyle Label, TextStyle Value, double RowHeight, double LabelShare, double Rule, bool ShadedHeadings, bool DividedCells, bool Crosses, string PenInk);
