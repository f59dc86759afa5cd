namespace Archive.Domain.Ports;

/// <summary>Pictures of stored page images, for eyes. Who asks decodes nothing itself: page workers do, so that what breaks a decoder breaks no service.</summary>
public interface IPageImages
{
    /// <summary>Makes pictures of one page image, in the order asked for.</summary>
    /// <exception cref="FileNotFoundException">The image is not in the object store.</exception>
    /// <exception cref="PageImageException">It cannot be shown: it is damaged, or breaks whoever decodes it.</exception>
    Task<IReadOnlyList<byte[]>> RenderAsync(PageImageRecord image, IReadOnlyList<Rendition> renditions, CancellationToken cancellation);
}

/// <summary>A page image that cannot be shown; the message says why.</summary>
public sealed class PageImageException(string message) : Exception(message);
