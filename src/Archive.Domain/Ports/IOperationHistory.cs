namespace Archive.Domain.Ports;

/// <summary>What the archive did and had to do at a minute.</summary>
/// <param name="At">The beginning of the minute.</param>
/// <param name="OldestWaiting">When the page that waited longest was received; null where none waited.</param>
/// <param name="PagesLastMinutes">Pages finished in the five minutes before.</param>
/// <param name="NeedingOperator">Finished pages that a person has to look at; likewise those rejected, and those that a worker failed on.</param>
/// <param name="Nodes">Nodes that were alive.</param>
/// <param name="LeastFreeBytes">Of the node with the least room; null where none says.</param>
/// <param name="Stages">Mean CPU time in milliseconds of each stage, over the pages finished last.</param>
public sealed record OperationSample(
    DateTimeOffset At, long PagesWaiting, int PagesInWork, DateTimeOffset? OldestWaiting, int FilesUnfinished, int PagesLastMinutes, long NeedingOperator, long Rejected, long Failed,
    int Nodes, long? LeastFreeBytes, IReadOnlyDictionary<string, double> Stages);

/// <summary>What the archive did over time, minute by minute, whichever node told.</summary>
public interface IOperationHistory
{
    /// <summary>Adds a minute; the first to tell of it is kept.</summary>
    Task AddAsync(OperationSample sample, CancellationToken cancellation);

    /// <summary>From a minute on, oldest first.</summary>
    /// <param name="every">One of so many minutes, 1 or more: of long times not every minute is wanted.</param>
    Task<IReadOnlyList<OperationSample>> ListAsync(DateTimeOffset from, int every, CancellationToken cancellation);

    /// <summary>Removes all minutes but the newest: by their number, so that a clock that leaps ahead for a while takes nothing away.</summary>
    /// <param name="newest">How many are kept, 1 or more.</param>
    Task KeepNewestAsync(int newest, CancellationToken cancellation);

    /// <summary>Mean CPU time in milliseconds of each stage, over the pages that came last and are finished.</summary>
    /// <param name="pages">How many pages are looked at, 1 or more.</param>
    Task<IReadOnlyDictionary<string, double>> MeanStagesAsync(int pages, CancellationToken cancellation);
}
