using Archive.Domain;
using Archive.Samples.Pages;
using Archive.Samples.Randomness;
using Archive.Samples.Scanning;
using Archive.Samples.Words;

namespace Archive.Samples.Sets;

/// <summary>Whole personal files as an office scanner delivers them: folders of pictures, multi-page TIFFs, image-only PDFs, in every format.</summary>
public sealed class MixedSet : ISampleSet
{
    public string Name => "mixed";

    public string Description => "K personal files of 5 to 15 pages: folders, multi-page TIFFs, image-only PDFs, all page kinds and formats";

    public IEnumerable<PlannedFile> Plan(Rng rng, int files, double strength) =>
        Enumerable.Range(0, files).Select(i => File(rng.Fork($"file-{i}"), i, strength));

    private static PlannedFile File(Rng rng, int index, double strength)
    {
        var register = rng.Chance(0.5) ? Register.Pmr : Register.Uat;
        var number = new CaseNumber(register, rng.Int(2015, 2023), 100 * (index + 1) + rng.Int(0, 99));
        var book = new FileBook(Dossier.Invent(number, rng.Fork("dossier")), rng);
        foreach (var (kind, language) in Contents(register, rng.Fork("contents")))
        {
            var conditions = OfficeConditions.Draw(rng.Fork($"conditions-{book.Count}"), strength);
            book.Add(kind, language, Accident(conditions, rng));
            // Many sheets are scanned on both sides.
            if (rng.Chance(0.25)) book.AddBlankBack(conditions with { ShowThrough = Math.Max(conditions.ShowThrough, strength * 0.2) });
        }
        return (index % 3) switch
        {
            0 => book.InFolder(),
            1 => book.InTiff(rng.Chance(0.5) ? ScanFormat.TiffG4 : ScanFormat.TiffLzw),
            _ => book.InPdf(),
        };
    }

    private static IEnumerable<(PageKind Kind, Language Language)> Contents(Register register, Rng rng)
    {
        Language Any() => rng.Pick([Language.Latvian, Language.Latvian, Language.Russian, Language.English]);
        yield return (PageKind.Cover, Language.Latvian);
        yield return (PageKind.Form, Any());
        yield return (PageKind.Passport, Language.English);
        if (register == Register.Pmr)
            for (var i = rng.Int(1, 3); i > 0; i--) yield return (PageKind.Interview, Any());
        else
            yield return (PageKind.Certificate, Any());
        for (var i = rng.Int(1, 2); i > 0; i--) yield return (PageKind.Letter, Any());
        if (rng.Chance(0.5)) yield return (PageKind.Photos, Any());
        if (rng.Chance(0.5)) yield return (PageKind.Note, Any());
    }

    /// <summary>Now and then a sheet lies turned, or the scanner's settings are off.</summary>
    private static ScanConditions Accident(ScanConditions usual, Rng rng) => rng.Int(0, 11) switch
    {
        0 => usual with { Turn = 180 },
        1 => usual with { Turn = rng.Pick([90, 270]) },
        2 => usual with { TaggedDpi = null },
        3 => usual with { TaggedDpi = 72 },
        4 => usual with { Dpi = 200, TaggedDpi = 200, Colour = ColourMode.Gray },
        5 => usual with { JpegQuality = 45, JpegGenerations = 2 },
        6 => usual with { Format = ScanFormat.Png, Colour = ColourMode.Gray },
        7 => usual with { Format = ScanFormat.TiffG4, Colour = ColourMode.Bitonal },
        8 => usual with { Format = ScanFormat.TiffLzw },
        9 => usual with { Format = ScanFormat.TiffJpeg },
        _ => usual,
    };
}
