using System.Diagnostics;
using System.Globalization;
using Archive.Pipeline.Sight;
using Archive.Pipeline.Workers.Protocol;

namespace Archive.Pipeline.Workers;

/// <summary>The host's side of a trace: the span of a page's time with a worker, below which the worker's own are entered as the host's.</summary>
internal sealed class WorkerTrace : IDisposable
{
    private readonly Activity? _span;

    internal WorkerTrace(int workerProcess, int pagesBefore) =>
        _span = ArchiveTraces.Step("page worker", ActivityKind.Client)?.SetTag("archive.worker.pid", workerProcess).SetTag("archive.worker.pages", pagesBefore);

    /// <summary>What the worker is told, in the form of W3C Trace Context; null where the page is not traced.</summary>
    internal string? Traceparent => _span is { IsAllDataRequested: true } ? _span.Id : null;

    /// <summary>Notes how it ended and enters what the worker measured.</summary>
    internal void Answered(WorkerAnswer answer)
    {
        if (answer.Error is { } error) Failed(error.Kind.ToString());
        if (_span is null || answer.Spans is not { } spans) return;
        var contexts = new Dictionary<string, ActivityContext> { [_span.SpanId.ToHexString()] = _span.Context };
        foreach (var measured in spans)
        {
            // Ids are given anew: none but the worker and this knew the old ones.
            if (!contexts.TryGetValue(measured.Parent, out var parent) || ArchiveTraces.Replay(measured.Name, parent, measured.Start) is not { } span) continue;
            contexts[measured.Id] = span.Context;
            // The protocol has words alone; who looks at a trace wants to count with numbers.
            foreach (var (name, value) in measured.Tags) span.SetTag(name, double.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : value);
            if (measured.Failed) span.SetStatus(ActivityStatusCode.Error);
            span.SetEndTime(measured.Start.UtcDateTime + TimeSpan.FromMilliseconds(measured.Milliseconds));
            span.Dispose();
        }

        Activity.Current = _span;
    }

    /// <summary>The worker crashed, hung or went over its memory, or could not do its work.</summary>
    internal void Failed(string problem) => _span?.SetStatus(ActivityStatusCode.Error).SetTag("archive.problem", problem);

    public void Dispose() => _span?.Dispose();
}
