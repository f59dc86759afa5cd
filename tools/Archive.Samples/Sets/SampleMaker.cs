using Archive.Imaging;
using Archive.Samples.Encoders;
using Archive.Samples.Rendering;
using Archive.Samples.Scanning;
using Archive.Samples.Truth;

namespace Archive.Samples.Sets;

/// <summary>Makes planned files: pictures into <c>samples</c>, their truth into <c>truth</c>.</summary>
public sealed class SampleMaker(string outputFolder, string setName, ulong seed)
{
    private string SamplesFolder => Path.Combine(outputFolder, "samples");

    /// <summary>Makes one personal file and says what is true of it.</summary>
    public FileTruth Make(PlannedFile file)
    {
        var pages = new List<PageTruth>();
        for (var i = 0; i < file.Pages.Count;)
        {
            var path = file.Pages[i].Path;
            var together = file.Pages.Skip(i).TakeWhile(page => page.Path == path).ToList();
            Directory.CreateDirectory(Path.GetDirectoryName(Target(path))!);
            using IPageSink sink = SinkFor(path, together);
            for (var index = 0; index < together.Count; index++) pages.Add(MakePage(pages.Count + 1, index, together[index], sink));
            i += together.Count;
        }
        var truth = new FileTruth(file.Name, file.Case.ToString(), setName, seed, pages);
        Directory.CreateDirectory(Path.Combine(outputFolder, "truth"));
        File.WriteAllText(Path.Combine(outputFolder, "truth", file.Name + ".json"), truth.ToJson());
        return truth;
    }

    /// <summary>Composes and scans a page, in memory.</summary>
    internal static (Pages.PageDraft Draft, Raster Image) Scan(PlannedPage page)
    {
        var draft = page.Front();
        var (width, height) = (draft.Canvas.Width, draft.Canvas.Height);
        var back = page.Conditions.ShowThrough > 0 && page.Back is not null ? CoverageMap.Of(page.Back().Canvas.Svg, width, height) : null;
        var sheet = new SheetGeometry(width, height, page.Conditions);
        return (draft, PageScanner.Scan(draft.Canvas.Svg, sheet, page.Conditions, back, page.Rng));
    }

    private static PageTruth MakePage(int number, int pageIndex, PlannedPage page, IPageSink sink)
    {
        var (draft, image) = Scan(page);
        using var pix = ImageFiles.ToPix(image, page.Conditions);
        sink.Add(pix, page.Conditions);
        return TruthOfPage.State(number, pageIndex, page, draft, image);
    }

    private IPageSink SinkFor(string path, List<PlannedPage> pages) => Path.GetExtension(path) switch
    {
        ".pdf" => new PdfSink(Target(path)),
        ".tif" when pages.Count > 1 => new TiffSink(Target(path)),
        _ when pages.Count == 1 => new ImageSink(Target(path)),
        _ => throw new InvalidOperationException($"{path} is planned for {pages.Count} pages, which its format does not hold."),
    };

    private string Target(string path) => Path.Combine(SamplesFolder, path.Replace('/', Path.DirectorySeparatorChar));
}
