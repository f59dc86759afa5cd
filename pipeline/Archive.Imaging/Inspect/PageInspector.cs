using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Archive.Domain;
using Archive.Imaging.Analysis;
using Archive.Imaging.Border;
using Archive.Imaging.Normalize;

namespace Archive.Imaging.Inspect;

/// <summary>Measures a decoded page before anything is changed on it.</summary>
public sealed class PageInspector(InspectOptions options)
{
    /// <summary>Steps of fewer grey levels are noise of scanner and paper.</summary>
    private const int Noise = 12;

    /// <summary>Fewer steps than this say nothing about the sharpness of print.</summary>
    private const int FewestEdges = 100;

    /// <summary>From this range between ink and paper on, ink without a step above noise is blurred ink.</summary>
    private const int ClearInk = 60;

    /// <param name="gray">The page at full resolution, 8 bits.</param>
    public PageInspection Inspect(Pix gray, PageColour colour, bool dpiEstimated, Dpi dpi, AnalysisImage image, BorderMask border, BackgroundMap map)
    {
        var normalized = map.Normalize(image);
        var ink = new InkFinder(options).Find(image, normalized, border);
        var levels = new GrayHistogram(image.Gray);
        var inkLevel = levels.Percentile(0.002);
        return new(
            gray.Width, gray.Height, dpi, dpiEstimated, colour, ink.Coverage,
            Blank: ink.Blank, BlankScore: ink.BlankScore, Sharpness: Sharpness(gray, image.PaperLevel - inkLevel),
            PaperLevel: image.PaperLevel, InkLevel: inkLevel);
    }

    /// <summary>
    /// The step between neighbouring pixels that the steepest tenth of all steps above noise reach, as a share of the range from ink to paper:
    /// 0.5 and more for a sharp scan, under 0.15 for a blurred one; 1 where there is no ink to judge by.
    /// </summary>
    private static double Sharpness(Pix gray, int range)
    {
        var steps = new int[256];
        var words = new uint[gray.WordsPerRow];
        for (var y = 0; y < gray.Height; y += 16)
        {
            BinaryPrimitives.ReverseEndianness(gray.RowWords(y), words);
            var row = MemoryMarshal.AsBytes<uint>(words)[..gray.Width];
            for (var x = 1; x < row.Length; x++) steps[Math.Abs(row[x] - row[x - 1])]++;
        }

        var edges = steps.Skip(Noise).Sum();
        if (edges < FewestEdges && range < ClearInk) return 1;
        var enough = Math.Max(edges * 0.1, FewestEdges * 0.1);
        var (step, above) = (255, steps[255]);
        while (step > 0 && above < enough) above += steps[--step];
        return Math.Clamp(step / (double)Math.Max(48, range), 0, 1);
    }
}
