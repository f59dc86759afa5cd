using Archive.Domain.Ports;

namespace Archive.Pipeline.Batches;

/// <summary>Where the pipeline keeps things, and its clock.</summary>
/// <param name="TemporaryFolder">Scratch space that is emptied when the archive is next opened; best on the objects' file system.</param>
public sealed record ArchiveStores(ICatalog Catalog, IObjectStore Objects, ISearchIndex Index, string TemporaryFolder, TimeProvider Time);
