using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Workers;

namespace Archive.Pipeline.Viewing;

/// <summary>Has pictures made by page workers of their own, started when first needed. Safe for concurrent use.</summary>
public sealed class PageImages : IPageImages, IAsyncDisposable
{
    private readonly IObjectStore _objects;
    private readonly string _temporaryFolder;
    private readonly PageWorkerPool _pool;

    /// <param name="command">Starts a worker that makes pictures.</param>
    /// <param name="temporaryFolder">Where pictures lie for a moment.</param>
    public PageImages(IObjectStore objects, WorkerCommand command, PageWorkerOptions options, string temporaryFolder, TimeProvider time) =>
        (_objects, _temporaryFolder, _pool) = (objects, temporaryFolder, new(command, options, time));

    public async Task<IReadOnlyList<byte[]>> RenderAsync(PageImageRecord image, IReadOnlyList<Rendition> renditions, CancellationToken cancellation)
    {
        await using var file = await _objects.LeaseLocalAsync(ObjectKind.Derivative, image.Digest, cancellation);
        var folder = Directory.CreateDirectory(Path.Combine(_temporaryFolder, $"view-{Guid.NewGuid():N}"));
        try
        {
            var work = new PageWork(file.Path, MasterFormat.Jpeg, 0, folder.FullName, ImageOnly: true) { View = new(image.Encoding, image.Width, image.Height, renditions) { Image = image.Digest } };
            return await _pool.WorkAsync(work, fresh: false, cancellation) switch
            {
                PageAttempt.Worked { Result.Renditions: { } paths } => [.. paths.Select(File.ReadAllBytes)],
                PageAttempt.Lost lost => throw new PageImageException($"The page image cannot be shown: {lost.Detail}"),
                PageAttempt.Interrupted interrupted => throw new PageImageException($"The page image was not made: {interrupted.Detail}"),
                var attempt => throw new InvalidOperationException($"A worker that makes pictures answered {attempt}."),
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();
}
