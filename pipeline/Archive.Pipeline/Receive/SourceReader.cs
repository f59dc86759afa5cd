namespace Archive.Pipeline.Receive;

/// <summary>When a file counts as fully written.</summary>
public sealed record SourceReaderOptions
{
    /// <summary>A file last changed longer ago than this is taken at once. 0 to 60 s, default 2 s.</summary>
    public TimeSpan Steady { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Time between looks at a file that changed of late. 10 ms to 10 s, default 250 ms.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest wait for a growing file. 0 to 1 h, default 30 s.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public void Validate()
    {
        if (Steady < TimeSpan.Zero || Steady > TimeSpan.FromSeconds(60)) throw new ArgumentOutOfRangeException(nameof(Steady), Steady, "0 to 60 seconds.");
        if (Poll < TimeSpan.FromMilliseconds(10) || Poll > TimeSpan.FromSeconds(10)) throw new ArgumentOutOfRangeException(nameof(Poll), Poll, "10 ms to 10 s.");
        if (MaxWait < TimeSpan.Zero || MaxWait > TimeSpan.FromHours(1)) throw new ArgumentOutOfRangeException(nameof(MaxWait), MaxWait, "0 to 1 hour.");
    }
}

/// <summary>What is known of a source while it is received.</summary>
public abstract record SourceState
{
    private SourceState() { }

    /// <summary>It has this many bytes and nobody is writing to it.</summary>
    public sealed record Steady(long Bytes) : SourceState;

    /// <summary>It is being written to; a later run may take it.</summary>
    public sealed record StillGrowing(string Reason) : SourceState;

    /// <summary>It cannot be read at all.</summary>
    public sealed record Unreadable(string Reason) : SourceState;
}

/// <summary>
/// Opens a source for copying only once it is steady, and tells afterwards whether it stayed so. A file that has been left alone for a while
/// costs no wait, so a batch of thousands does not either.
/// </summary>
/// <example>
/// <code>
/// await using var source = await SourceReader.OpenAsync(path, TimeProvider.System, new(), cancellation);
/// if (source.State is SourceState.Steady) { await store.PutAsync(kind, source.Stream, cancellation); verdict = source.ConfirmUnchanged(); }
/// </code>
/// </example>
public sealed class SourceReader : IAsyncDisposable
{
    private readonly string _path;
    private readonly FileFacts _before;
    private readonly FileStream? _stream;

    private SourceReader(string path, FileFacts before, FileStream? stream, SourceState state) =>
        (_path, _before, _stream, State) = (path, before, stream, state);

    /// <summary>As found when opened; only where it is <see cref="SourceState.Steady"/> is there a <see cref="Stream"/>.</summary>
    public SourceState State { get; }

    /// <summary>The bytes, from the beginning.</summary>
    /// <exception cref="InvalidOperationException">The source is not steady.</exception>
    public Stream Stream => _stream ?? throw new InvalidOperationException($"{_path} cannot be copied: {State}");

    /// <summary>Waits until the file is steady, at most <see cref="SourceReaderOptions.MaxWait"/>, then opens it.</summary>
    public static async Task<SourceReader> OpenAsync(string path, TimeProvider time, SourceReaderOptions options, CancellationToken cancellation)
    {
        options.Validate();
        var began = time.GetUtcNow();
        var (last, changedAt) = ((FileFacts?)null, began);
        while (true)
        {
            var facts = FileFacts.Of(path, follow: true);
            if (Refusal(facts) is { } refusal) return new(path, facts, null, new SourceState.Unreadable(refusal));
            var now = time.GetUtcNow();
            if (last is not null && facts != last) changedAt = now;
            last = facts;
            // A time stamp in the future says that the clocks differ: then the file must stand still while it is watched.
            var reference = facts.Modified > now ? changedAt : facts.Modified;
            if (now - reference >= options.Steady) return Open(path, facts);
            if (now - began >= options.MaxWait) return new(path, facts, null, StillGrowing($"it was still being written to after {options.MaxWait.TotalSeconds:0.#} s of waiting"));
            await Task.Delay(options.Poll, time, cancellation);
        }
    }

    /// <summary>After the copy: whether size and time of change are still those found when it was opened.</summary>
    public SourceState ConfirmUnchanged()
    {
        if (State is not SourceState.Steady) return State;
        var after = FileFacts.Of(_path, follow: true);
        if (after.Kind != PathKind.RegularFile) return new SourceState.Unreadable("it vanished while it was being received");
        return after.Size == _before.Size && after.Modified == _before.Modified && after.Identity == _before.Identity
            ? State
            : StillGrowing("it changed while it was being received");
    }

    public async ValueTask DisposeAsync()
    {
        if (_stream is not null) await _stream.DisposeAsync();
    }

    private static SourceReader Open(string path, FileFacts facts)
    {
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan | FileOptions.Asynchronous);
            return new(path, facts, stream, new SourceState.Steady(facts.Size));
        }
        catch (UnauthorizedAccessException)
        {
            return new(path, facts, null, new SourceState.Unreadable("no permission to read it"));
        }
        catch (IOException error)
        {
            return new(path, facts, null, new SourceState.Unreadable($"it cannot be read ({error.Message})"));
        }
    }

    private static string? Refusal(FileFacts facts) => facts.Kind switch
    {
        PathKind.RegularFile => null,
        PathKind.Missing or PathKind.OutOfReach => facts.Reason,
        PathKind.Folder => "it is a folder",
        _ => FolderWalk.SpecialFile,
    };

    private static SourceState.StillGrowing StillGrowing(string reason) => new(reason);
}
