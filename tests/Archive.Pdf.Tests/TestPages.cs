using Archive.Domain;
using Archive.Pdf.Codecs;

namespace Archive.Pdf.Tests;

/// <summary>Pages with known text and known places, and the document information that goes with them.</summary>
internal static class TestPages
{
    public static readonly Dpi Dpi = new(300);

    /// <summary>A4 at 300 dpi.</summary>
    public const int Width = 2480, Height = 3508;

    public static PdfDocumentInfo Info { get; } = new()
    {
        Title = "Uzturēšanās atļauja – дело № 42",
        Identifier = "UAT-2020-00042",
        Languages = ["lv", "ru", "en"],
        CreatorTool = "Archive 0.1",
        Producer = "Archive.Pdf 0.1",
        Provenance = "Batch 7 <scans & more>, 3 masters",
        CreatedAt = new(2026, 11, 22, 13, 5, 9, TimeSpan.FromHours(2)),
    };

    /// <summary>A line whose words stand one character cell apart; <paramref name="size"/> is the letter height in pixels.</summary>
    public static TextLine Line(string text, int x, int y, int size = 40)
    {
        var words = new List<TextWord>();
        var left = x;
        foreach (var word in text.Split(' '))
        {
            var width = word.EnumerateRunes().Count() * size / 2;
            words.Add(Word(word, left, y, width, size));
            left += width + size / 2;
        }
        return Line(words, y + size);
    }

    /// <summary>A line of words at given left edges, as in a form row or a table.</summary>
    public static TextLine Row(int y, int size, params (string Text, int X)[] cells) =>
        Line([.. cells.SelectMany(cell => Line(cell.Text, cell.X, y, size).Words)], y + size);

    public static TextLine Line(IReadOnlyList<TextWord> words, int baseline)
    {
        var frame = words.Aggregate(default(PixelRect), (union, word) => union.Union(word.Box));
        return new(frame, baseline, baseline, "lav", words);
    }

    public static TextWord Word(string text, int x, int y, int width, int height) => new(text, new(x, y, width, height), new(0.9));

    public static RecognizedText Text(params TextBlock[] blocks) => new(Width, Height, Dpi, blocks);

    public static TextBlock Block(params TextLine[] lines) =>
        new(lines.Aggregate(default(PixelRect), (union, line) => union.Union(line.Box)), lines);

    /// <summary>A bitonal page with a black frame and bars where the text's words are.</summary>
    public static BitonalImage Picture(RecognizedText text)
    {
        var stride = (text.Width + 7) / 8;
        var rows = new byte[stride * text.Height];
        foreach (var word in text.Words)
            for (var y = word.Box.Y; y < word.Box.Bottom; y++)
                for (var x = word.Box.X; x < word.Box.Right; x++) rows[y * stride + x / 8] |= (byte)(0x80 >> (x % 8));
        return new(text.Width, text.Height, rows);
    }

    public static PdfPage BitonalPage(RecognizedText text, PageImageEncoding encoding = PageImageEncoding.CcittG4)
    {
        var data = encoding == PageImageEncoding.Jbig2 ? Jbig2Encoder.Encode(Picture(text)) : CcittG4Encoder.Encode(Picture(text));
        return PdfPage.FromImage(new(encoding, text.Width, text.Height, data), text.Width, text.Height, text.Dpi) with { Text = text };
    }

    public static byte[] Write(params PdfPage[] pages) => Write(Info, pages);

    public static byte[] Write(PdfDocumentInfo info, params PdfPage[] pages)
    {
        using var stream = new MemoryStream();
        using var writer = new PdfAWriter(stream, info);
        foreach (var page in pages) writer.AddPage(page);
        writer.Finish();
        return stream.ToArray();
    }
}
