namespace Archive.Domain.Ports;

/// <summary>What a node tells about itself with every heartbeat.</summary>
/// <param name="Id">Unique among all nodes that ever were: machine, process and start.</param>
/// <param name="Version">The program's version; nodes of one release apart work side by side.</param>
/// <param name="Workers">Page worker processes it runs at once.</param>
/// <param name="Draining">True once it takes no more work and only finishes what it has.</param>
/// <param name="Problem">What it waits for in one sentence (a store that is away, a disk nearly full); null where it works.</param>
/// <param name="FreeBytes">Room for its temporary files; null where the node does not know, or is of a release that does not say.</param>
/// <param name="LeastFreeBytes">With less room than this it takes no work; null from a node of a release that does not say.</param>
public sealed record NodeAnnouncement(
    string Id, string Machine, string Version, int Workers, bool Draining, string? Problem, long? FreeBytes = null, long? LeastFreeBytes = null)
{
    /// <summary>True where the disk is so full that the node takes no work.</summary>
    public bool IsShortOfSpace => FreeBytes < LeastFreeBytes;
}

/// <summary>A node as the others see it.</summary>
/// <param name="SeenAt">Its last heartbeat, by the clock of the catalog.</param>
/// <param name="Alive">False where its lease has run out: what it had in hand goes to others.</param>
/// <param name="PagesInWork">Pages it holds.</param>
/// <param name="PagesFinished">Pages it has finished since it started.</param>
/// <param name="PagesLastMinutes">Pages it has finished in the last five minutes.</param>
public sealed record NodeRecord(
    NodeAnnouncement Node, DateTimeOffset StartedAt, DateTimeOffset SeenAt, bool Alive, int PagesInWork, long PagesFinished, int PagesLastMinutes);

/// <summary>What waits and what is wrong, over all batches.</summary>
/// <param name="OldestWaiting">When the page that has waited longest was received; null where none waits.</param>
/// <param name="FilesUnfinished">Files whose pages are all finished and that are not yet assembled and indexed.</param>
/// <param name="PagesNeedingOperator">Finished pages that a person has to look at.</param>
public sealed record QueueStatus(
    long PagesWaiting, int PagesInWork, DateTimeOffset? OldestWaiting, int FilesUnfinished, int BatchesOpen, long PagesNeedingOperator, int PagesLastMinutes);

/// <summary>
/// Work shared by many nodes. A node holds what it has leased as long as its heartbeats come; a lease is over when none came for
/// <see cref="LeaseTime"/> by the clock of the catalog, so that the nodes' own clocks do not matter. Pages finished by a node that had lost
/// its lease are as good as any: equal masters and recipe give equal bytes, and a page is finished once.
/// </summary>
public interface IWorkQueue
{
    /// <summary>How long a silent node keeps what it holds.</summary>
    TimeSpan LeaseTime { get; }

    /// <summary>A heartbeat: enters the node, or renews its leases.</summary>
    Task AnnounceAsync(NodeAnnouncement node, CancellationToken cancellation);

    /// <summary>Gives back all that a node holds (attempts stay counted) and takes it off the list.</summary>
    Task LeaveAsync(string nodeId, CancellationToken cancellation);

    /// <summary>
    /// Leases a page that waits and counts the attempt; null where none does. Batches of higher priority first, among equals the one with the
    /// fewest pages in work, within a batch in order.
    /// </summary>
    Task<PageRecord?> LeasePageAsync(string nodeId, CancellationToken cancellation);

    /// <summary>
    /// Puts back a page that could not be tried because a store or the machine was not fit: the attempt is not counted. Does nothing where the
    /// node no longer holds it.
    /// </summary>
    Task ReturnPageAsync(string nodeId, long pageId, CancellationToken cancellation);

    /// <summary>
    /// Leases a personal file of a wholly received batch whose pages are all finished, and which has yet to be assembled, or, where the node can
    /// index, to be indexed; null where there is none.
    /// </summary>
    Task<FileRecord?> LeaseFileAsync(string nodeId, bool canIndex, CancellationToken cancellation);

    /// <summary>Ends the lease of a file; where the work on it failed, it is not given out again before <paramref name="notBefore"/> has passed.</summary>
    Task ReturnFileAsync(string nodeId, string fileId, TimeSpan notBefore, CancellationToken cancellation);

    /// <summary>Takes pages and files from nodes whose lease is over, and puts them back into the queue.</summary>
    /// <returns>How many.</returns>
    Task<int> ReclaimAsync(CancellationToken cancellation);

    /// <summary>Marks batches Complete that are received and of which every file is assembled and indexed, or holds nothing but rejected pages.</summary>
    /// <returns>How many.</returns>
    Task<int> CompleteBatchesAsync(CancellationToken cancellation);

    /// <summary>Batches of higher priority are worked first: 0 for bulk (as a batch is made), 10 where an operator waits.</summary>
    Task SetPriorityAsync(long batchId, int priority, CancellationToken cancellation);

    /// <summary>Nodes seen in the last day, those alive first.</summary>
    Task<IReadOnlyList<NodeRecord>> ListNodesAsync(CancellationToken cancellation);

    /// <summary>
    /// Takes a duty that one does for all (verification, mending the index), or renews it. It is over when it was not renewed for
    /// <see cref="LeaseTime"/>.
    /// </summary>
    /// <returns>False where another has it.</returns>
    Task<bool> TakeDutyAsync(string name, string holder, CancellationToken cancellation);

    /// <summary>Gives a duty back; nothing happens where another has it.</summary>
    Task LeaveDutyAsync(string name, string holder, CancellationToken cancellation);

    Task<QueueStatus> GetStatusAsync(CancellationToken cancellation);
}
