using Archive.Domain;
using Archive.Domain.Ports;
using Microsoft.Extensions.Caching.Memory;

namespace Archive.Web.Images;

/// <summary>
/// Pictures of pages, kept in memory for a while; on no disk, where what was shown would leave a trace. Who looks at one tile looks at its neighbours
/// next: while nobody waits for a picture, the rest of the block is made too.
/// </summary>
internal sealed class TileCache(IPageImages images) : IDisposable
{
    private const long MostBytes = 256_000_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MostBytes });
    private readonly Dictionary<(Sha256Digest, Rendition?), PictureQueue> _queues = [];
    private readonly Lock _gate = new();
    private (Sha256Digest Image, Rendition Tile, Task<IReadOnlyList<byte[]>> Made)? _neighbour;

    /// <exception cref="FileNotFoundException">The page image is not in the object store.</exception>
    /// <exception cref="PageImageException">It cannot be shown.</exception>
    internal async Task<byte[]> GetAsync(PageImageRecord image, Rendition wanted, CancellationToken cancellation)
    {
        if (Known(image, wanted) is { } known) return known;
        if (MadeAlready(image, wanted) is { } made) return (await made.WaitAsync(cancellation))[0];
        var place = Ask(image, wanted);
        try
        {
            return await place.Picture.WaitAsync(cancellation);
        }
        finally
        {
            place.Leave();
        }
    }

    public void Dispose() => _cache.Dispose();

    private byte[]? Known(PageImageRecord image, Rendition wanted) => _cache.TryGetValue((image.Digest, wanted), out byte[]? known) ? known : null;

    private Task<IReadOnlyList<byte[]>>? MadeAlready(PageImageRecord image, Rendition wanted)
    {
        lock (_gate) return _neighbour is { } neighbour && neighbour.Image == image.Digest && neighbour.Tile == wanted ? neighbour.Made : null;
    }

    private PictureQueue.Place Ask(PageImageRecord image, Rendition wanted)
    {
        var key = (image.Digest, PictureQueue.IsSmall(wanted) ? null : wanted);
        lock (_gate)
        {
            if (_queues.TryGetValue(key, out var queue)) return queue.Join(wanted);
            queue = _queues[key] = new PictureQueue();
            var place = queue.Join(wanted);
            _ = Task.Run(() => ServeAsync(key, queue, image));
            return place;
        }
    }

    /// <summary>Nobody's going away ends the work for the others who wait.</summary>
    private async Task ServeAsync((Sha256Digest, Rendition?) key, PictureQueue queue, PageImageRecord image)
    {
        Rendition? last = null;
        while (true)
        {
            IReadOnlyList<Rendition> next;
            lock (_gate)
            {
                next = queue.Take(wanted => Known(image, wanted));
                if (next.Count == 0)
                {
                    _queues.Remove(key);
                    break;
                }
            }

            try
            {
                var made = await MakeAsync(image, next);
                for (var i = 0; i < next.Count; i++) queue.Answer(next[i], made[i]);
                last = next[^1];
            }
            catch (Exception failure)
            {
                foreach (var refused in next) queue.Refuse(refused, failure);
            }
        }

        if (last is not null) await MakeNeighboursAsync(image, last);
    }

    private async Task<IReadOnlyList<byte[]>> MakeAsync(PageImageRecord image, IReadOnlyList<Rendition> wanted)
    {
        var made = await images.RenderAsync(image, wanted, CancellationToken.None);
        for (var i = 0; i < made.Count; i++)
            _cache.Set((image.Digest, wanted[i]), made[i], new MemoryCacheEntryOptions { Size = made[i].Length, SlidingExpiration = Kept });
        return made;
    }

    /// <summary>One tile after the other, so that who comes meanwhile waits for a single one at most; who waits already goes first.</summary>
    private async Task MakeNeighboursAsync(PageImageRecord image, Rendition last)
    {
        foreach (var neighbour in TileGrid.NeighboursOf(image, last).Where(tile => Known(image, tile) is null))
        {
            if (Begin(image, neighbour) is not { } made) return;
            // Nobody asked for it yet: who does is told what is wrong.
            await made.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_gate) _neighbour = null;
        }
    }

    /// <summary>Null where somebody waits for a picture, or the neighbours of another page are being made.</summary>
    private Task? Begin(PageImageRecord image, Rendition neighbour)
    {
        lock (_gate)
        {
            if (_queues.Count > 0 || _neighbour is not null) return null;
            var made = Task.Run(() => MakeAsync(image, [neighbour]));
            _neighbour = (image.Digest, neighbour, made);
            return made;
        }
    }
}
