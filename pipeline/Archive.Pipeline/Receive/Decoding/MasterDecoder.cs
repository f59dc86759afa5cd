using Archive.Domain;
using Archive.Imaging.Decoding;
using Archive.Imaging.Formats;
using Archive.Pipeline.Receive.Pdf;

namespace Archive.Pipeline.Receive.Decoding;

/// <summary>
/// Decodes one page of a master inside a page worker: what the bytes bring comes back as an outcome; a crash of a native decoder ends
/// the worker, never the batch.
/// </summary>
public sealed class MasterDecoder(PdfToolOptions? pdfTools = null)
{
    private readonly PdfPageDecoder _pdf = new(new PdfTools(pdfTools ?? new()));

    /// <param name="masterPath">A readable file that does not change meanwhile.</param>
    /// <param name="pageIndex">From 0, counted as <see cref="MasterInspector"/> counts pages.</param>
    /// <param name="workFolder">An existing folder for intermediate files, which are removed again.</param>
    /// <returns><c>Done</c>, or <c>Failed</c> with one clause saying why there is no image.</returns>
    /// <exception cref="MissingToolException">The master is a PDF and poppler-utils is not installed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public StageOutcome<DecodedPage> Decode(string masterPath, MasterFormat format, int pageIndex, string workFolder, CancellationToken cancellation = default)
    {
        if (format == MasterFormat.Pdf) return _pdf.Decode(masterPath, pageIndex, workFolder, cancellation);
        ImageInspection inspection;
        using (var stream = File.OpenRead(masterPath)) inspection = ImageInspector.Inspect(stream);
        if (inspection is not ImageInspection.Accepted accepted)
            return Failed(inspection is ImageInspection.Rejected rejected ? rejected.Reason : "it is no image");
        if (accepted.Format != format) return Failed($"the master is entered as {FormatSniffer.NameOf(format)} and is {FormatSniffer.NameOf(accepted.Format)}");
        return pageIndex >= 0 && pageIndex < accepted.Pages.Count
            ? Decode(masterPath, format, accepted.Pages[pageIndex], workFolder)
            : Failed($"the master has {accepted.Pages.Count} pages and no page {pageIndex + 1}");
    }

    private static StageOutcome<DecodedPage> Decode(string path, MasterFormat format, ImageHeader header, string workFolder)
    {
        switch (ImageDecoder.Decode(path, format, header, workFolder))
        {
            case StageOutcome<DecodedImage>.Done { Value: var decoded }:
                var upright = Upright.Apply(decoded.Image, header.Orientation);
                var page = new DecodedPage(upright.Image, MetadataResolution.Of(header), upright.ClockwiseDegrees, decoded.Damage) { MasterToImage = upright.FromStored };
                return new StageOutcome<DecodedPage>.Done(page);
            case StageOutcome<DecodedImage>.Failed failed:
                return Failed(failed.Error);
            case var other:
                throw new InvalidOperationException($"Decoding ended in {other}.");
        }
    }

    private static StageOutcome<DecodedPage>.Failed Failed(string reason) => new(reason);
}
