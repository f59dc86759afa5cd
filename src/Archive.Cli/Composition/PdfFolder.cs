using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Cli.Composition;

/// <summary>
/// Stored PDFs under names that people and PDF programs know: DATA/pdf/F00000012.pdf, a link to the object, which has its digest for a name
/// (veraPDF and desktop programs pass over files that do not end in .pdf). Disposable: made again whenever a file is looked at.
/// </summary>
internal sealed class PdfFolder
{
    private readonly string _folder = "";
    private readonly IObjectStore? _objects;

    internal PdfFolder(string dataFolder, IObjectStore objects) => (_folder, _objects) = (Path.Combine(dataFolder, "pdf"), objects);

    private PdfFolder()
    {
    }

    /// <summary>For an archive whose objects lie on no disk of this machine: 'archive export' fetches them.</summary>
    internal static PdfFolder Elsewhere { get; } = new();

    /// <summary>The path of a stored PDF: the link where it can be made, else the object itself; null where it lies elsewhere.</summary>
    internal async Task<string?> PathAsync(string fileId, StoredObject pdf, CancellationToken cancellation)
    {
        if (_objects is not { } objects) return null;
        await using var local = await objects.LeaseLocalAsync(ObjectKind.Derivative, pdf.Digest, cancellation);
        var link = Path.Combine(_folder, $"{fileId}.pdf");
        var target = Path.GetRelativePath(_folder, local.Path);
        return new FileInfo(link).LinkTarget == target || TryLink(link, target) ? link : local.Path;
    }

    private bool TryLink(string link, string target)
    {
        try
        {
            Directory.CreateDirectory(_folder);
            // Made aside and moved over: another command may be looking at the same moment.
            var fresh = $"{link}.{Environment.ProcessId}";
            File.CreateSymbolicLink(fresh, target);
            File.Move(fresh, link, overwrite: true);
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
