using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Workers;

namespace Archive.Pipeline.Viewing;

/// <summary>Has pictures made by page workers of their own. Safe for concurrent use.</summary>
public sealed class PageImages : IPageImages, IAsyncDisposable
{
    private const int BlankSide = 16;

    /// <summary>A white square: a bit for each row, which is as the one before, and the end of the block (ITU-T T.6, sections 2.2.3 and 2.4.1.1).</summary>
    private static readonly byte[] BlankG4 = [0xFF, 0xFF, 0x00, 0x10, 0x01];

    private readonly IObjectStore _objects;
    private readonly string _temporaryFolder;
    private readonly PageWorkerPool _pool;
    private readonly CancellationTokenSource _end = new();
    private Task _warming = Task.CompletedTask;

    /// <param name="command">Starts a worker that makes pictures.</param>
    /// <param name="temporaryFolder">Where pictures lie for a moment.</param>
    public PageImages(IObjectStore objects, WorkerCommand command, PageWorkerOptions options, string temporaryFolder, TimeProvider time) =>
        (_objects, _temporaryFolder, _pool) = (objects, temporaryFolder, new(command, options, time));

    /// <summary>Begins to start the workers and to have each make a picture, so that whoever comes first does not wait a second for it.</summary>
    public void Warm() => _warming = WarmAsync(_end.Token);

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

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _warming;
        await _pool.DisposeAsync();
        _end.Dispose();
    }

    private async Task WarmAsync(CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_temporaryFolder, $"view-{Guid.NewGuid():N}"));
        try
        {
            var blank = Path.Combine(folder.FullName, "blank.g4");
            await File.WriteAllBytesAsync(blank, BlankG4, cancellation);
            var view = new PageView(PageImageEncoding.CcittG4, BlankSide, BlankSide, [new(new(0, 0, BlankSide, BlankSide), BlankSide / 2, BlankSide / 2)]);
            await _pool.WarmAsync(new(blank, MasterFormat.Jpeg, 0, folder.FullName, ImageOnly: true) { View = view }, cancellation);
        }
        catch (Exception failure) when (failure is EnvironmentProblemException or IOException or OperationCanceledException)
        {
            // Told by the picture that somebody asks for.
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
