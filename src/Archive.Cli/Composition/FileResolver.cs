using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Cli.Composition;

/// <summary>Finds the personal file that a person names by its id or by its case.</summary>
internal static class FileResolver
{
    /// <exception cref="UsageException">None is meant, or more than one; the message lists them.</exception>
    internal static async Task<FileRecord> FindAsync(ICatalog catalog, string named, CancellationToken cancellation)
    {
        if (await catalog.GetFileAsync(named.ToUpperInvariant(), cancellation) is { } file) return file;
        if (!CaseNumber.TryParse(named, out var caseNumber)) throw new UsageException($"There is no personal file '{named}'. 'archive files' lists them.");
        var files = await catalog.ListFilesAsync(new FileListing(null, caseNumber, null, int.MaxValue), cancellation);
        return files switch
        {
            [var only] => only,
            [] => throw new UsageException($"The case {caseNumber} has no personal file. 'archive files' lists them."),
            _ => throw new UsageException($"The case {caseNumber} has {files.Count} personal files: {string.Join(", ", files.Select(one => one.Id))}. Name one of them."),
        };
    }
}
