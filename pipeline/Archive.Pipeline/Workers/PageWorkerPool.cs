using System.Diagnostics.CodeAnalysis;
using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Pipeline.Workers;

/// <summary>
/// A bounded set of page workers, started when first needed and kept warm. Safe for concurrent use: callers beyond
/// <see cref="PageWorkerOptions.Workers"/> wait for a worker.
/// </summary>
public sealed class PageWorkerPool : IAsyncDisposable
{
    private readonly WorkerCommand _command;
    private readonly PageWorkerOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _places;
    private readonly List<PageWorkerProcess> _idle = [];
    private readonly Lock _gate = new();

    public PageWorkerPool(WorkerCommand command, PageWorkerOptions options, TimeProvider time)
    {
        (_command, _options, _time) = (command, options.Validated(), time);
        _places = new(options.Workers);
    }

    /// <summary>Worker processes started so far.</summary>
    public int Started { get; private set; }

    /// <summary>The recipe by which the workers make results; starts one where none is warm.</summary>
    /// <exception cref="EnvironmentProblemException">No worker can be started.</exception>
    public async Task<PageRecipe> GetRecipeAsync(CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        try
        {
            var worker = await TakeAsync(fresh: false, image: null, cancellation);
            await PutBackAsync(worker);
            return worker.Recipe;
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Starts as many workers as may work at once and has each do a trial, so that nobody waits for a first start. Workers that work already are left alone.</summary>
    /// <exception cref="EnvironmentProblemException">No worker can be started, or the machine fails it.</exception>
    public async Task WarmAsync(PageWork trial, CancellationToken cancellation)
    {
        while (Started < _options.Workers)
        {
            await _places.WaitAsync(cancellation);
            try
            {
                if (Started >= _options.Workers) return;
                var worker = await StartAsync(cancellation);
                try
                {
                    await worker.WorkAsync(trial, cancellation);
                }
                finally
                {
                    await PutBackAsync(worker);
                }
            }
            finally
            {
                _places.Release();
            }
        }
    }

    /// <summary>
    /// Has one page worked by a warm worker, or by one that has seen no other page where <paramref name="fresh"/> is set. Pictures are made by the one
    /// that had their image last, where it is free.
    /// </summary>
    /// <exception cref="EnvironmentProblemException">The machine, not the page, is at fault.</exception>
    public async Task<PageAttempt> WorkAsync(PageWork work, bool fresh, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        try
        {
            var worker = await TakeAsync(fresh, work.View?.Image, cancellation);
            try
            {
                return await worker.WorkAsync(work, cancellation);
            }
            finally
            {
                await PutBackAsync(worker);
            }
        }
        finally
        {
            _places.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (TryTakeIdle(null, out var worker)) await worker.DisposeAsync();
        _places.Dispose();
    }

    private async Task<PageWorkerProcess> TakeAsync(bool fresh, Sha256Digest? image, CancellationToken cancellation)
    {
        if (TryTakeIdle(image, out var worker))
        {
            if (!fresh || worker.PagesWorked == 0) return worker;
            await worker.DisposeAsync();
        }

        return await StartAsync(cancellation);
    }

    private Task<PageWorkerProcess> StartAsync(CancellationToken cancellation)
    {
        lock (_gate) Started++;
        return PageWorkerProcess.StartAsync(_command, _options, _time, cancellation);
    }

    private async Task PutBackAsync(PageWorkerProcess worker)
    {
        if (!worker.IsUsable)
        {
            await worker.DisposeAsync();
            return;
        }

        lock (_gate) _idle.Add(worker);
    }

    /// <summary>The one that has the image at hand; else the one that worked last, whose memory is the warmest.</summary>
    private bool TryTakeIdle(Sha256Digest? image, [NotNullWhen(true)] out PageWorkerProcess? worker)
    {
        lock (_gate)
        {
            worker = image is { } wanted ? _idle.FindLast(idle => idle.HasAtHand(wanted)) ?? _idle.LastOrDefault() : _idle.LastOrDefault();
            return worker is not null && _idle.Remove(worker);
        }
    }
}
