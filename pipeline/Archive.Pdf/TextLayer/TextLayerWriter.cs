using System.Globalization;
using System.Text;
using Archive.Domain;
using Archive.Pdf.Writing;

namespace Archive.Pdf.TextLayer;

/// <summary>
/// Writes the recognized text of a page invisibly (text rendering mode 3) where its ink is, in reading order: each word is placed by
/// itself and stretched to the width of its box, and the gap to the next word of the line is filled with a space.
/// </summary>
internal sealed class TextLayerWriter(TextFonts fonts)
{
    /// <summary>The spaces at both ends of a bridge, as a share of the font size: too narrow for readers to see a gap of their own there.</summary>
    private const double GapEdge = 0.02;

    /// <summary>Width of the bridge behind a hyphen at a line's end, as a share of the font size.</summary>
    private const double LineEndGuard = 0.1;

    private const double NarrowestGlyphRun = 0.01;

    private readonly SortedDictionary<string, int> _used = new(StringComparer.Ordinal);
    private readonly StringBuilder _content = new();
    private (string Font, double Size) _font;
    private double _scale;

    /// <summary>Appends the text's operators to a page's content; gives back the entries of the resource dictionary's Font category.</summary>
    public string Write(RecognizedText text, PageGeometry page, StringBuilder content)
    {
        var lines = text.Lines.Select(line => MeasuredLine.Of(line, text, page)).OfType<MeasuredLine>().ToList();
        if (lines.Count == 0) return "";
        Reset();
        var sizes = FontSizes.Assign(lines);
        var gaps = WordGaps.On(lines, sizes);
        _content.Append("BT\n3 Tr\n");
        for (var index = 0; index < lines.Count; index++) WriteLine(lines[index], sizes[index], gaps);
        content.Append(_content.Append("ET\n"));
        return string.Join(' ', _used.Select(font => $"{font.Key} {PdfSyntax.Reference(font.Value)}"));
    }

    private void Reset()
    {
        _used.Clear();
        _content.Clear();
        _font = ("", 0);
        _scale = double.NaN;
    }

    private void WriteLine(MeasuredLine line, double size, WordGaps gaps)
    {
        for (var index = 0; index < line.Words.Count; index++)
        {
            var word = line.Words[index];
            WriteWord(word, line.Baseline, size);
            if (index + 1 < line.Words.Count) WriteGap(line.Words[index + 1].Left - word.Right, gaps.Kind(line, index, size));
        }
        if (WordGaps.GuardsLineEnd(line)) WriteGap(LineEndGuard * size, GapKind.Bridge);
    }

    private void WriteWord(MeasuredWord word, double baseline, double lineSize)
    {
        // Only a word that sticks out of its line gets a size of its own.
        var size = word.Up > lineSize ? Math.Round(FontSizes.SizeOverReach * word.Up, 2) : lineSize;
        Select(fonts.For(Reach(word, size)), size);
        _content.Append(CultureInfo.InvariantCulture, $"1 0 0 1 {PdfSyntax.Number(word.Left)} {PdfSyntax.Number(baseline)} Tm ");
        Show(word.Scalars, word.Width);
    }

    /// <summary>The reach in steps of a tenth of the size, ascents from 0.3 and descents to 0.3, so that a file has few fonts.</summary>
    private static VerticalReach Reach(MeasuredWord word, double size)
    {
        var up = (int)Math.Round(word.Up / size * 10);
        var down = (int)Math.Round(word.Down / size * 10);
        return new(Math.Clamp(up, 3, 10), Math.Clamp(down, 0, 3));
    }

    private void WriteGap(double gap, GapKind kind)
    {
        var edge = GapEdge * _font.Size;
        if (kind == GapKind.Space)
        {
            Show([' '], Math.Max(gap, edge));
            return;
        }
        Show([' '], edge);
        Show([CharacterMap.Bridge], gap - 2 * edge);
        Show([' '], edge);
    }

    private void Select((string Name, int Number) font, double size)
    {
        _used[font.Name] = font.Number;
        if (_font == (font.Name, size)) return;
        _font = (font.Name, size);
        _content.Append(CultureInfo.InvariantCulture, $"{font.Name} {PdfSyntax.Number(size, 2)} Tf ");
    }

    /// <summary>Shows glyphs stretched to a width: each is half an em wide before horizontal scaling.</summary>
    private void Show(IReadOnlyList<int> scalars, double width)
    {
        var natural = scalars.Count * GlyphlessFont.Advance / 1000.0 * _font.Size;
        var scale = Math.Round(100 * Math.Max(width, NarrowestGlyphRun) / natural, 2);
        if (scale != _scale) _content.Append(CultureInfo.InvariantCulture, $"{PdfSyntax.Number(_scale = scale, 2)} Tz ");
        _content.Append('<');
        foreach (var scalar in scalars) _content.Append(CultureInfo.InvariantCulture, $"{fonts.Characters.CidOf(scalar):X4}");
        _content.Append("> Tj\n");
    }
}
