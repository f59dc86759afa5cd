using System.Globalization;
using Archive.Domain;
using Archive.Samples.Encoders;
using Archive.Samples.Pages;
using Archive.Samples.Randomness;
using Archive.Samples.Scanning;
using Archive.Samples.Words;

namespace Archive.Samples.Sets;

/// <summary>Text pages for measuring speed and accuracy: A4, 300 dpi, colour, JPEG, in three languages and three kinds in turn.</summary>
public sealed class BenchSet : ISampleSet
{
    public string Name => "bench";

    public string Description => "K single pages A4 300 dpi colour JPEG: letters, forms, interview records in Latvian, Russian, English, usual degradation";

    public IEnumerable<PlannedFile> Plan(Rng rng, int files, double strength) =>
        Enumerable.Range(0, files).Select(i => Page($"bench-{i + 1:D4}", rng.Fork($"bench-{i}"), i, conditions => conditions, strength));

    /// <summary>A file of one text page, the kind and the language by turns.</summary>
    internal static PlannedFile Page(string name, Rng rng, int index, Func<ScanConditions, ScanConditions> adapt, double strength)
    {
        var number = new CaseNumber(rng.Chance(0.5) ? Register.Pmr : Register.Uat, rng.Int(2015, 2023), rng.Int(1, 9999));
        var dossier = Dossier.Invent(number, rng.Fork("dossier"));
        var language = (Language)(index % 3);
        var kind = index / 3 % 3;
        var conditions = adapt(OfficeConditions.Draw(rng.Fork("conditions"), strength) with { Overscan = 0, JpegQuality = 85 });
        var path = string.Create(CultureInfo.InvariantCulture, $"{name}{ImageFiles.Extension(conditions.Format)}");
        var page = new PlannedPage(path, () => Compose(dossier, language, kind, rng.Fork("front")), conditions, rng.Fork("scan"))
        {
            Back = () => Compose(dossier, language, kind + 1, rng.Fork("back")),
        };
        return new(name, number, [page]);
    }

    private static PageDraft Compose(Dossier dossier, Language language, int kind, Rng rng) => (kind % 3) switch
    {
        0 => DecisionLetter.Compose(dossier, language, rng),
        1 => ApplicationForm.Compose(dossier, language, rng),
        _ => InterviewRecord.Compose(dossier, language, rng),
    };
}
