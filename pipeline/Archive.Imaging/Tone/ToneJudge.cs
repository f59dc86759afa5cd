using System.Numerics;
using Archive.Domain;
using Archive.Imaging.Analysis;
using Archive.Imaging.Border;
using Archive.Imaging.Normalize;

namespace Archive.Imaging.Tone;

/// <summary>What of a page's tones is worth keeping: nothing but ink and paper, greys, or colour.</summary>
public enum PageTone
{
    Bitonal,
    Gray,
    Colour,
}

/// <summary>When a page has greys or colour that one bit would lose.</summary>
public sealed record ToneOptions
{
    /// <summary>Difference of the channels (0 to 255), against the paper's own tint and averaged over a block, from which a block is coloured.</summary>
    public int Chroma { get; init; } = 22;

    /// <summary>Coloured area from which a page is kept in colour, square millimetres: less than a short ballpoint note.</summary>
    public double ColouredArea { get; init; } = 12;

    /// <summary>Area of even mid-tones (pictures, shading, pencil) from which a page is kept in grey, square millimetres.</summary>
    public double ShadedArea { get; init; } = 20;
}

/// <summary>Decides whether a page can be one bit without loss of what matters.</summary>
public sealed class ToneJudge(ToneOptions options)
{
    private const int Block = 8;
    private const int DarkestMidTone = 70, LightestMidTone = 222;

    /// <summary>Side of the square that must be all mid-tone, in analysis pixels: no letter of print fills 1.3 mm evenly.</summary>
    private const int EvenRadius = 2;

    /// <param name="colour">The page in colour, or null where it is grey.</param>
    public PageTone Judge(Pix? colour, Dpi dpi, AnalysisImage image, BorderMask border, BackgroundMap map)
    {
        if (colour is not null && ColouredArea(colour, dpi, image, border) >= options.ColouredArea) return PageTone.Colour;
        return ShadedArea(image, border, map) >= options.ShadedArea ? PageTone.Gray : PageTone.Bitonal;
    }

    private double ColouredArea(Pix colour, Dpi dpi, AnalysisImage image, BorderMask border)
    {
        var paper = PaperColour.Of(colour, image.PaperLevel);
        var (red, green, blue) = (paper.Gain(paper.Red), paper.Gain(paper.Green), paper.Gain(paper.Blue));
        var coloured = 0;
        var (reds, greens, blues) = (new int[colour.WordsPerRow], new int[colour.WordsPerRow], new int[colour.WordsPerRow]);
        for (var y = 0; y + Block <= colour.Height; y += Block)
        {
            SumColumns(colour, y, reds, greens, blues);
            var borderRow = border.Plane.AsSpan(Math.Min(y / image.Factor, border.Height - 1) * border.Width, border.Width);
            for (var x = 0; x + Block <= colour.Width; x += Block)
            {
                if (borderRow[Math.Min(x / image.Factor, border.Width - 1)] != 0) continue;
                var (r, g, b) = (Mean(reds, x, red), Mean(greens, x, green), Mean(blues, x, blue));
                if (Math.Max(r, Math.Max(g, b)) - Math.Min(r, Math.Min(g, b)) >= options.Chroma) coloured++;
            }
        }

        return coloured * Math.Pow(dpi.ToMillimetres(Block).Value, 2);
    }

    /// <summary>Sums each channel over every other row of a row of blocks.</summary>
    private static void SumColumns(Pix colour, int top, int[] reds, int[] greens, int[] blues)
    {
        var channel = new Vector<uint>(0xFF);
        for (var y = top; y < top + Block; y += 2)
        {
            var row = colour.RowWords(y);
            var first = y == top;
            var x = 0;
            for (; x + Vector<uint>.Count <= row.Length; x += Vector<uint>.Count)
            {
                var pixels = new Vector<uint>(row[x..]);
                Add(reds, pixels >>> 24);
                Add(greens, (pixels >>> 16) & channel);
                Add(blues, (pixels >>> 8) & channel);

                void Add(int[] sums, Vector<uint> values) =>
                    (Vector.AsVectorInt32(values) + (first ? Vector<int>.Zero : new Vector<int>(sums, x))).CopyTo(sums, x);
            }

            for (; x < row.Length; x++)
            {
                reds[x] = (first ? 0 : reds[x]) + (int)(row[x] >> 24);
                greens[x] = (first ? 0 : greens[x]) + (int)(row[x] >> 16 & 0xFF);
                blues[x] = (first ? 0 : blues[x]) + (int)(row[x] >> 8 & 0xFF);
            }
        }
    }

    /// <summary>Mean of a block, its paper made neutral: the noise and fringes of JPEG cancel in the mean.</summary>
    private static int Mean(int[] sums, int left, int gain)
    {
        var sum = 0;
        foreach (var value in sums.AsSpan(left, Block)) sum += value;
        return sum * gain / (Block * Block / 2) >> 8;
    }

    private static double ShadedArea(AnalysisImage image, BorderMask border, BackgroundMap map)
    {
        var normalized = map.Normalize(image).Pixels;
        var shaded = new byte[normalized.Length];
        for (var i = 0; i < shaded.Length; i++)
            shaded[i] = normalized[i] is >= DarkestMidTone and <= LightestMidTone && border.Plane[i] == 0 ? (byte)1 : (byte)0;
        var even = Morphology.Erode(shaded, image.Width, image.Height, EvenRadius);
        return even.Count(value => value != 0) * Math.Pow(image.Dpi.ToMillimetres(1).Value, 2);
    }
}
