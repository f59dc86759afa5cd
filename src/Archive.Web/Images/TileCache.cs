using Archive.Domain;
using Archive.Domain.Ports;
using Microsoft.Extensions.Caching.Memory;

namespace Archive.Web.Images;

/// <summary>
/// Pictures of pages, kept in memory for a while. Who looks at one tile looks at its neighbours next: they are made together, since the decoding
/// costs more than the cutting. On no disk: what was shown leaves no trace.
/// </summary>
internal sealed class TileCache(IPageImages images) : IDisposable
{
    /// <summary>Side of a tile in pixels, as told to viewers.</summary>
    internal const int TileSize = 512;

    /// <summary>Tiles made together, in each direction.</summary>
    private const int Block = 4;

    private const long MostBytes = 256_000_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MostBytes });
    private readonly System.Collections.Concurrent.ConcurrentDictionary<(Sha256Digest, Rendition), Task> _inWork = new();

    internal async Task<byte[]> GetAsync(PageImageRecord image, Rendition wanted, CancellationToken cancellation)
    {
        while (true)
        {
            if (_cache.TryGetValue((image.Digest, wanted), out byte[]? known)) return known!;
            var together = Neighbours(image, wanted);
            // Who comes meanwhile waits for the same work, which nobody's going away ends.
            var key = (image.Digest, together[0]);
            var mine = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
            var work = _inWork.GetOrAdd(key, mine.Task);
            if (work == mine.Task) return await MakeAsync(key, image, together, wanted, mine);
            await work.WaitAsync(cancellation);
        }
    }

    public void Dispose() => _cache.Dispose();

    private async Task<byte[]> MakeAsync((Sha256Digest, Rendition) key, PageImageRecord image, List<Rendition> together, Rendition wanted, TaskCompletionSource<byte[]> done)
    {
        try
        {
            var made = await images.RenderAsync(image, together, CancellationToken.None);
            for (var i = 0; i < made.Count; i++)
                _cache.Set((image.Digest, together[i]), made[i], new MemoryCacheEntryOptions { Size = made[i].Length, SlidingExpiration = Kept });
            var result = made[together.IndexOf(wanted)];
            done.SetResult(result);
            return result;
        }
        catch (Exception failure)
        {
            done.SetException(failure);
            _ = done.Task.Exception;
            throw;
        }
        finally
        {
            _inWork.TryRemove(key, out _);
        }
    }

    /// <summary>The tiles of the same block and scale; the picture alone where it is no tile.</summary>
    private static List<Rendition> Neighbours(PageImageRecord image, Rendition wanted)
    {
        if (ScaleOf(image, wanted) is not { } scale) return [wanted];
        var span = TileSize * scale;
        var (left, top) = (wanted.Region.X / (span * Block) * Block, wanted.Region.Y / (span * Block) * Block);
        var tiles = new List<Rendition>();
        for (var row = top; row < top + Block && row * span < image.Height; row++)
        {
            for (var column = left; column < left + Block && column * span < image.Width; column++) tiles.Add(Tile(image, column * span, row * span, scale) with { Colour = wanted.Colour, Format = wanted.Format });
        }

        return tiles.Contains(wanted) ? tiles : [wanted];
    }

    private static int? ScaleOf(PageImageRecord image, Rendition wanted)
    {
        if (wanted is not { Mirrored: false, ClockwiseDegrees: 0 }) return null;
        for (var scale = 1; scale <= 64; scale *= 2)
        {
            if (wanted.Region.X % (TileSize * scale) == 0 && wanted.Region.Y % (TileSize * scale) == 0
                && Tile(image, wanted.Region.X, wanted.Region.Y, scale) with { Colour = wanted.Colour, Format = wanted.Format } == wanted) return scale;
        }

        return null;
    }

    private static Rendition Tile(PageImageRecord image, int x, int y, int scale)
    {
        var region = new PixelRect(x, y, TileSize * scale, TileSize * scale).Intersect(new(0, 0, image.Width, image.Height));
        return new(region, (region.Width + scale - 1) / scale, (region.Height + scale - 1) / scale);
    }
}
