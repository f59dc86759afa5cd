using System.Collections.Concurrent;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Imaging;
using Archive.Pipeline.Viewing;

namespace Archive.Web.Tests;

/// <summary>The renderer of the page workers without their process: one worker.</summary>
internal sealed class InProcessImages(IObjectStore objects, string temporaryFolder) : IPageImages, IAsyncDisposable
{
    private readonly PageViewProcessor _processor = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConcurrentQueue<(Sha256Digest Image, IReadOnlyList<Rendition> Renditions)> _made = new();

    /// <summary>How often pictures were made.</summary>
    internal int Calls => _made.Count;

    /// <summary>What was made of which image, call by call.</summary>
    internal IReadOnlyList<(Sha256Digest Image, IReadOnlyList<Rendition> Renditions)> Made => [.. _made];

    public async Task<IReadOnlyList<byte[]>> RenderAsync(PageImageRecord image, IReadOnlyList<Rendition> renditions, CancellationToken cancellation)
    {
        _made.Enqueue((image.Digest, renditions));
        await using var file = await objects.LeaseLocalAsync(ObjectKind.Derivative, image.Digest, cancellation);
        await _gate.WaitAsync(cancellation);
        var folder = Directory.CreateDirectory(Path.Combine(temporaryFolder, $"view-{Guid.NewGuid():N}"));
        try
        {
            var work = new PageWork(file.Path, MasterFormat.Jpeg, 0, folder.FullName, ImageOnly: true) { View = new(image.Encoding, image.Width, image.Height, renditions) { Image = image.Digest } };
            return [.. _processor.Process(work, cancellation).Renditions!.Select(File.ReadAllBytes)];
        }
        catch (ImagingException damaged)
        {
            throw new PageImageException($"The page image cannot be shown: {damaged.Message}");
        }
        finally
        {
            folder.Delete(recursive: true);
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        _processor.Dispose();
        _gate.Dispose();
    }
}
