using Archive.Domain.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archive.Pipeline.Batches;

/// <summary>Where the pipeline keeps things, and its clock and its log.</summary>
/// <param name="TemporaryFolder">Scratch space that is emptied when the archive is next opened; best on the objects' file system.</param>
public sealed record ArchiveStores(ICatalog Catalog, IObjectStore Objects, ISearchIndex Index, string TemporaryFolder, TimeProvider Time)
{
    /// <summary>Where it tells what it does; nowhere by default.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;
}
