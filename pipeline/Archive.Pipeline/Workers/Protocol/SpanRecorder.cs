using System.Diagnostics;
using System.Globalization;
using Archive.Pipeline.Sight;

namespace Archive.Pipeline.Workers.Protocol;

/// <summary>The worker's side of a trace: keeps the spans of one page, begun below the host's span.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly List<WorkerSpan> _spans = [];
    private readonly ActivityListener _listener;
    private readonly Activity? _page;

    private SpanRecorder(ActivityContext parent)
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name == ArchiveTraces.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Keep,
        };
        ActivitySource.AddActivityListener(_listener);
        _page = ArchiveTraces.Replay("process page", parent, TimeProvider.System.GetUtcNow());
        _page?.SetTag("process.pid", Environment.ProcessId);
    }

    /// <param name="traceparent">The host's span in the form of W3C Trace Context; null where the page is not traced.</param>
    internal static SpanRecorder? Begin(string? traceparent) =>
        ActivityContext.TryParse(traceparent, null, isRemote: true, out var parent) ? new(parent) : null;

    /// <summary>Ends the page's span and hands over all, those that began first in front.</summary>
    internal IReadOnlyList<WorkerSpan> End(Exception? failure)
    {
        if (failure is not null) ArchiveTraces.Fail(_page, failure);
        _page?.Stop();
        return [.. _spans.OrderBy(span => span.Start)];
    }

    public void Dispose()
    {
        _page?.Dispose();
        _listener.Dispose();
    }

    private void Keep(Activity span) => _spans.Add(new(
        span.SpanId.ToHexString(), span.ParentSpanId.ToHexString(), span.OperationName, span.StartTimeUtc, span.Duration.TotalMilliseconds,
        span.TagObjects.ToDictionary(tag => tag.Key, tag => Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? ""), span.Status == ActivityStatusCode.Error));
}
