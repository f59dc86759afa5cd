using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Imaging;
using Archive.Pipeline.Viewing;

namespace Archive.Web.Tests;

/// <summary>The renderer of the page workers without their process.</summary>
internal sealed class InProcessImages(IObjectStore objects, string temporaryFolder) : IPageImages
{
    private int _calls;

    /// <summary>How often images were decoded.</summary>
    internal int Calls => _calls;

    public async Task<IReadOnlyList<byte[]>> RenderAsync(PageImageRecord image, IReadOnlyList<Rendition> renditions, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _calls);
        await using var file = await objects.LeaseLocalAsync(ObjectKind.Derivative, image.Digest, cancellation);
        var folder = Directory.CreateDirectory(Path.Combine(temporaryFolder, $"view-{Guid.NewGuid():N}"));
        try
        {
            using var processor = new PageViewProcessor();
            var work = new PageWork(file.Path, MasterFormat.Jpeg, 0, folder.FullName, ImageOnly: true) { View = new(image.Encoding, image.Width, image.Height, renditions) };
            return [.. processor.Process(work, cancellation).Renditions!.Select(File.ReadAllBytes)];
        }
        catch (ImagingException damaged)
        {
            throw new PageImageException($"The page image cannot be shown: {damaged.Message}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
