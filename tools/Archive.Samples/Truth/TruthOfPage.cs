using Archive.Samples.Pages;
using Archive.Samples.Rendering;
using Archive.Samples.Scanning;
using Archive.Samples.Sets;
using Archive.Samples.Words;

namespace Archive.Samples.Truth;

/// <summary>States the truth of a page from its draft and the conditions of its scan.</summary>
internal static class TruthOfPage
{
    public static PageTruth State(int number, int pageIndex, PlannedPage page, PageDraft draft, Raster image)
    {
        var conditions = page.Conditions;
        return new()
        {
            Number = number,
            Path = page.Path,
            PageIndex = pageIndex,
            Kind = draft.Kind,
            Lines = draft.Canvas.Lines.Select(Normalize).Where(line => line.Length > 0).ToList(),
            Languages = draft.Languages.Select(language => language.Code()).Distinct().ToList(),
            Blank = draft.Blank,
            Handwritten = draft.Handwritten,
            SkewDegrees = conditions.SkewDegrees,
            Orientation = (360 - conditions.Turn) % 360,
            WidthMm = draft.Canvas.Width,
            HeightMm = draft.Canvas.Height,
            Width = image.Width,
            Height = image.Height,
            Dpi = conditions.Dpi,
            TaggedDpi = conditions.TaggedDpi,
            Colour = conditions.Colour.ToString().ToLowerInvariant(),
            Format = Format(page),
            Barcodes = draft.Barcodes,
            Mrz = draft.Mrz,
            Stamps = draft.Stamps,
            Fields = draft.Fields,
            Degradations = Degradations(conditions),
        };
    }

    private static string Normalize(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Format(PlannedPage page) => page.Path.EndsWith(".pdf", StringComparison.Ordinal)
        ? page.Conditions.Colour == ColourMode.Bitonal ? "pdfG4" : "pdfJpeg"
        : char.ToLowerInvariant(page.Conditions.Format.ToString()[0]) + page.Conditions.Format.ToString()[1..];

    private static SortedDictionary<string, double> Degradations(ScanConditions conditions)
    {
        var all = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["noise"] = conditions.Noise,
            ["blur"] = conditions.Blur,
            ["unevenLight"] = conditions.UnevenLight,
            ["showThrough"] = conditions.ShowThrough,
            ["paleInk"] = 1 - conditions.InkStrength,
            ["yellow"] = conditions.Paper.Red - conditions.Paper.Blue,
            ["holes"] = conditions.Holes switch { PunchHoles.Two => 2, PunchHoles.Four => 4, _ => 0 },
            ["staple"] = conditions.Staple ? 1 : 0,
            ["folds"] = conditions.Folds,
            ["overscanMm"] = conditions.Overscan,
            ["jpegGenerations"] = conditions.JpegGenerations,
        };
        foreach (var name in all.Keys.ToList())
            if (all[name] == 0) all.Remove(name);
            else all[name] = Math.Round(all[name], 3);
        return all;
    }
}
