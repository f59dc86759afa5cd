using System.Runtime.CompilerServices;
using Archive.Domain.Access;

namespace Archive.Domain.Ports;

/// <summary>Which personal files to list: those that meet every condition that is not null.</summary>
/// <param name="BatchId">Files of this batch.</param>
/// <param name="Case">Files of this case.</param>
/// <param name="After">Files whose id comes after this one: the last of the page before.</param>
/// <param name="Limit">Most files to list, 1 and up.</param>
/// <remarks>Listing goes from id to id, not by counting rows over: each page of the list costs the same, however far down it is.</remarks>
public readonly record struct FileListing(long? BatchId, CaseNumber? Case, string? After, int Limit)
{
    /// <summary>Files that whoever asks may see; all where null.</summary>
    public Visibility? Visible { get; init; }

    /// <summary>Files whose name begins like this, in the same case; any where null.</summary>
    public string? NameStart { get; init; }
}

/// <summary>Whole lists, put together from their pages.</summary>
public static class FileListings
{
    private const int Portion = 1000;

    /// <summary>Files of the batch (all files where null) that have at least one page, by id. For lists that fit in memory.</summary>
    public static async Task<IReadOnlyList<FileRecord>> ListFilesAsync(this ICatalog catalog, long? batchId, CancellationToken cancellation)
    {
        var files = new List<FileRecord>();
        await foreach (var file in catalog.EachFileAsync(batchId, cancellation)) files.Add(file);
        return files;
    }

    /// <summary>The same, a portion in memory at a time. Files that come in meanwhile are listed too.</summary>
    public static IAsyncEnumerable<FileRecord> EachFileAsync(this ICatalog catalog, long? batchId, CancellationToken cancellation) =>
        catalog.EachFileAsync(batchId, after: null, cancellation);

    /// <summary>The same, of those whose ids come after one.</summary>
    public static async IAsyncEnumerable<FileRecord> EachFileAsync(
        this ICatalog catalog, long? batchId, string? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var files = await catalog.ListFilesAsync(new FileListing(batchId, null, after, Portion), cancellation);
            foreach (var file in files) yield return file;
            if (files.Count < Portion) yield break;
            after = files[^1].Id;
        }
    }
}
