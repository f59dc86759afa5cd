namespace Archive.Domain.Ports;

/// <summary>A file on its way in.</summary>
/// <param name="Id">32 hexadecimal digits, random; in the URL.</param>
/// <param name="Name">As people see it; no path of a disk is made of it.</param>
/// <param name="Length">Bytes that will come, 1 and more.</param>
/// <param name="Replaces">The page that it is scanned in place of; null for new ones.</param>
/// <param name="Before">The page before which its pages are put; null for after all others.</param>
/// <param name="Owner">Who sends it, as the audit ledger calls them.</param>
public sealed record Upload(string Id, long BatchId, string Name, long Length, long? Replaces, long? Before, string Owner)
{
    /// <summary>By this the catalog knows where its pages came from, whichever node took it.</summary>
    public string Path => $"uploads/{Id}/{Name}";
}

/// <summary>How far an upload is.</summary>
/// <param name="Offset">Bytes that have arrived and are durable.</param>
/// <param name="IsFinished">Its batch has it; its bytes may be gone.</param>
/// <param name="ChangedAt">When something last came of it.</param>
public sealed record UploadState(Upload Upload, long Offset, bool IsFinished, DateTimeOffset ChangedAt)
{
    public bool IsWhole => !IsFinished && Offset == Upload.Length;
}

/// <summary>
/// Files on their way in, where every node of the service finds them: an upload that was interrupted goes on where it was, on whichever node. Safe for
/// concurrent use.
/// </summary>
public interface IUploadSpool
{
    /// <exception cref="StorageFullException">There is no room for so many bytes.</exception>
    Task BeginAsync(Upload upload, CancellationToken cancellation);

    /// <returns>Null where there is none; what cannot be read is none.</returns>
    Task<UploadState?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>Adds what comes from a position on; what arrived before a break stays.</summary>
    /// <returns>False where the position is not the end of what has arrived, or somebody else writes.</returns>
    /// <exception cref="InvalidDataException">More comes than was announced; what was announced is there.</exception>
    /// <exception cref="StorageFullException">There is no room; what arrived stays.</exception>
    Task<bool> AppendAsync(Upload upload, long offset, Stream content, CancellationToken cancellation);

    /// <summary>The first bytes that have arrived, at most so many.</summary>
    Task<byte[]> HeadAsync(Upload upload, int count, CancellationToken cancellation);

    /// <summary>A local file with all that has arrived, while the lease is held.</summary>
    Task<ILocalFile> LeaseLocalAsync(Upload upload, CancellationToken cancellation);

    /// <summary>Says that its batch has it: its bytes are no longer needed, but whoever missed the answer still learns that all has arrived.</summary>
    Task FinishAsync(Upload upload, CancellationToken cancellation);

    /// <summary>Forgets it, and what has arrived of it; nothing happens where it is not there.</summary>
    Task RemoveAsync(string id, CancellationToken cancellation);

    /// <summary>All that are there, in no order.</summary>
    IAsyncEnumerable<UploadState> ListAsync(CancellationToken cancellation);
}
