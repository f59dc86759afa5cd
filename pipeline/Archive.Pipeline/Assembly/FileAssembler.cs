using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pdf;
using Archive.Pdf.Conformance;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Sight;

namespace Archive.Pipeline.Assembly;

/// <summary>What became of a personal file's assembly.</summary>
internal abstract record Assembled
{
    private Assembled() { }

    /// <summary>The PDF/A is durable.</summary>
    internal sealed record Stored(StoredObject Pdf) : Assembled;

    /// <summary>What was written is no PDF/A-2u, which is a bug; it was not kept.</summary>
    internal sealed record NotConforming(string Findings) : Assembled;
}

/// <summary>
/// Makes a personal file's PDF/A-2u from its pages' derivatives. One page is in memory at a time; the same pages and recipe give the
/// same bytes, so that assembling again after an interruption changes nothing.
/// </summary>
public sealed class FileAssembler(ArchiveStores stores)
{
    private const int FindingsTold = 3;

    internal async Task<Assembled> AssembleAsync(FileRecord file, IReadOnlyList<PageRecord> pages, CancellationToken cancellation)
    {
        var path = Path.Combine(stores.TemporaryFolder, $"{file.Id}.pdf");
        try
        {
            await using var pdf = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
            await WriteAsync(pdf, file, pages, page => page, cancellation);
            if (Check(pdf) is { } findings) return new Assembled.NotConforming(findings);
            pdf.Position = 0;
            return new Assembled.Stored(await ArchiveTraces.StepAsync("put object", () => stores.Objects.PutAsync(ObjectKind.Derivative, pdf, cancellation)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A copy for somebody, with a line of text over every page; it is a PDF/A-2u too, and is kept nowhere.</summary>
    /// <param name="output">Written without a seek.</param>
    /// <param name="watermark">Who takes it and when.</param>
    public async Task CopyAsync(Stream output, FileRecord file, string watermark, CancellationToken cancellation) => await WriteAsync(
        output, file, await stores.Catalog.ListPagesAsync(file.Id, cancellation), page => page with { Appearance = new WatermarkedAppearance(page.Appearance, watermark) }, cancellation);

    private async Task WriteAsync(Stream output, FileRecord file, IReadOnlyList<PageRecord> pages, Func<PdfPage, PdfPage> dress, CancellationToken cancellation)
    {
        using var writer = new PdfAWriter(output, FileDescription.Of(file, pages));
        foreach (var page in pages) writer.AddPage(dress(await MakePageAsync(page, cancellation)));
        writer.Finish();
        await output.FlushAsync(cancellation);
    }

    private async Task<PdfPage> MakePageAsync(PageRecord page, CancellationToken cancellation)
    {
        var result = page.Result ?? throw new InvalidOperationException($"Page {page.Number} of {page.FileId} is not finished.");
        if (page.Image is not { } image) return PlaceholderFor(page, result);
        var data = await ReadAllAsync(image.Digest, cancellation);
        var shown = PdfPage.FromImage(new PageImage(image.Encoding, image.Width, image.Height, data), result.Width, result.Height, result.Dpi);
        return shown with { Text = await PageTexts.ReadAsync(stores, page, cancellation) };
    }

    private static PdfPage PlaceholderFor(PageRecord page, PageResult result)
    {
        var known = result is { Width: > 0, Height: > 0, Dpi.IsPlausible: true };
        var (width, height, dpi) = known ? (result.Width, result.Height, result.Dpi) : A4;
        return PlaceholderPage.Create(width, height, dpi, page.Number, result.Reason ?? "");
    }

    private async Task<byte[]> ReadAllAsync(Sha256Digest digest, CancellationToken cancellation)
    {
        await using var content = await stores.Objects.OpenReadAsync(ObjectKind.Derivative, digest, cancellation);
        var data = new byte[content.Length];
        await content.ReadExactlyAsync(data, cancellation);
        return data;
    }

    private static string? Check(Stream pdf)
    {
        pdf.Position = 0;
        var findings = PdfAConformanceChecker.Check(pdf);
        return findings.Count == 0 ? null : string.Join("; ", findings.Take(FindingsTold));
    }

    /// <summary>Size of a page of which nothing is known: A4 at 150 dots per inch.</summary>
    private static (int Width, int Height, Dpi Dpi) A4 => (1240, 1754, new Dpi(150));
}
