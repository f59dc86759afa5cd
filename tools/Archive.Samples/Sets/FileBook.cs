using System.Globalization;
using Archive.Samples.Encoders;
using Archive.Samples.Pages;
using Archive.Samples.Randomness;
using Archive.Samples.Scanning;
using Archive.Samples.Words;

namespace Archive.Samples.Sets;

/// <summary>Collects the pages of one personal file and delivers them as a folder, a multi-page TIFF or a PDF.</summary>
internal sealed class FileBook(Dossier dossier, Rng rng)
{
    private readonly List<(Func<PageDraft> Front, Func<PageDraft>? Back, ScanConditions Conditions)> _pages = [];

    public int Count => _pages.Count;

    private string Name => dossier.Case.ToString();

    public FileBook Add(PageKind kind, Language language, ScanConditions conditions)
    {
        var page = rng.Fork($"page-{_pages.Count}");
        var suited = kind == PageKind.Passport ? OnFlatbed(conditions) : conditions;
        _pages.Add((
            () => PageComposer.Compose(kind, dossier, language, page.Fork("front")),
            kind is PageKind.Passport or PageKind.Cover or PageKind.Note ? null : () => PageComposer.Compose(PageKind.Letter, dossier, language, page.Fork("back")),
            suited));
        return this;
    }

    /// <summary>The empty back of the page added last, which shows through.</summary>
    public FileBook AddBlankBack(ScanConditions conditions)
    {
        var (front, _, _) = _pages[^1];
        var page = rng.Fork($"page-{_pages.Count}");
        var draft = front();
        if (draft.Kind == PageKind.Passport) return this;
        _pages.Add((() => BlankPages.Blank(page, draft.Canvas.Width, draft.Canvas.Height), front, conditions));
        return this;
    }

    /// <summary>A folder of pictures named by their order, each in its own format.</summary>
    public PlannedFile InFolder() => Deliver((i, conditions) =>
        (string.Create(CultureInfo.InvariantCulture, $"{Name}/{i + 1:D4}{ImageFiles.Extension(conditions.Format)}"), conditions));

    /// <summary>One TIFF of all pages; Group 4 makes them bitonal.</summary>
    public PlannedFile InTiff(ScanFormat format) => Deliver((_, conditions) =>
        ($"{Name}.tif", conditions with
        {
            Format = format,
            Colour = format == ScanFormat.TiffG4 ? ColourMode.Bitonal : conditions.Colour,
            TaggedDpi = conditions.TaggedDpi ?? conditions.Dpi,
        }));

    /// <summary>One PDF of all pages: bitonal pages as Group 4, the others as JPEG.</summary>
    public PlannedFile InPdf() => Deliver((_, conditions) => ($"{Name}.pdf", conditions with { Format = ScanFormat.Jpeg, TaggedDpi = conditions.Dpi }));

    private PlannedFile Deliver(Func<int, ScanConditions, (string Path, ScanConditions Conditions)> place) => new(Name, dossier.Case, _pages.Select((page, i) =>
    {
        var (path, conditions) = place(i, page.Conditions);
        return new PlannedPage(path, page.Front, conditions, rng.Fork($"scan-{i}")) { Back = page.Back };
    }).ToList());

    /// <summary>A booklet lies on the glass: no holes, no staples, no folds, some glass around it.</summary>
    private static ScanConditions OnFlatbed(ScanConditions conditions) => conditions with
    {
        Holes = PunchHoles.None,
        Staple = false,
        Folds = 0,
        ShowThrough = 0,
        Overscan = Math.Max(conditions.Overscan, 4),
        Paper = new(250, 250, 250),
    };
}
