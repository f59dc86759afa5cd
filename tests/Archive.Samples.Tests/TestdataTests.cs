using System.Security.Cryptography;
using Archive.Imaging;
using Archive.Samples.Encoders;
using Archive.Samples.Randomness;
using Archive.Samples.Sets;
using Archive.Samples.Truth;
using Xunit.Abstractions;

namespace Archive.Samples.Tests;

public class TestdataTests(ITestOutputHelper output)
{
    private static readonly string _folder = FindFolder();
    private static readonly Manifest _manifest = Manifest.Read(_folder);

    private static readonly List<FileTruth> _truths =
        Directory.GetFiles(Path.Combine(_folder, "truth"), "*.json").Order(StringComparer.Ordinal).Select(path => FileTruth.FromJson(File.ReadAllText(path))).ToList();

    private static IEnumerable<PlannedFile> Planned => SampleSets.Named(_manifest.Set).Plan(new Rng(_manifest.Seed), 1, 0.5);

    [Fact]
    public void Manifest_CommittedFiles_AreAllThereUnchangedAndSmall()
    {
        Assert.All(_manifest.Files, file => Assert.Equal(file.Value, ManifestEntry.Of(Path.Combine(_folder, file.Key))));
        var samples = Directory.GetFiles(Path.Combine(_folder, "samples"), "*", SearchOption.AllDirectories);
        Assert.Equal(_manifest.Files.Keys.Count(path => path.StartsWith("samples/", StringComparison.Ordinal)), samples.Length);
        Assert.InRange(samples.Sum(path => new FileInfo(path).Length), 1, 8_000_000);
    }

    [Fact]
    public void Truth_OfEveryPage_IsWhatTheSeedComposes()
    {
        foreach (var file in Planned)
        {
            var truth = _truths.Single(truth => truth.Name == file.Name);
            Assert.Equal(file.Pages.Count, truth.Pages.Count);
            foreach (var (page, told) in file.Pages.Zip(truth.Pages))
            {
                var draft = page.Front();
                var composed = TruthOfPage.State(told.Number, told.PageIndex, page, draft, new(told.Width, told.Height));
                Assert.Equal(composed.Lines, told.Lines);
                Assert.Equal(composed.Fields, told.Fields);
                Assert.Equal(composed.Mrz, told.Mrz);
                Assert.Equal((composed.SkewDegrees, composed.Orientation, composed.Blank, composed.Kind), (told.SkewDegrees, told.Orientation, told.Blank, told.Kind));
            }
        }
    }

    [Fact]
    public void Regenerate_APage_GivesTheSameBytes()
    {
        if (!_manifest.MatchesMachine)
        {
            output.WriteLine("skipped: renderer, codecs or fonts are other than in the manifest");
            return;
        }
        var page = Planned.First().Pages.Single(page => page.Path.EndsWith("0006.jpg", StringComparison.Ordinal));

        var (_, image) = SampleMaker.Scan(page);
        using var pix = ImageFiles.ToPix(image, page.Conditions);
        var bytes = ImageFiles.Encode(pix, page.Conditions);

        Assert.Equal(_manifest.Files["samples/" + page.Path].Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public void Truth_Sizes_AreThoseOfThePictures()
    {
        foreach (var page in _truths.SelectMany(truth => truth.Pages).Where(page => !page.Path.EndsWith(".pdf", StringComparison.Ordinal)))
        {
            var data = File.ReadAllBytes(Path.Combine(_folder, "samples", page.Path));
            using var pix = page.Path.EndsWith(".tif", StringComparison.Ordinal) ? Pix.DecodeTiffPage(data, page.PageIndex) : Pix.Decode(data);
            Assert.Equal((page.Width, page.Height), (pix.Width, pix.Height));
            Assert.Equal(page.TaggedDpi ?? 0, pix.XResolution);
            Assert.Equal(page.Colour switch { "bitonal" => 1, "gray" => 8, _ => 32 }, pix.Depth);
        }
    }

    [Fact]
    public void Truth_OfAllFiles_HasTheSearchedWordsAndEveryDiacritic()
    {
        var text = string.Join('\n', _truths.SelectMany(truth => truth.Pages).Where(page => !page.Handwritten).SelectMany(page => page.Lines));

        Assert.Contains("uzturēšanās atļauja", text, StringComparison.Ordinal);
        Assert.Contains("миграция", text, StringComparison.Ordinal);
        Assert.Contains("PMR-2019-00017", text, StringComparison.Ordinal);
        Assert.All("āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ", letter => Assert.Contains(letter, text));
    }

    [Fact]
    public void Truth_OfAllFiles_CoversKindsFormatsAndMishaps()
    {
        var pages = _truths.SelectMany(truth => truth.Pages).ToList();

        Assert.Equal(Enum.GetValues<Pages.PageKind>().Length, pages.Select(page => page.Kind).Distinct().Count());
        Assert.Superset(new HashSet<string> { "jpeg", "png", "tiffG4", "pdfJpeg", "pdfG4" }, pages.Select(page => page.Format).ToHashSet());
        Assert.Superset(new HashSet<int> { 0, 180, 270 }, pages.Select(page => page.Orientation).ToHashSet());
        Assert.Contains(pages, page => page.TaggedDpi is null);
        Assert.Contains(pages, page => page.TaggedDpi == 72 && page.Dpi == 300);
        Assert.Contains(pages, page => page.Barcodes.Count > 0);
        Assert.Contains(pages, page => page.Mrz.Count == 2);
    }

    private static string FindFolder()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Archive.sln"))) return Path.Combine(folder, "testdata");
        throw new DirectoryNotFoundException("No folder above the tests holds Archive.sln.");
    }
}
