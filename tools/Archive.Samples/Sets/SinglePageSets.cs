using Archive.Domain;
using Archive.Samples.Encoders;
using Archive.Samples.Pages;
using Archive.Samples.Randomness;
using Archive.Samples.Scanning;
using Archive.Samples.Words;

namespace Archive.Samples.Sets;

/// <summary>Text pages turned by up to 5° either way, evenly spread.</summary>
public sealed class SkewSet : ISampleSet
{
    public string Name => "skew";

    public string Description => "K single text pages as in bench, skewed evenly over ±5°, some in grey or bitonal";

    public IEnumerable<PlannedFile> Plan(Rng rng, int files, double strength)
    {
        for (var i = 0; i < files; i++)
        {
            var fork = rng.Fork($"skew-{i}");
            // One angle from each of K equal parts of the range, so that few pages cover it too.
            var angle = Math.Round(-5 + 10 * (i + fork.NextDouble()) / files, 4);
            var colour = (i % 6) switch { 4 => ColourMode.Gray, 5 => ColourMode.Bitonal, _ => ColourMode.Colour };
            var format = colour == ColourMode.Bitonal ? ScanFormat.TiffG4 : ScanFormat.Jpeg;
            yield return BenchSet.Page($"skew-{i + 1:D4}", fork, i, conditions => conditions with { SkewDegrees = angle, Colour = colour, Format = format }, strength);
        }
    }
}

/// <summary>Text pages of at least 50 words that lie in the scanner in each of the four ways.</summary>
public sealed class OrientationSet : ISampleSet
{
    public string Name => "orientation";

    public string Description => "K single text pages as in bench, turned by 0, 90, 180 or 270 degrees, some in grey or bitonal";

    public IEnumerable<PlannedFile> Plan(Rng rng, int files, double strength)
    {
        for (var i = 0; i < files; i++)
        {
            var fork = rng.Fork($"orientation-{i}");
            var turn = 90 * fork.Int(0, 3);
            var colour = (i % 6) switch { 4 => ColourMode.Gray, 5 => ColourMode.Bitonal, _ => ColourMode.Colour };
            var format = colour == ColourMode.Bitonal ? ScanFormat.TiffG4 : ScanFormat.Jpeg;
            yield return BenchSet.Page($"orientation-{i + 1:D4}", fork, i, conditions => conditions with { Turn = turn, Colour = colour, Format = format }, strength);
        }
    }
}

/// <summary>Blank pages of every kind, and almost blank ones that must not be called blank.</summary>
public sealed class BlankSet : ISampleSet
{
    private const int Sorts = 9;

    public string Name => "blank";

    public string Description => "K single pages: three in five blank (white, yellowed, show-through, holes, borders, folds …), two in five almost blank";

    public IEnumerable<PlannedFile> Plan(Rng rng, int files, double strength)
    {
        for (var i = 0; i < files; i++)
        {
            var fork = rng.Fork($"blank-{i}");
            var number = new CaseNumber(Register.Uat, fork.Int(2015, 2023), fork.Int(1, 9999));
            var dossier = Dossier.Invent(number, fork.Fork("dossier"));
            var (group, place) = (i / 5, i % 5);
            var language = (Language)(i % 3);
            var usual = OfficeConditions.Draw(fork.Fork("conditions"), strength);
            var conditions = place < 3 ? Blank(usual, (3 * group + place) % Sorts, fork) : usual with { ShowThrough = Math.Min(usual.ShowThrough, 0.1) };
            var sort = (2 * group + place - 3) % BlankPages.NearSorts;
            yield return new($"blank-{i + 1:D4}", number,
            [
                new($"blank-{i + 1:D4}{ImageFiles.Extension(conditions.Format)}",
                    () => place < 3 ? BlankPages.Blank(fork.Fork("front")) : BlankPages.Near(sort, dossier, language, fork.Fork("front")), conditions, fork.Fork("scan"))
                {
                    Back = () => PageComposer.Compose(PageKind.Letter, dossier, language, fork.Fork("back")),
                },
            ]);
        }
    }

    /// <summary>Brings out what makes this sort of blank page hard.</summary>
    private static ScanConditions Blank(ScanConditions usual, int sort, Rng rng) => sort switch
    {
        0 => usual with { Paper = new(252, 252, 250), ShowThrough = 0, Holes = PunchHoles.None, Folds = 0, Staple = false },
        1 => usual with { Paper = new(232, 217, 178) },
        2 => usual with { ShowThrough = rng.Between(0.12, 0.26) },
        3 => usual with { Holes = PunchHoles.Four, Lid = new(18, 18, 20) },
        4 => usual with { Overscan = rng.Between(3, 7), Lid = new(14, 14, 16), SkewDegrees = Math.Round(rng.Between(-4, 4), 4) },
        5 => usual with { Folds = rng.Int(2, 3) },
        6 => usual with { Staple = true, Holes = PunchHoles.Two, ShowThrough = rng.Between(0.08, 0.2) },
        7 => usual with { Colour = ColourMode.Bitonal, Format = ScanFormat.TiffG4, ShowThrough = Math.Min(usual.ShowThrough, 0.12) },
        _ => usual with { Colour = ColourMode.Gray, UnevenLight = Math.Max(usual.UnevenLight, 0.35), ShowThrough = rng.Between(0.05, 0.15) },
    };
}
