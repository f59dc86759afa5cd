using System.Text;
using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Capture;
using Archive.Domain.Ports;
using Archive.Imaging;
using Archive.Pdf.Codecs;
using Archive.Pipeline.Assembly;
using Archive.Recognition.Alto;
using Archive.Testing;

namespace Archive.Web.Tests;

/// <summary>
/// Personal files of every kind of access, finished and indexed, two pages each: the first bitonal, the second grey. Every page has the word
/// <see cref="Common"/>, and one that no other file has.
/// </summary>
internal sealed class Shelf
{
    internal const string Common = "uzturēšanās";

    internal const int Width = 1300, Height = 1700;

    private readonly TestService _service;
    private int _batches;

    private Shelf(TestService service) => _service = service;

    /// <summary>Of an asylum seeker (PMR), of no unit.</summary>
    internal string Asylum { get; private set; } = "";

    /// <summary>The same, restricted.</summary>
    internal string Secret { get; private set; } = "";

    /// <summary>Of a residence permit (UAT), of no unit.</summary>
    internal string Permit { get; private set; } = "";

    /// <summary>The same, of the unit "riga".</summary>
    internal string Riga { get; private set; } = "";

    /// <summary>Not linked to a case.</summary>
    internal string Loose { get; private set; } = "";

    internal IReadOnlyList<string> All => [Asylum, Secret, Permit, Riga, Loose];

    /// <summary>What is drawn on every page: a frame, lines of text, and a disc near the top left corner alone.</summary>
    internal static GrayImage Drawing { get; } = TestPages.Text(Width, Height).Frame(new(20, 30, Width - 60, Height - 80), 6).Disc(200, 90, 40);

    internal static Shelf Empty(TestService service) => new(service);

    internal static async Task<Shelf> FillAsync(TestService service)
    {
        var shelf = new Shelf(service);
        shelf.Asylum = await shelf.AddAsync("Ozola lieta", "PMR-2020-00001", AccessConditions.Open, "asylumword");
        shelf.Secret = await shelf.AddAsync("Slepena lieta", "PMR-2020-00002", new(null, true), "secretword");
        shelf.Permit = await shelf.AddAsync("Kalniņa lieta", "UAT-2021-00003", AccessConditions.Open, "permitword");
        shelf.Riga = await shelf.AddAsync("Rīgas lieta", "UAT-2021-00004", new("riga", false), "rigaword");
        shelf.Loose = await shelf.AddAsync("Bez lietas", null, AccessConditions.Open, "looseword");
        return shelf;
    }

    /// <summary>Adds a file in a batch of its own.</summary>
    internal async Task<string> AddAsync(string name, string? caseNumber, AccessConditions access, string word, PageImage[]? images = null, bool assembled = true)
    {
        images ??= [Bitonal.Value, Gray.Value];
        var (stores, catalog) = (_service.Stores, _service.Stores.Catalog);
        var title = $"batch {++_batches}";
        var batch = await catalog.CreateBatchAsync(title, Sha256Digest.Of(Encoding.UTF8.GetBytes(title)), default);
        var file = await catalog.EnsureFileAsync(batch.Id, 0, name, caseNumber is null ? null : CaseNumber.Parse(caseNumber), default);
        var master = await PutAsync(ObjectKind.Master, Encoding.UTF8.GetBytes($"master of {title}"));
        await catalog.AddSourceAsync(batch.Id, file.Id, new(0, $"/in/{title}.tif", master, MasterFormat.Tiff, images.Length), default);
        await FinishPagesAsync(batch.Id, images, word);
        await catalog.SetBatchStateAsync(batch.Id, BatchState.Processing, default);
        await catalog.SetAccessAsync(file, file.Case, access, default);
        if (!assembled) return file.Id;
        await catalog.SetAssembledAsync(file.Id, await PutAsync(ObjectKind.Derivative, Encoding.UTF8.GetBytes($"%PDF-1.7 of {title}")), default);
        await new FileIndexer(stores).IndexAsync((await catalog.GetFileAsync(file.Id, default))!, await catalog.ListPagesAsync(file.Id, default), default);
        await catalog.SetIndexedAsync(file with { Access = access }, default);
        return file.Id;
    }

    /// <summary>A batch as an operator fed it, its pages finished, closed to feeding.</summary>
    /// <param name="sheets">As declared, of one side.</param>
    internal async Task<(CaptureBatch Batch, IReadOnlyList<CapturedPage> Pages)> CaptureAsync(string by, int pages, int sheets)
    {
        var catalog = _service.Stores.Catalog;
        var title = $"fed {++_batches}";
        var batch = await catalog.CreateBatchAsync(title, Sha256Digest.Of(Encoding.UTF8.GetBytes(title)), default);
        var feed = await catalog.EnsureFileAsync(batch.Id, 0, title, null, default);
        var begun = await catalog.Captures.BeginAsync(batch.Id, feed.Id, by, CaptureSource.Upload, sheets, 1, default);
        var master = await PutAsync(ObjectKind.Master, Encoding.UTF8.GetBytes($"master of {title}"));
        await catalog.AddSourceAsync(batch.Id, feed.Id, new(0, $"/in/{title}.tif", master, MasterFormat.Tiff, pages), default);
        await FinishPagesAsync(batch.Id, [.. Enumerable.Repeat(Gray.Value, pages)], "fedword");
        await catalog.Captures.UpdateAsync(begun with { IsClosed = true }, default);
        return ((await catalog.Captures.GetAsync(batch.Id, default))!, await catalog.Captures.ListPagesAsync(batch.Id, default));
    }

    private async Task FinishPagesAsync(long batchId, PageImage[] images, string word)
    {
        var catalog = _service.Stores.Catalog;
        foreach (var image in images)
        {
            var page = (await catalog.ClaimPageAsync(batchId, default))!;
            var text = Text($"{Common} {word} lappuse{page.Number}");
            var (stored, alto) = (await PutAsync(ObjectKind.Derivative, image.Data.ToArray()), await PutAsync(ObjectKind.Derivative, AltoWriter.Write(text, new("test", "1", ""))));
            var result = new PageResult { Outcome = PageOutcome.Done, Width = Width, Height = Height, Dpi = new(150), Text = new("lav", new(0.9), 3) };
            await catalog.FinishPageAsync(
                new(page.Id, result, new(image.Encoding, image.Width, image.Height, stored.Digest), alto.Digest, null, Sha256Digest.Of("recipe"u8)), default);
        }
    }

    internal static PageImage BitonalOf(GrayImage drawing)
    {
        using var gray = Pix.FromGray(drawing);
        using var bitonal = gray.Threshold(128);
        return new(PageImageEncoding.CcittG4, drawing.Width, drawing.Height, CcittG4Encoder.Encode(bitonal.ToBitonalImage()));
    }

    internal static PageImage GrayOf(GrayImage drawing)
    {
        using var gray = Pix.FromGray(drawing);
        return new(PageImageEncoding.JpegGray, drawing.Width, drawing.Height, gray.EncodeJpeg(90));
    }

    internal static Lazy<PageImage> Bitonal { get; } = new(() => BitonalOf(Drawing));

    internal static Lazy<PageImage> Gray { get; } = new(() => GrayOf(Drawing));

    private Task<StoredObject> PutAsync(ObjectKind kind, byte[] content) => _service.Stores.Objects.PutAsync(kind, new MemoryStream(content), default);

    /// <summary>One line; each word's box is 100 pixels below the top, 40 high and 20 for each character wide.</summary>
    private static RecognizedText Text(string line)
    {
        var (words, x) = (new List<TextWord>(), 100);
        foreach (var word in line.Split(' '))
        {
            words.Add(new(word, new(x, 100, word.Length * 20, 40), new(0.9)));
            x += (word.Length + 1) * 20;
        }

        var box = new PixelRect(100, 100, x - 120, 40);
        return new(Width, Height, new(150), [new(box, [new(box, 135, 135, "lav", words)])]);
    }
}
