using System.Text;
using System.Threading.Channels;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Web.Images;

namespace Archive.Web.Tests.Images;

/// <summary>Who asks for a tile has it before anything else is made; the rest waits its turn.</summary>
public sealed class TileCacheTests : IDisposable
{
    private readonly Maker _maker = new();
    private readonly TileCache _cache;

    public TileCacheTests() => _cache = new(_maker);

    public void Dispose() => _cache.Dispose();

    [Fact]
    public async Task GetAsync_ATile_IsMadeAloneAndTheRestOfItsBlockAfterIt()
    {
        var image = Image("page");
        var tile = _cache.GetAsync(image, Tile(1, 1), default);
        var first = await _maker.NextAsync();
        Assert.Equal([Tile(1, 1)], first.Renditions);
        first.Finish();
        Assert.Equal(Maker.Picture(Tile(1, 1)), await tile);
        foreach (var neighbour in new[] { Tile(0, 0), Tile(1, 0) })
        {
            var call = await _maker.NextAsync();
            Assert.Equal([neighbour], call.Renditions);
            call.Finish();
        }

        var last = await _maker.NextAsync();
        Assert.Equal([Tile(0, 1)], last.Renditions);
        // In memory: nothing is made for it.
        Assert.Equal(Maker.Picture(Tile(1, 0)), await _cache.GetAsync(image, Tile(1, 0), default));
        Assert.True(_maker.IsIdle);
        last.Finish();
    }

    [Fact]
    public async Task GetAsync_TilesAskedMeanwhile_ComeBeforeNeighboursAndTogether()
    {
        var image = Image("page");
        var first = _cache.GetAsync(image, Tile(0, 0), default);
        var call = await _maker.NextAsync();
        var others = Enumerable.Range(0, PictureQueue.Together + 2).Select(number => Tile(2 + number % 4, number / 4)).ToArray();
        var waiting = others.Select(tile => _cache.GetAsync(image, tile, default)).ToList();
        call.Finish();
        await first;
        call = await _maker.NextAsync();
        Assert.Equal(others[..PictureQueue.Together], call.Renditions);
        call.Finish();
        call = await _maker.NextAsync();
        Assert.Equal(others[PictureQueue.Together..], call.Renditions);
        call.Finish();
        Assert.Equal(others.Select(Maker.Picture), await Task.WhenAll(waiting));
        // Of the last one's block.
        (await _maker.NextAsync()).Finish();
    }

    [Fact]
    public async Task GetAsync_NeighbourThatIsBeingMade_IsWaitedForAndNotMadeTwice()
    {
        var image = Image("page");
        var first = _cache.GetAsync(image, Tile(0, 0), default);
        (await _maker.NextAsync()).Finish();
        await first;
        var neighbour = await _maker.NextAsync();
        var asked = _cache.GetAsync(image, neighbour.Renditions.Single(), default);
        neighbour.Finish();
        Assert.Equal(Maker.Picture(neighbour.Renditions.Single()), await asked);
        Assert.NotEqual(neighbour.Renditions, (await _maker.NextAsync()).Renditions);
    }

    [Fact]
    public async Task GetAsync_SomebodyWaits_NoNeighboursAreMade()
    {
        var (page, other) = (Image("page"), Image("other"));
        var elsewhere = _cache.GetAsync(other, Tile(0, 0), default);
        var held = await _maker.NextAsync();
        var tile = _cache.GetAsync(page, Tile(0, 0), default);
        (await _maker.NextAsync()).Finish();
        await tile;
        // The one who waits is served, and then what is made is in that one's block: nothing was made for the first in between.
        held.Finish();
        await elsewhere;
        var next = await _maker.NextAsync();
        Assert.Equal((other, Tile(1, 0)), (next.Image, next.Renditions.Single()));
        next.Finish();
    }

    [Fact]
    public async Task GetAsync_WhoWaitedIsGone_IsNotServed()
    {
        var image = Image("page");
        var first = _cache.GetAsync(image, Tile(0, 0), default);
        var call = await _maker.NextAsync();
        using var gone = new CancellationTokenSource();
        var left = _cache.GetAsync(image, Tile(5, 5), gone.Token);
        var stays = _cache.GetAsync(image, Tile(2, 2), default);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        call.Finish();
        await first;
        call = await _maker.NextAsync();
        Assert.Equal([Tile(2, 2)], call.Renditions);
        call.Finish();
        await stays;
    }

    [Fact]
    public async Task GetAsync_SameTileByTwoAndOneGoes_TheOtherHasIt()
    {
        var image = Image("page");
        using var gone = new CancellationTokenSource();
        var (left, stays) = (_cache.GetAsync(image, Tile(0, 0), gone.Token), _cache.GetAsync(image, Tile(0, 0), default));
        var call = await _maker.NextAsync();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        call.Finish();
        Assert.Equal(Maker.Picture(Tile(0, 0)), await stays);
    }

    [Fact]
    public async Task GetAsync_LargePicture_KeepsNoTileWaiting()
    {
        var image = Image("page");
        var large = _cache.GetAsync(image, new(new(0, 0, 4096, 4096), 4096, 4096), default);
        var held = await _maker.NextAsync();
        var tile = _cache.GetAsync(image, Tile(0, 0), default);
        (await _maker.NextAsync()).Finish();
        await tile;
        held.Finish();
        await large;
    }

    [Fact]
    public async Task GetAsync_ImageCannotBeShown_IsSaidToAllAndTriedAnew()
    {
        var image = Image("page");
        var both = new[] { _cache.GetAsync(image, Tile(0, 0), default), _cache.GetAsync(image, Tile(0, 0), default) };
        (await _maker.NextAsync()).Fail(new PageImageException("It is damaged."));
        foreach (var one in both) await Assert.ThrowsAsync<PageImageException>(() => one);
        var again = _cache.GetAsync(image, Tile(0, 0), default);
        (await _maker.NextAsync()).Finish();
        await again;
    }

    private static PageImageRecord Image(string name) => new(PageImageEncoding.JpegGray, 4096, 4096, Sha256Digest.Of(Encoding.UTF8.GetBytes(name)));

    private static Rendition Tile(int column, int row) => new(new(column * 512, row * 512, 512, 512), 512, 512);

    /// <summary>Makes pictures when the test says so.</summary>
    private sealed class Maker : IPageImages
    {
        private readonly Channel<Call> _calls = Channel.CreateUnbounded<Call>();

        internal bool IsIdle => _calls.Reader.Count == 0;

        internal static byte[] Picture(Rendition of) => Encoding.UTF8.GetBytes($"{of.Region}");

        public Task<IReadOnlyList<byte[]>> RenderAsync(PageImageRecord image, IReadOnlyList<Rendition> renditions, CancellationToken cancellation)
        {
            var call = new Call(image, renditions);
            _calls.Writer.TryWrite(call);
            return call.Done.Task;
        }

        internal async Task<Call> NextAsync() => await _calls.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }

    private sealed record Call(PageImageRecord Image, IReadOnlyList<Rendition> Renditions)
    {
        internal TaskCompletionSource<IReadOnlyList<byte[]>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal void Finish() => Done.SetResult([.. Renditions.Select(Maker.Picture)]);

        internal void Fail(Exception failure) => Done.SetException(failure);
    }
}
