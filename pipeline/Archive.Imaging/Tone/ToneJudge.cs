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
        for (var y = 0; y + Block <= colour.Height; y += Block)
        {
            for (var x = 0; x + Block <= colour.Width; x += Block)
            {
                if (border.Plane[Math.Min(y / image.Factor, border.Height - 1) * border.Width + Math.Min(x / image.Factor, border.Width - 1)] != 0) continue;
                if (BlockChroma(colour, x, y, red, green, blue) >= options.Chroma) coloured++;
            }
        }

        return coloured * Math.Pow(dpi.ToMillimetres(Block).Value, 2);
    }

    /// <summary>Spread of the mean channels of a block (every other pixel and row): the noise and fringes of JPEG cancel in the mean.</summary>
    private static int BlockChroma(Pix colour, int left, int top, int redGain, int greenGain, int blueGain)
    {
        var (red, green, blue) = (0, 0, 0);
        for (var y = top; y < top + Block; y += 2)
        {
            var row = colour.RowWords(y).Slice(left, Block);
            for (var x = 0; x < Block; x += 2)
            {
                red += (int)(row[x] >> 24);
                green += (int)(row[x] >> 16 & 0xFF);
                blue += (int)(row[x] >> 8 & 0xFF);
            }
        }

        const int Samples = Block * Block / 4;
        (red, green, blue) = (red * redGain / Samples >> 8, green * greenGain / Samples >> 8, blue * blueGain / Samples >> 8);
        return Math.Max(red, Math.Max(green, blue)) - Math.Min(red, Math.Min(green, blue));
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
