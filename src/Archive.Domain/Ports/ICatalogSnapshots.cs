namespace Archive.Domain.Ports;

/// <summary>Consistent copies of a catalog, taken while it is in use.</summary>
public interface ICatalogSnapshots
{
    /// <summary>What kind of catalog it is: a snapshot of one kind is restored into a catalog of the same kind.</summary>
    string Kind { get; }

    /// <summary>Writes the state of one moment as files into an empty folder, each durable, and names every object that this state refers to.</summary>
    /// <param name="named">Called once or more for each object.</param>
    Task WriteSnapshotAsync(string folder, Func<ObjectKind, Sha256Digest, Task> named, CancellationToken cancellation);

    /// <summary>Brings a snapshot into a catalog that holds nothing yet.</summary>
    /// <exception cref="InvalidOperationException">The catalog holds something.</exception>
    Task ReadSnapshotAsync(string folder, CancellationToken cancellation);
}
