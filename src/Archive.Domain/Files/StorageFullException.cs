namespace Archive.Domain;

/// <summary>The medium that holds <see cref="Path"/> has no room left (or a quota or file size limit is reached); what was being written was taken back.</summary>
public sealed class StorageFullException(string path, long freeBytes, Exception inner)
    : IOException($"No space left to write '{path}': {freeBytes:N0} bytes are free. Make room or move the data folder, then run the same command again.", inner)
{
    /// <summary>The file that was being written.</summary>
    public string Path { get; } = path;

    /// <summary>Bytes free on the medium for this user when the write failed; -1 where that could not be read.</summary>
    public long FreeBytes { get; } = freeBytes;
}
