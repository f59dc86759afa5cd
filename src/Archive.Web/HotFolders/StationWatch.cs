using System.Collections.Concurrent;
using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Capture;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Nodes;
using Archive.Pipeline.Receive;
using Archive.Pipeline.Receive.Pdf;
using Archive.Pipeline.Sight;
using Archive.Web.Capturing;
using Archive.Web.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archive.Web.HotFolders;

/// <summary>A station as this node of the service saw it last.</summary>
/// <param name="Waiting">Files and folders that lie in it or are being taken.</param>
/// <param name="Problem">What somebody has to mend, or what is waited for; null where all is well.</param>
/// <param name="LastSeenAt">When its folder was last looked through; null where that never went well.</param>
internal sealed record StationState(string Name, int Waiting, int RejectedToday, string? Problem, DateTimeOffset? LastSeenAt);

/// <summary>
/// Looks through the hot folders, one after the other, by polling: inotify knows nothing of what other machines write to a network share. Whatever
/// lies there or fails, it goes on.
/// </summary>
internal sealed class StationWatch(
    ServiceOptions options, ICatalog catalog, BatchOpening opening, CaptureReceiver receiver, AuditWriter audit, TimeProvider time, ILogger<StationWatch> log) : BackgroundService
{
    private const string Gone = "Its folder is gone.";

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1), LongestWait = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, StationState> _states = new();
    private readonly ConcurrentDictionary<string, StationRound> _rounds = new();

    /// <summary>By name.</summary>
    internal IReadOnlyList<StationState> States => [.. _states.Values.OrderBy(state => state.Name, NaturalNameComparer.Instance)];

    /// <exception cref="StoreUnavailableException">The catalog is away.</exception>
    internal async Task<CaptureBatch?> FindBatchAsync(string name, CancellationToken cancellation) =>
        _rounds.TryGetValue(name, out var round) ? await round.Batches.FindCurrentAsync(cancellation) : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.HotFolders is not { } root) return;
        var backoff = new Backoff(FirstWait < options.HotFolderPause ? options.HotFolderPause : FirstWait, LongestWait);
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = options.HotFolderPause;
            if (await LookAsync(root, stoppingToken)) backoff.Reset();
            else pause = backoff.Next();
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>False where it is better to wait a while: for a store, for room, for the root.</returns>
    private async Task<bool> LookAsync(string root, CancellationToken stop)
    {
        List<StationFolder> stations;
        try
        {
            stations = [.. Directory.EnumerateDirectories(root).Where(path => !EntryName.IsAside(Path.GetFileName(path)))
                .Where(path => EntryName.IsOutOfReach(path) || FileFacts.Of(path, follow: false).Kind == PathKind.Folder)
                .Select(path => new StationFolder(Path.GetFileName(path), path))];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            foreach (var name in _states.Keys) Tell(name, state => state with { Problem = "The root of the hot folders cannot be read." });
            log.StationsWait(SafeWords.Of(failure));
            return false;
        }

        foreach (var name in _states.Keys.Where(name => !stations.Exists(station => station.Name == name))) Tell(name, state => state with { Problem = Gone, Waiting = 0 });
        var goesOn = true;
        foreach (var station in stations.OrderBy(station => station.Name, NaturalNameComparer.Instance))
        {
            if (stop.IsCancellationRequested) break;
            goesOn &= await LookAsync(station, stop);
        }

        return goesOn;
    }

    /// <inheritdoc cref="LookAsync(string, CancellationToken)"/>
    private async Task<bool> LookAsync(StationFolder station, CancellationToken stop)
    {
        try
        {
            if (!StationFolder.IsName(station.Name)) throw new StationProblemException("Its name cannot be that of a station: at most 64 characters, none that file systems or people stumble over.");
            var round = _rounds.GetOrAdd(station.Name, _ => RoundOf(station));
            var notes = await round.RunAsync(notes => Tell(station.Name, state => state with { Waiting = notes.Waiting }), stop);
            Say(station.Name, notes.Problem);
            Tell(station.Name, state => state with { Waiting = notes.Waiting, RejectedToday = round.Tray.RejectedToday, LastSeenAt = time.GetUtcNow() });
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return true;
        }
        catch (StationProblemException problem)
        {
            Say(station.Name, problem.Message);
            return true;
        }
        catch (Exception failure)
        {
            // Whatever it is, the others go on, and so does this one later.
            Say(station.Name, WordsOf(failure));
            if (failure is not (IOException or UnauthorizedAccessException or EnvironmentProblemException or MissingToolException)) log.Bug(failure.GetType().Name, "hot folders", SafeWords.StackOf(failure));
            return false;
        }
    }

    private StationRound RoundOf(StationFolder station) => new(
        station, new(station, catalog, opening, audit, time), new(station, receiver, audit, options, time), new(station, time), options, time);

    private void Tell(string name, Func<StationState, StationState> change) => _states.AddOrUpdate(name, _ => change(new(name, 0, 0, null, null)), (_, state) => change(state));

    /// <summary>The log hears of a problem when it comes and when it goes; never whose station or file it is.</summary>
    private void Say(string name, string? problem)
    {
        var before = _states.GetValueOrDefault(name)?.Problem;
        Tell(name, state => state with { Problem = problem });
        if (problem == before) return;
        if (problem is not null) log.StationsWait(problem);
        else log.StationsGoOn();
    }

    private static string WordsOf(Exception failure) => failure switch
    {
        StorageFullException => "There is no room left on the server's disk: it goes on when there is.",
        StoreUnavailableException away => $"The {away.Store} is not available just now: it goes on when it is.",
        EnvironmentProblemException or MissingToolException => failure.Message,
        DirectoryNotFoundException => Gone,
        _ => $"Its folder cannot be worked with just now. {SafeWords.Of(failure)}",
    };
}
