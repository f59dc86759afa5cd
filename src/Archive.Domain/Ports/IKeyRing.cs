using Archive.Domain.Access;

namespace Archive.Domain.Ports;

/// <summary>The keys by which the service's nodes protect cookies and tokens, shared by all of them.</summary>
public interface IKeyRing
{
    /// <summary>All elements, in the order in which they were added.</summary>
    Task<IReadOnlyList<KeyRingElement>> ListAsync(CancellationToken cancellation);

    /// <summary>Adds an element; told again, it stays one.</summary>
    Task AddAsync(KeyRingElement element, CancellationToken cancellation);
}
