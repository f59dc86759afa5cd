using System.Text;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pdf.Conformance;
using Archive.Pipeline.Assembly;
using Archive.Pipeline.Batches;

namespace Archive.Pipeline.Verification;

/// <summary>Looks at the PDF of a file, which is intact: whether it is a PDF/A-2u, and was made from the pages that the file has.</summary>
internal sealed class StoredPdfCheck(ArchiveStores stores, PdfCheck? deepCheck)
{
    private const int BufferBytes = 1 << 16;

    internal async Task CheckAsync(string fileId, Sha256Digest digest, CancellationToken cancellation)
    {
        if (await stores.Catalog.GetFileAsync(fileId, cancellation) is not { } file || file.Pdf?.Digest != digest) return;
        var provenance = FileDescription.Of(file, await stores.Catalog.ListPagesAsync(fileId, cancellation)).Provenance!;
        foreach (var kind in new[] { FindingKind.PdfNotConforming, FindingKind.PdfOfOtherPages }) await stores.Catalog.Verification.RemoveFindingsAsync(kind, fileId, cancellation);
        await using var local = await stores.Objects.LeaseLocalAsync(ObjectKind.Derivative, digest, cancellation);
        await using (var content = File.OpenRead(local.Path))
        {
            foreach (var finding in PdfAConformanceChecker.Check(content)) await FindAsync(FindingKind.PdfNotConforming, fileId, finding.ToString(), cancellation);
            content.Position = 0;
            if (!await HoldsAsync(content, Encoding.UTF8.GetBytes(provenance), cancellation))
                await FindAsync(FindingKind.PdfOfOtherPages, fileId, "its PDF was not made from the pages that it has", cancellation);
        }

        if (deepCheck is not null && await deepCheck(local.Path, cancellation) is { } complaint) await FindAsync(FindingKind.PdfNotConforming, fileId, complaint, cancellation);
    }

    private Task FindAsync(FindingKind kind, string fileId, string detail, CancellationToken cancellation) =>
        stores.Catalog.Verification.AddFindingAsync(new(kind, fileId, detail) { FileId = fileId }, cancellation);

    /// <summary>Metadata stand in a PDF/A in the clear, so the words can be looked for as they are.</summary>
    private static async Task<bool> HoldsAsync(Stream content, byte[] wanted, CancellationToken cancellation)
    {
        var buffer = new byte[BufferBytes + wanted.Length];
        for (int kept = 0, read; (read = await content.ReadAsync(buffer.AsMemory(kept, BufferBytes), cancellation)) > 0;)
        {
            if (buffer.AsSpan(0, kept + read).IndexOf(wanted) >= 0) return true;
            var tail = Math.Min(wanted.Length - 1, kept + read);
            buffer.AsSpan(kept + read - tail, tail).CopyTo(buffer);
            kept = tail;
        }

        return false;
    }
}
