using System.Collections.Concurrent;
using System.Globalization;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Nodes;
using Archive.Pipeline.Sight;
using Archive.Pipeline.Verification;
using Archive.Web.Http;
using Microsoft.Extensions.Logging;

namespace Archive.Web.Operations;

/// <summary>Work in the background as administrators see it.</summary>
/// <param name="Node">Which node does it, or did it last; null before the first time.</param>
/// <param name="Progress">0 to 1; null where the end is not known.</param>
/// <param name="Detail">What it does or found, in one sentence.</param>
public sealed record JobShown(string Name, JobState State, string? Node, double? Progress, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string? Detail)
{
    internal static JobShown Of(string name, JobRecord? job, bool isLost) => new(
        name, isLost ? JobState.Failed : job?.State ?? JobState.Idle, job?.Node, job?.Progress, job?.StartedAt, isLost ? job!.ToldAt : job?.FinishedAt, isLost ? Jobs.EndedNode : job?.Detail);
}

/// <summary>What became of the wish to begin a job.</summary>
internal enum JobStart
{
    Begun,
    Unknown,

    /// <summary>It, or one that does the same work, goes on already.</summary>
    Busy,
}

/// <summary>Work in the background that administrators start. One of a kind runs at a time, over all nodes, and all nodes tell of it.</summary>
internal sealed class Jobs : IAsyncDisposable
{
    internal const string EndedNode = "The node that did it ended. Begun again, it goes on where it was.";

    private const string Reindex = "reindex", Backup = "backup";

    private static readonly TimeSpan FixityTime = TimeSpan.FromHours(1);

    /// <summary>How often a running job tells how far it is, and after what silence its node is taken for dead.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2), Silence = TimeSpan.FromSeconds(60);

    private readonly ArchiveStores _stores;
    private readonly IWorkQueue _queue;
    private readonly ILogger<Jobs> _log;
    private readonly SortedDictionary<string, Func<JobProgress, CancellationToken, Task<string>>> _works;
    private readonly ConcurrentDictionary<string, Task> _running = new();
    private readonly CancellationTokenSource _end = new();
    private readonly string _holder = $"service-{Guid.NewGuid():N}";

    public Jobs(ServiceParts parts, ILogger<Jobs> log)
    {
        (_stores, _queue, _log) = (parts.Stores, parts.Queue, log);
        _works = new(StringComparer.Ordinal)
        {
            // Catalog, objects and index against each other, and every object read back.
            ["verify"] = (progress, cancellation) => VerifyAsync(progress, new(), cancellation),
            // Those objects that were checked longest ago, for an hour.
            ["fixity"] = (progress, cancellation) => VerifyAsync(progress, new() { MostTime = FixityTime }, cancellation),
            [Reindex] = ReindexAsync,
        };
        if (parts.BackUp is { } backUp) _works[Backup] = (_, cancellation) => backUp(cancellation);
    }

    internal async Task<IReadOnlyList<JobShown>> ListAsync(CancellationToken cancellation)
    {
        var told = (await _stores.Catalog.Jobs.ListAsync(cancellation)).ToDictionary(job => job.Name, StringComparer.Ordinal);
        var silent = _stores.Time.GetUtcNow() - Silence;
        return [.. _works.Keys.Select(name => told.GetValueOrDefault(name) is { } job ? JobShown.Of(name, job, job.State == JobState.Running && job.ToldAt < silent) : JobShown.Of(name, null, false))];
    }

    /// <summary>Begins a job; one that runs on this node goes on.</summary>
    internal async Task<JobStart> StartAsync(string name, CancellationToken cancellation)
    {
        if (!_works.TryGetValue(name, out var work)) return JobStart.Unknown;
        // Verification and fixity are one duty: the one is no good while the other goes on.
        if ((await ListAsync(cancellation)).Any(job => job.State == JobState.Running && DutyOf(job.Name) == DutyOf(name) && !IsRunningHere(name))) return JobStart.Busy;
        _ = _running.AddOrUpdate(name, _ => Task.Run(() => RunAsync(name, work)), (_, before) => before.IsCompleted ? Task.Run(() => RunAsync(name, work)) : before);
        return JobStart.Begun;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_running.Values);
        _end.Dispose();
    }

    private static string DutyOf(string name) => name is Reindex or Backup ? name : NightlyVerifier.Duty;

    private bool IsRunningHere(string name) => _running.TryGetValue(name, out var running) && !running.IsCompleted;

    private async Task RunAsync(string name, Func<JobProgress, CancellationToken, Task<string>> work)
    {
        try
        {
            // Where another node does it, that one tells.
            await DutyKeeper.RunAsync(_queue, DutyOf(name), _holder, _stores.Time, token => WorkAsync(name, work, token), _end.Token);
        }
        catch (Exception failure)
        {
            // The store that would tell of it is away; the silence will.
            _log.JobLost(name, SafeWords.Of(failure));
        }
    }

    private async Task WorkAsync(string name, Func<JobProgress, CancellationToken, Task<string>> work, CancellationToken cancellation)
    {
        var now = _stores.Time.GetUtcNow();
        var job = new JobRecord(name, JobState.Running, Environment.MachineName, null, now, now, null, null);
        var progress = new JobProgress();
        await TellAsync(job);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var telling = TellOnAsync(job, progress, ended.Token);
        try
        {
            var detail = await work(progress, cancellation);
            job = job with { State = JobState.Idle, Progress = 1, Detail = detail };
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            job = job with { State = JobState.Failed, Progress = progress.Share, Detail = EndedNode };
        }
        catch (Exception failure)
        {
            // Told to the administrator, and it may be begun again: what it did stays done.
            job = job with { State = JobState.Failed, Progress = progress.Share, Detail = SafeWords.Of(failure) };
        }

        await ended.CancelAsync();
        await telling;
        await TellAsync(job with { FinishedAt = _stores.Time.GetUtcNow() });
    }

    private async Task TellOnAsync(JobRecord job, JobProgress progress, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Beat, _stores.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended)) await TellAsync(job with { Progress = progress.Share, Detail = progress.Detail });
        }
        catch (OperationCanceledException)
        {
            // What it came to is told next.
        }
        catch (StoreUnavailableException)
        {
            // Told again when it has ended; the work itself finds out whether it can go on.
        }
    }

    private Task TellAsync(JobRecord job) => _stores.Catalog.Jobs.TellAsync(job with { ToldAt = _stores.Time.GetUtcNow() }, CancellationToken.None);

    private async Task<string> VerifyAsync(JobProgress progress, VerifyOptions options, CancellationToken cancellation)
    {
        var all = (await _stores.Catalog.Verification.SummarizeAsync(cancellation)).Objects;
        var reading = new Told(read => progress.Tell(read, Math.Max(all, read), string.Create(CultureInfo.InvariantCulture, $"{read} objects read back")));
        var report = await new ArchiveVerifier(_stores, options).VerifyAsync(reading, cancellation);
        return string.Create(CultureInfo.InvariantCulture, $"{report.Objects} objects read back, {report.Findings.Count}{(report.More ? " and more" : "")} findings");
    }

    /// <summary>Every file is entered anew by the nodes; what the index holds stays until then.</summary>
    private async Task<string> ReindexAsync(JobProgress progress, CancellationToken cancellation)
    {
        var files = 0;
        await foreach (var file in _stores.Catalog.EachFileAsync(null, cancellation))
        {
            if (file.IndexedAt is null) continue;
            await _stores.Catalog.ReindexFileAsync(file.Id, cancellation);
            progress.Tell(++files, null, string.Create(CultureInfo.InvariantCulture, $"{files} files to be entered anew"));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{files} files to be entered anew");
    }

    /// <summary>Told at once, in the order of what is told: the framework's own goes through the thread pool, and what comes late would be told last.</summary>
    private sealed class Told(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }
}

/// <summary>How far a job is, for whoever tells of it.</summary>
internal sealed class JobProgress
{
    private volatile Step _step = new(null, null);

    internal double? Share => _step.Share;

    internal string? Detail => _step.Detail;

    /// <param name="all">How much there is to do; null where nobody knows.</param>
    internal void Tell(long done, long? all, string detail) => _step = new(all is > 0 ? (double)done / all.Value : null, detail);

    private sealed record Step(double? Share, string? Detail);
}
