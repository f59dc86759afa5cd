using Archive.Domain;
using Archive.Samples.Pages;
using Archive.Samples.Randomness;
using Archive.Samples.Scanning;
using Archive.Samples.Words;

namespace Archive.Samples.Sets;

/// <summary>
/// The five personal files committed in <c>testdata</c>: every page kind, every way of delivery, one of each usual mishap,
/// with little noise and strong compression so that they stay small.
/// </summary>
public sealed class TestdataSet : ISampleSet
{
    private const double Strength = 0.35;

    public string Name => "testdata";

    public string Description => "the five personal files of testdata (--files and --strength do not matter)";

    public IEnumerable<PlannedFile> Plan(Rng rng, int files, double strength)
    {
        yield return AsylumFile(rng.Fork("1"));
        yield return PermitFile(rng.Fork("2"));
        yield return PermitTiff(rng.Fork("3"));
        yield return AsylumPdf(rng.Fork("4"));
        yield return MishapFile(rng.Fork("5"));
    }

    private static PlannedFile AsylumFile(Rng rng)
    {
        var book = Book(new(Register.Pmr, 2019, 17), rng);
        book.Add(PageKind.Cover, Language.Latvian, Small(rng, 0));
        book.Add(PageKind.Form, Language.Latvian, Small(rng, 1) with { SkewDegrees = 1.2 });
        book.AddBlankBack(Small(rng, 2) with { ShowThrough = 0.16 });
        book.Add(PageKind.Interview, Language.Russian, Small(rng, 3) with { Holes = PunchHoles.Two, Folds = 1 });
        book.Add(PageKind.Letter, Language.Latvian, Small(rng, 4) with { SkewDegrees = -2.4 });
        book.Add(PageKind.Passport, Language.English, Small(rng, 5));
        return book.InFolder();
    }

    private static PlannedFile PermitFile(Rng rng)
    {
        var book = Book(new(Register.Uat, 2020, 42), rng);
        book.Add(PageKind.Letter, Language.Russian, Small(rng, 0));
        book.Add(PageKind.Certificate, Language.Latvian, Small(rng, 1) with { Format = ScanFormat.Png, Colour = ColourMode.Bitonal });
        book.Add(PageKind.Photos, Language.Latvian, Small(rng, 2));
        book.Add(PageKind.Form, Language.English, Small(rng, 3) with { Colour = ColourMode.Gray });
        return book.InFolder();
    }

    private static PlannedFile PermitTiff(Rng rng)
    {
        var book = Book(new(Register.Uat, 2021, 108), rng);
        book.Add(PageKind.Form, Language.Russian, Small(rng, 0));
        book.Add(PageKind.Letter, Language.English, Small(rng, 1) with { SkewDegrees = 3.1 });
        book.Add(PageKind.Certificate, Language.Latvian, Small(rng, 2));
        return book.InTiff(ScanFormat.TiffG4);
    }

    private static PlannedFile AsylumPdf(Rng rng)
    {
        var book = Book(new(Register.Pmr, 2020, 233), rng);
        book.Add(PageKind.Interview, Language.Latvian, Small(rng, 0) with { Colour = ColourMode.Bitonal });
        book.Add(PageKind.Interview, Language.English, Small(rng, 1));
        book.Add(PageKind.Letter, Language.Russian, Small(rng, 2) with { Colour = ColourMode.Gray, Dpi = 200 });
        return book.InPdf();
    }

    private static PlannedFile MishapFile(Rng rng)
    {
        var book = Book(new(Register.Pmr, 2018, 305), rng);
        book.Add(PageKind.Letter, Language.Latvian, Small(rng, 0) with { Turn = 90, TaggedDpi = null });
        book.Add(PageKind.Interview, Language.Russian, Small(rng, 1) with { Turn = 180, TaggedDpi = 72 });
        book.Add(PageKind.Note, Language.Latvian, Small(rng, 2) with { Dpi = 200, TaggedDpi = 200 });
        book.Add(PageKind.NearBlank, Language.Latvian, Small(rng, 3) with { Colour = ColourMode.Bitonal, Format = ScanFormat.TiffG4 });
        return book.InFolder();
    }

    private static FileBook Book(CaseNumber number, Rng rng) => new(Dossier.Invent(number, rng.Fork("dossier")), rng);

    private static ScanConditions Small(Rng rng, int page)
    {
        var usual = OfficeConditions.Draw(rng.Fork($"conditions-{page}"), Strength);
        return usual with { Noise = Math.Min(usual.Noise, 1.1), JpegQuality = 52, ShowThrough = Math.Min(usual.ShowThrough, 0.06) };
    }
}
