using Archive.Domain;
using Archive.Imaging.Formats;
using Archive.Pipeline.Receive.Pdf;

namespace Archive.Pipeline.Receive;

/// <summary>
/// Looks at a file before it is received: by content, with bounded effort, decoding nothing. PDFs are asked after in a child process
/// with limits on time and memory.
/// </summary>
public sealed class MasterInspector(PdfToolOptions? pdfTools = null)
{
    private readonly PdfInspector _pdf = new(new PdfTools(pdfTools ?? new()));

    /// <summary>Inspects the file at a path; symbolic links are followed.</summary>
    /// <exception cref="MissingToolException">A PDF is to be inspected and poppler-utils is not installed.</exception>
    public async Task<MasterInspection> InspectAsync(string path, CancellationToken cancellation = default)
    {
        var facts = FileFacts.Of(path, follow: true);
        if (facts.Kind is PathKind.Missing or PathKind.OutOfReach) return new MasterInspection.Rejected(facts.Reason);
        if (facts.Kind == PathKind.Folder) return new MasterInspection.Rejected("it is a folder");
        if (facts.Kind != PathKind.RegularFile) return new MasterInspection.Rejected(FolderWalk.SpecialFile);
        try
        {
            return await InspectFileAsync(Path.GetFullPath(path), facts, cancellation);
        }
        catch (UnauthorizedAccessException)
        {
            return new MasterInspection.Rejected("no permission to read it");
        }
        catch (IOException error)
        {
            return new MasterInspection.Rejected($"it cannot be read ({error.Message})");
        }
    }

    private async Task<MasterInspection> InspectFileAsync(string path, FileFacts facts, CancellationToken cancellation)
    {
        if (facts.Size == 0) return new MasterInspection.Rejected("the file is empty");
        switch (SourceSniffer.Sniff(path, facts))
        {
            case SniffedSource.Unusable unusable:
                return new MasterInspection.Rejected(unusable.Reason);
            case SniffedSource.Usable { Format: MasterFormat.Pdf }:
                return await _pdf.InspectAsync(path, cancellation);
        }

        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return ImageInspector.Inspect(stream) switch
        {
            ImageInspection.Accepted accepted => new MasterInspection.Accepted(accepted.Format, accepted.Pages.Count),
            ImageInspection.Rejected rejected => new MasterInspection.Rejected(rejected.Reason),
            var other => throw new InvalidOperationException($"Unknown inspection {other}."),
        };
    }
}
