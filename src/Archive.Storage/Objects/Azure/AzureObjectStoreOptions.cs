namespace Archive.Storage.Objects.Azure;

/// <summary>How the objects are kept in Azure Blob Storage, and how long to try.</summary>
/// <remarks>Exactly one of the two ways in is given.</remarks>
public sealed record AzureObjectStoreOptions
{
    private const int Kilobyte = 1024;
    private const int Megabyte = 1024 * Kilobyte;

    /// <summary>Way in by account: a connection string with an account key or a SAS for the account (also Azurite's).</summary>
    public string? ConnectionString { get; init; }

    /// <summary>
    /// Way in by container: its URL with a SAS. The container must be there; the SAS permits reading, creating, writing and listing,
    /// and tags and immutability policies where these are wanted.
    /// </summary>
    public Uri? ContainerUrl { get; init; }

    /// <summary>Name of the container, 3 to 63 of a-z, 0-9 and hyphen; made where it is missing. With <see cref="ContainerUrl"/> the URL names it.</summary>
    public string Container { get; init; } = "archive";

    /// <summary>
    /// Bytes sent in one request; longer objects go up in blocks of so many. 64 KiB to 100 MiB, default 4 MiB. A block must go through within
    /// <see cref="AttemptTimeout"/>: make it smaller on slow lines.
    /// </summary>
    public int BlockBytes { get; init; } = 4 * Megabyte;

    /// <summary>Blocks of one object that go up at once, each in memory; 1 to 16, default 2.</summary>
    public int ParallelBlocks { get; init; } = 2;

    /// <summary>Objects up to so many bytes wait in memory while they are hashed, longer ones in a temporary file; 0 to 64 MiB, default 1 MiB.</summary>
    public int MemoryBytes { get; init; } = Megabyte;

    /// <summary>Times that a request is repeated after failures that may pass; 0 to 10, default 5.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>Wait before the first repetition, doubled for each further one, ±20 % at random, never over 4 s; 1 ms to 4 s, default 0.4 s.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(0.4);

    /// <summary>Longest time that one attempt of a request may take; 0.1 s to 5 min, default 10 s.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time that a request may take with all its attempts, and longest wait for the next bytes of an object; 0.1 s to 10 min, default 15 s.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Objects listed by one request; 1 to 5000 (the service's own limit), default 5000.</summary>
    public int ListPage { get; init; } = 5000;

    /// <summary>Whether objects are tagged with kind, sha256 and day of receipt; default true. Where the account refuses tags, that is logged once and they are left out.</summary>
    public bool Tags { get; init; } = true;

    /// <summary>How long a new master can be neither altered nor deleted (version-level immutability policy); 1 day to 100 years, default none.</summary>
    public TimeSpan? RetainMasters { get; init; }

    /// <summary>Whether <see cref="RetainMasters"/> can only be lengthened (a locked policy) and never be taken back; default false.</summary>
    public bool LockRetention { get; init; }

    /// <summary>Whether masters are put under legal hold; default false.</summary>
    public bool HoldMasters { get; init; }

    /// <returns>These options, after they were found to be within their ranges.</returns>
    /// <exception cref="ArgumentException">One is out of its range; the message says which and what it may be.</exception>
    public AzureObjectStoreOptions Validated()
    {
        Require((ConnectionString is null) != (ContainerUrl is null), "Give either a connection string or a container URL for the object store.");
        Require(Container is { Length: >= 3 and <= 63 } && Container.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'),
            $"{nameof(Container)} must be 3 to 63 of a-z, 0-9 and hyphen.");
        Require(BlockBytes is >= 64 * Kilobyte and <= 100 * Megabyte, $"{nameof(BlockBytes)} must be 64 KiB to 100 MiB.");
        Require(ParallelBlocks is >= 1 and <= 16, $"{nameof(ParallelBlocks)} must be 1 to 16.");
        Require(MemoryBytes is >= 0 and <= 64 * Megabyte, $"{nameof(MemoryBytes)} must be 0 to 64 MiB.");
        Require(Retries is >= 0 and <= 10, $"{nameof(Retries)} must be 0 to 10.");
        Require(IsWithin(FirstDelay, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(4)), $"{nameof(FirstDelay)} must be 1 ms to 4 s.");
        Require(IsWithin(AttemptTimeout, TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(5)), $"{nameof(AttemptTimeout)} must be 0.1 s to 5 min.");
        Require(IsWithin(RetryFor, TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(10)), $"{nameof(RetryFor)} must be 0.1 s to 10 min.");
        Require(ListPage is >= 1 and <= 5000, $"{nameof(ListPage)} must be 1 to 5000.");
        Require(RetainMasters is not { } period || IsWithin(period, TimeSpan.FromDays(1), TimeSpan.FromDays(36_525)), $"{nameof(RetainMasters)} must be 1 day to 100 years.");
        return this;
    }

    /// <summary>The container's name alone: options hold secrets, and records are easily logged.</summary>
    public override string ToString() => $"{nameof(AzureObjectStoreOptions)} {{ {nameof(Container)} = {Container} }}";

    private static bool IsWithin(TimeSpan value, TimeSpan least, TimeSpan most) => value >= least && value <= most;

    private static void Require(bool holds, string message)
    {
        if (!holds) throw new ArgumentException(message);
    }
}
