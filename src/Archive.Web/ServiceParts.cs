using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Nodes;

namespace Archive.Web;

/// <summary>What the service is made of besides itself: it opens and closes none of it.</summary>
/// <param name="Images">Makes pictures of pages.</param>
/// <param name="Sight">What is told to machines that watch.</param>
/// <param name="Uploads">Where uploads lie until their batch has them, for all nodes of the service.</param>
/// <param name="ScanFolder">Where scanned pages lie that are not yet in their batch; survives the process.</param>
/// <param name="UiFolder">The web UI's files; null for the HTTP API alone.</param>
public sealed record ServiceParts(ArchiveStores Stores, IWorkQueue Queue, IPageImages Images, NodeSight Sight, ServiceOptions Options, IUploadSpool Uploads, string ScanFolder, string? UiFolder)
{
    /// <summary>Makes a backup and says what was done; null where none is made from here.</summary>
    public Func<CancellationToken, Task<string>>? BackUp { get; init; }
}
