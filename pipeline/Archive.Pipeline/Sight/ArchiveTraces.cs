using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Pipeline.Sight;

/// <summary>
/// The spans of the pipeline. Every personal file is one trace, over all processes and nodes that have to do with it: its id is made from the
/// file's id and the moment of its receipt, both of which the catalog holds, so that nothing has to be handed on or stored, and a sampler that
/// goes by the trace's id decides alike everywhere. (A trace of a whole batch would have more spans than any tool shows.) Intake, each page and
/// each completion of the file begin a span without a parent in that trace.
/// Names and tags hold ids, digests, counts and codes: no file name, no case number, no text, and of exceptions the type alone.
/// </summary>
public static class ArchiveTraces
{
    /// <summary>Name of the source that all spans come from.</summary>
    public const string SourceName = "Archive";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The trace that a span without a parent, begun by this thread at this moment, belongs to.</summary>
    [ThreadStatic]
    private static ActivityTraceId? _traceOfRoot;

    static ArchiveTraces()
    {
        var before = Activity.TraceIdGenerator;
        Activity.TraceIdGenerator = () => _traceOfRoot ?? before?.Invoke() ?? ActivityTraceId.CreateRandom();
    }

    /// <summary>Whether anybody listens; where nobody does, nothing is made.</summary>
    internal static bool On => Source.HasListeners();

    /// <summary>The file as which a span begins; null where nobody listens, without asking the catalog.</summary>
    internal static Task<FileRecord?> FileAsync(ICatalog catalog, string fileId, CancellationToken cancellation) =>
        On ? catalog.GetFileAsync(fileId, cancellation) : Task.FromResult<FileRecord?>(null);

    /// <summary>Begins a span without a parent in the file's trace, current until it is disposed of.</summary>
    internal static Activity? Begin(string name, FileRecord? file)
    {
        if (file is null || !On) return null;
        var around = Activity.Current;
        (Activity.Current, _traceOfRoot) = (null, TraceOf(file));
        try
        {
            var span = Source.StartActivity(name, ActivityKind.Consumer);
            span?.SetTag("archive.file", file.Id).SetTag("archive.batch", file.BatchId);
            return span;
        }
        finally
        {
            _traceOfRoot = null;
            if (Activity.Current is null) Activity.Current = around;
        }
    }

    /// <summary>The span that is current, where it is one of ours.</summary>
    internal static Activity? Current => Activity.Current is { } span && span.Source.Name == SourceName ? span : null;

    /// <summary>Begins a span inside the current one; null where there is none.</summary>
    internal static Activity? Step(string name, ActivityKind kind = ActivityKind.Internal) => Current is null ? null : Source.StartActivity(name, kind);

    /// <summary>Does something in a span of its own, which says whether it failed.</summary>
    internal static async Task<T> StepAsync<T>(string name, Func<Task<T>> step)
    {
        using var span = Step(name, ActivityKind.Client);
        try
        {
            return await step();
        }
        catch (Exception failure)
        {
            Fail(span, failure);
            throw;
        }
    }

    /// <inheritdoc cref="StepAsync{T}"/>
    internal static Task StepAsync(string name, Func<Task> step) => StepAsync(name, async () =>
    {
        await step();
        return true;
    });

    /// <summary>Begins a span that was measured elsewhere.</summary>
    internal static Activity? Replay(string name, ActivityContext parent, DateTimeOffset start) =>
        Source.StartActivity(name, ActivityKind.Internal, parent, tags: null, links: null, start);

    /// <summary>Marks a span as failed, with the type of the exception: its message may name what nobody but the archive may know.</summary>
    internal static void Fail(Activity? span, Exception failure) =>
        span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", failure.GetType().FullName);

    /// <summary>The id of a file's trace: 16 bytes of SHA-256 over its id and the millisecond of its receipt, which two archives hardly share.</summary>
    internal static ActivityTraceId TraceOf(FileRecord file)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"archive file {file.Id} of {file.ReceivedAt.ToUnixTimeMilliseconds()}");
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        // W3C Trace Context: all zeros are no id.
        if (BinaryPrimitives.ReadInt128BigEndian(digest) == 0) digest[15] = 1;
        return ActivityTraceId.CreateFromBytes(digest.AsSpan(0, 16));
    }
}
