using System.Collections.Concurrent;
using System.Globalization;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Nodes;
using Archive.Pipeline.Sight;
using Archive.Pipeline.Verification;

namespace Archive.Web.Operations;

public enum JobState
{
    /// <summary>Not running; it may have run before.</summary>
    Idle,
    Running,
    Failed,
}

/// <summary>Work in the background, as this node of the service knows it.</summary>
/// <param name="Progress">0 to 1; null where the end is not known.</param>
/// <param name="Detail">What it does or found, in one sentence.</param>
public sealed record JobShown(string Name, JobState State, double? Progress, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string? Detail);

/// <summary>Work in the background that administrators start. One of a kind runs at a time, over all nodes.</summary>
internal sealed class Jobs : IAsyncDisposable
{
    private static readonly TimeSpan FixityTime = TimeSpan.FromHours(1);

    private readonly ArchiveStores _stores;
    private readonly IWorkQueue _queue;
    private readonly Dictionary<string, Func<string, CancellationToken, Task<string>>> _works;
    private readonly ConcurrentDictionary<string, JobShown> _shown = new();
    private readonly ConcurrentDictionary<string, Task> _running = new();
    private readonly CancellationTokenSource _end = new();
    private readonly string _holder = $"service-{Guid.NewGuid():N}";

    public Jobs(ServiceParts parts)
    {
        (_stores, _queue) = (parts.Stores, parts.Queue);
        _works = new()
        {
            // Catalog, objects and index against each other, and every object read back.
            ["verify"] = (name, cancellation) => VerifyAsync(name, new(), cancellation),
            // Those objects that were checked longest ago, for an hour.
            ["fixity"] = (name, cancellation) => VerifyAsync(name, new() { MostTime = FixityTime }, cancellation),
            ["reindex"] = ReindexAsync,
        };
        if (parts.BackUp is { } backUp) _works["backup"] = (_, cancellation) => backUp(cancellation);
        foreach (var name in _works.Keys) _shown[name] = new(name, JobState.Idle, null, null, null, null);
    }

    internal IReadOnlyList<JobShown> List() => [.. _shown.Values.OrderBy(job => job.Name, StringComparer.Ordinal)];

    /// <returns>False where there is no such job. One that runs goes on.</returns>
    internal bool Start(string name)
    {
        if (!_works.TryGetValue(name, out var work)) return false;
        _running.AddOrUpdate(name, _ => Task.Run(() => RunAsync(name, work)), (_, before) => before.IsCompleted ? Task.Run(() => RunAsync(name, work)) : before);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_running.Values);
        _end.Dispose();
    }

    private async Task RunAsync(string name, Func<string, CancellationToken, Task<string>> work)
    {
        var begun = new JobShown(name, JobState.Running, null, _stores.Time.GetUtcNow(), null, null);
        _shown[name] = begun;
        try
        {
            var detail = "It runs on another node already.";
            await DutyKeeper.RunAsync(_queue, name is "reindex" or "backup" ? name : NightlyVerifier.Duty, _holder, _stores.Time, async token => detail = await work(name, token), _end.Token);
            _shown[name] = begun with { State = JobState.Idle, FinishedAt = _stores.Time.GetUtcNow(), Detail = detail };
        }
        catch (Exception failure)
        {
            // Told to the administrator, and it may be begun again: what it did stays done.
            _shown[name] = begun with { State = JobState.Failed, FinishedAt = _stores.Time.GetUtcNow(), Detail = SafeWords.Of(failure) };
        }
    }

    private async Task<string> VerifyAsync(string name, VerifyOptions options, CancellationToken cancellation)
    {
        var progress = new Progress<long>(read => Tell(name, string.Create(CultureInfo.InvariantCulture, $"{read} objects read back")));
        var report = await new ArchiveVerifier(_stores, options).VerifyAsync(progress, cancellation);
        return string.Create(CultureInfo.InvariantCulture, $"{report.Objects} objects read back, {report.Findings.Count}{(report.More ? " and more" : "")} findings");
    }

    /// <summary>Every file is entered anew by the nodes; what the index holds stays until then.</summary>
    private async Task<string> ReindexAsync(string name, CancellationToken cancellation)
    {
        var files = 0;
        await foreach (var file in _stores.Catalog.EachFileAsync(null, cancellation))
        {
            if (file.IndexedAt is null) continue;
            await _stores.Catalog.ReindexFileAsync(file.Id, cancellation);
            if (++files % 100 == 0) Tell(name, string.Create(CultureInfo.InvariantCulture, $"{files} files to be entered anew"));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{files} files to be entered anew");
    }

    private void Tell(string name, string detail) => _shown.AddOrUpdate(
        name, _ => throw new InvalidOperationException(), (_, job) => job.State == JobState.Running ? job with { Detail = detail } : job);
}
