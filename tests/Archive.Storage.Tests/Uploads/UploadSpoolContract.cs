using Archive.Domain.Ports;

namespace Archive.Storage.Tests.Uploads;

/// <summary>What every spool of uploads must hold to.</summary>
public abstract class UploadSpoolContract
{
    protected static CancellationToken None => CancellationToken.None;

    protected abstract IUploadSpool Spool { get; }

    /// <summary>The same spool as another node of the service has it.</summary>
    protected abstract IUploadSpool OtherNode { get; }

    public static TheoryData<string> HostileNames => ["facts", "data", "upload.json", "../../etc/passwd", "..", new string('漢', 118), "a\u0000b\n", ""];

    [Fact]
    public async Task Append_PieceByPieceOnTwoNodes_GivesTheWhole()
    {
        var (upload, content) = await BeginRandomAsync(9_000_000);
        Assert.Equal(new UploadState(upload, 0, false, default), (await Spool.FindAsync(upload.Id, None))! with { ChangedAt = default });
        Assert.True(await Spool.AppendAsync(upload, 0, new MemoryStream(content, 0, 5_000_000), None));
        Assert.Equal(5_000_000, (await OtherNode.FindAsync(upload.Id, None))!.Offset);
        Assert.True(await OtherNode.AppendAsync(upload, 5_000_000, new MemoryStream(content, 5_000_000, 4_000_000), None));
        Assert.True((await Spool.FindAsync(upload.Id, None))!.IsWhole);
        Assert.Equal(content[..100], await Spool.HeadAsync(upload, 100, None));
        await using var local = await Spool.LeaseLocalAsync(upload, None);
        Assert.Equal(content, await File.ReadAllBytesAsync(local.Path));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(1000)]
    public async Task Append_ElsewhereThanAtTheEnd_IsRefusedAndChangesNothing(long offset)
    {
        var (upload, content) = await BeginRandomAsync(10);
        Assert.True(await Spool.AppendAsync(upload, 0, new MemoryStream(content, 0, 5), None));
        Assert.False(await Spool.AppendAsync(upload, offset, new MemoryStream(content, 5, 3), None));
        Assert.Equal(5, (await Spool.FindAsync(upload.Id, None))!.Offset);
    }

    [Fact]
    public async Task Append_BreaksOff_KeepsWhatArrived()
    {
        var (upload, content) = await BeginRandomAsync(6_000_000);
        await Assert.ThrowsAsync<IOException>(() => Spool.AppendAsync(upload, 0, new BreakingStream(content, 4_500_000), None));
        Assert.Equal(4_500_000, (await Spool.FindAsync(upload.Id, None))!.Offset);
        Assert.True(await Spool.AppendAsync(upload, 4_500_000, new MemoryStream(content, 4_500_000, 1_500_000), None));
        await using var local = await Spool.LeaseLocalAsync(upload, None);
        Assert.Equal(content, await File.ReadAllBytesAsync(local.Path));
    }

    [Fact]
    public async Task Append_MoreThanAnnounced_IsRefused()
    {
        var (upload, content) = await BeginRandomAsync(10);
        await Assert.ThrowsAsync<InvalidDataException>(() => Spool.AppendAsync(upload, 0, new MemoryStream([.. content, 1]), None));
    }

    [Fact]
    public async Task Append_ManyAtOnce_NeverMix()
    {
        var upload = await BeginAsync(new(NewId(), 1, "a.png", 2_000_000, null, null, "anna"));
        var took = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? Spool : OtherNode).AppendAsync(upload, 0, new MemoryStream(Enumerable.Repeat((byte)i, 2_000_000).ToArray()), None))));
        Assert.Contains(true, took);
        await using var local = await Spool.LeaseLocalAsync(upload, None);
        var bytes = await File.ReadAllBytesAsync(local.Path);
        Assert.Equal(2_000_000, bytes.Length);
        Assert.Single(bytes.Distinct());
    }

    [Theory]
    [MemberData(nameof(HostileNames))]
    public async Task Begin_HostileName_IsKeptAsItIsAndTouchesNothing(string name)
    {
        var upload = await BeginAsync(new(NewId(), 1, name, 3, null, null, "anna"));
        Assert.True(await Spool.AppendAsync(upload, 0, new MemoryStream([1, 2, 3]), None));
        Assert.Equal(upload, (await OtherNode.FindAsync(upload.Id, None))!.Upload);
        await using var local = await Spool.LeaseLocalAsync(upload, None);
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(local.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdef/../x")]
    public async Task Find_NoSuchUpload_IsNull(string id)
    {
        Assert.Null(await Spool.FindAsync(id, None));
        await Spool.RemoveAsync(id, None);
    }

    [Fact]
    public async Task Finish_ThenAsked_SaysThatAllHasArrived()
    {
        var (upload, content) = await BeginRandomAsync(10);
        await Spool.AppendAsync(upload, 0, new MemoryStream(content), None);
        await Spool.FinishAsync(upload, None);
        Assert.Equal((10, true, false), (await OtherNode.FindAsync(upload.Id, None)) is { } state ? (state.Offset, state.IsFinished, state.IsWhole) : default);
        await OtherNode.FinishAsync(upload, None);
        await Spool.RemoveAsync(upload.Id, None);
        Assert.Null(await OtherNode.FindAsync(upload.Id, None));
    }

    [Fact]
    public async Task List_SomeUploads_HasThemAllWithTheirState()
    {
        await foreach (var _ in Spool.ListAsync(None)) Assert.Fail("Nothing was begun yet.");
        var (half, content) = await BeginRandomAsync(10);
        await Spool.AppendAsync(half, 0, new MemoryStream(content, 0, 5), None);
        var (done, _) = await BeginRandomAsync(10);
        await Spool.AppendAsync(done, 0, new MemoryStream(content), None);
        await Spool.FinishAsync(done, None);
        var listed = new Dictionary<string, (long, bool)>();
        await foreach (var state in OtherNode.ListAsync(None)) listed.Add(state.Upload.Id, (state.Offset, state.IsFinished));
        Assert.Equal(new() { [half.Id] = (5, false), [done.Id] = (10, true) }, listed);
    }

    protected static string NewId() => Guid.NewGuid().ToString("N");

    protected async Task<Upload> BeginAsync(Upload upload)
    {
        await Spool.BeginAsync(upload, None);
        return upload;
    }

    private async Task<(Upload Upload, byte[] Content)> BeginRandomAsync(int bytes)
    {
        var content = new byte[bytes];
        new Random(bytes).NextBytes(content);
        return (await BeginAsync(new Upload(NewId(), 7, "Ķirsis 1.png", bytes, 3, null, "anna")), content);
    }

    /// <summary>A line that breaks after so many bytes.</summary>
    private sealed class BreakingStream(byte[] content, int after) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var left = after - (int)Position;
            return left == 0 ? throw new IOException("The line broke.") : base.ReadAsync(buffer[..Math.Min(buffer.Length, left)], cancellationToken);
        }
    }
}
