using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Workers.Interop;
using Archive.Pipeline.Workers.Protocol;

namespace Archive.Pipeline.Workers;

/// <summary>
/// The host's side of one page worker: gives it one page at a time and tells its crash, hang and memory overrun apart.
/// After any of these the process is dead and the object only fit for disposal. Not safe for concurrent use.
/// </summary>
public sealed class PageWorkerProcess : IAsyncDisposable
{
    private const int KilledBySignal9 = 128 + 9;

    /// <summary>Exit codes of processes ended by SIGHUP, SIGINT, SIGKILL and SIGTERM (signal(7)): what breaks by itself ends by other signals.</summary>
    private static readonly int[] EndedFromOutside = [128 + 1, 128 + 2, KilledBySignal9, 128 + 15];

    /// <summary>Images of pictures that a worker is taken to have at hand still.</summary>
    private const int ImagesAtHand = 12;

    /// <summary>How long a process whose pipe is closed may take to be gone before it counts as hanging.</summary>
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly PageWorkerOptions _options;
    private readonly TimeProvider _time;
    private readonly ErrorTail _errors;
    private readonly long _kernelKillsAtStart = MemoryWatch.KernelKills();
    private readonly Queue<Sha256Digest> _images = new();
    private bool _disposed;

    private PageWorkerProcess(Process process, PageWorkerOptions options, TimeProvider time)
    {
        (_process, _options, _time) = (process, options, time);
        _errors = new ErrorTail(process.StandardError);
        Id = process.Id;
    }

    /// <summary>The operating system's process id.</summary>
    public int Id { get; }

    /// <summary>Pages answered so far.</summary>
    public int PagesWorked { get; private set; }

    /// <summary>False once the process failed on a page or has worked its share.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>How this worker makes its results.</summary>
    public PageRecipe Recipe { get; private set; } = null!;

    /// <summary>Starts a worker and waits until it is ready for its first page.</summary>
    /// <exception cref="EnvironmentProblemException">It cannot start: a library, a model or the executable is missing.</exception>
    public static async Task<PageWorkerProcess> StartAsync(
        WorkerCommand command, PageWorkerOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var worker = new PageWorkerProcess(await LaunchAsync(command), options, time);
        try
        {
            worker.Recipe = await worker.AwaitReadyAsync(cancellation);
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether it made pictures of the image lately and so may have it decoded.</summary>
    internal bool HasAtHand(Sha256Digest image) => _images.Contains(image);

    /// <summary>Has one page worked.</summary>
    /// <exception cref="EnvironmentProblemException">The machine, not the page, is at fault (disk full, library missing).</exception>
    public async Task<PageAttempt> WorkAsync(PageWork work, CancellationToken cancellation)
    {
        using var trace = new WorkerTrace(Id, PagesWorked);
        var attempt = await WorkAsync(work, trace, cancellation);
        if (attempt is PageAttempt.Lost lost) trace.Failed(lost.Problem.ToString());
        return attempt;
    }

    private async Task<PageAttempt> WorkAsync(PageWork work, WorkerTrace trace, CancellationToken cancellation)
    {
        var id = PagesWorked + 1;
        if (!await TrySendAsync(new(id, work, trace.Traceparent))) return await LostAsync();
        var (ending, answer) = await AwaitAsync(_options.PageTimeout, cancellation);
        if (answer is not null) trace.Answered(answer);
        switch (ending)
        {
            case Ending.TooLate: return Lost(PageProblem.TimedOut, $"no result within {_options.PageTimeout.TotalSeconds:0.#} s");
            case Ending.TooBig: return Lost(PageProblem.OutOfMemory, $"more than {_options.MemoryLimitMegabytes} MB of memory");
            case Ending.Answered when answer is { Error: { } error }: return Refused(error);
            case Ending.Answered when answer is { Result: { } result } && answer.Id == id:
                PagesWorked = id;
                IsUsable = id < _options.PagesPerWorker;
                Remember(work.View?.Image);
                return new PageAttempt.Worked(result);
            default: return await LostAsync();
        }
    }

    private void Remember(Sha256Digest? image)
    {
        if (image is not { } known || _images.Contains(known)) return;
        if (_images.Count == ImagesAtHand) _images.Dequeue();
        _images.Enqueue(known);
    }

    /// <summary>Kills the process with its helpers; a worker between pages has nothing to lose.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<Process> LaunchAsync(WorkerCommand command)
    {
        var info = new ProcessStartInfo(command.FileName, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        // Whole page images go back to the system when they are freed: by default glibc keeps blocks of that size after the first was freed (mallopt(3)).
        info.Environment["MALLOC_MMAP_THRESHOLD_"] = "8388608";
        try
        {
            return await WorkerLauncher.StartAsync(info);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new EnvironmentProblemException($"The page worker {command.FileName} cannot be started: {missing.Message}", missing);
        }
    }

    private async Task<PageRecipe> AwaitReadyAsync(CancellationToken cancellation)
    {
        var (ending, answer) = await AwaitAsync(_options.StartTimeout, cancellation);
        if (ending == Ending.Answered && answer?.Recipe is { } recipe) return recipe;
        if (answer?.Error is { } error) throw new EnvironmentProblemException(error.Message);
        Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        throw new EnvironmentProblemException(
            $"The page worker did not start ({ending}). Run 'archive doctor' to check this machine. {_errors.Text}".TrimEnd());
    }

    private async Task<bool> TrySendAsync(WorkerRequest request)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request, WorkerJson.Default.WorkerRequest));
            await _process.StandardInput.FlushAsync();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<(Ending Ending, WorkerAnswer? Answer)> AwaitAsync(TimeSpan limit, CancellationToken cancellation)
    {
        using var watch = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var answer = ReadAnswerAsync();
        var late = Task.Delay(limit, _time, watch.Token);
        var big = MemoryWatch.UntilAboveAsync(Id, _options.MemoryLimitMegabytes * 1_000_000L, _options.MemoryInterval, _time, watch.Token);
        var first = await Task.WhenAny(answer, late, big);
        await watch.CancelAsync();
        if (first == answer) return await answer is { } received ? (Ending.Answered, received) : (Ending.Ended, null);
        Kill();
        await answer; // ends now: the pipe closed with its writer
        cancellation.ThrowIfCancellationRequested();
        return (first == late ? Ending.TooLate : Ending.TooBig, null);
    }

    private async Task<WorkerAnswer?> ReadAnswerAsync()
    {
        try
        {
            var line = await _process.StandardOutput.ReadLineAsync();
            return line is null ? null : JsonSerializer.Deserialize(line, WorkerJson.Default.WorkerAnswer);
        }
        catch (Exception broken) when (broken is IOException or JsonException or ObjectDisposedException)
        {
            return null;
        }
    }

    private PageAttempt Refused(WorkerError error) => error.Kind switch
    {
        WorkerErrorKind.NoSpace => throw DiskSpace.Exhausted(null),
        WorkerErrorKind.Environment => throw new EnvironmentProblemException(error.Message),
        WorkerErrorKind.OutOfMemory => Lost(PageProblem.OutOfMemory, error.Message),
        _ => Lost(PageProblem.Crashed, error.Message),
    };

    private async Task<PageAttempt> LostAsync()
    {
        var endedByItself = await EndsByItselfAsync();
        Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        var code = _process.ExitCode;
        if (code == KilledBySignal9 && MemoryWatch.KernelKills() > _kernelKillsAtStart) return Lost(PageProblem.OutOfMemory, "killed by the system for want of memory");
        return endedByItself && EndedFromOutside.Contains(code)
            ? new PageAttempt.Interrupted($"ended from outside by signal {code - 128}")
            : Lost(PageProblem.Crashed, $"exit code {code} {_errors.Text}".TrimEnd());
    }

    /// <summary>A process that has closed its pipe is about to be gone, unless it answers nonsense or hangs: that one is for us to kill.</summary>
    private async Task<bool> EndsByItselfAsync()
    {
        using var patience = new CancellationTokenSource(TimeToEnd);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private PageAttempt.Lost Lost(PageProblem problem, string detail)
    {
        Kill();
        return new(problem, detail);
    }

    private void Kill()
    {
        IsUsable = false;
        if (!_process.HasExited) ProcessGroup.Kill(Id);
    }

    private enum Ending
    {
        Answered,
        Ended,
        TooLate,
        TooBig,
    }
}
