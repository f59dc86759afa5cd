using System.Security.Cryptography;
using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Storage.Tests.Objects;

/// <summary>What every object store must hold to; a class per implementation runs it.</summary>
public abstract class ObjectStoreContract
{
    protected abstract IObjectStore Store { get; }

    protected static CancellationToken None => CancellationToken.None;

    /// <summary>Alters a stored object behind the store's back.</summary>
    protected abstract void Damage(ObjectKind kind, Sha256Digest digest);

    protected static byte[] Content(int seed, int bytes)
    {
        var content = new byte[bytes];
        new Random(seed).NextBytes(content);
        return content;
    }

    protected Task<StoredObject> PutAsync(byte[] content, ObjectKind kind = ObjectKind.Master) => Store.PutAsync(kind, new MemoryStream(content), None);

    protected async Task<List<Sha256Digest>> ListAsync(ObjectKind kind)
    {
        var listed = new List<Sha256Digest>();
        await foreach (var digest in Store.ListAsync(kind, None)) listed.Add(digest);
        return listed;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(128 * 1024)]
    [InlineData(1_000_003)]
    public async Task Put_AnyLength_ReadsBackTheSameBytes(int bytes)
    {
        var content = Content(bytes, bytes);

        var stored = await PutAsync(content);

        Assert.Equal(new StoredObject(Sha256Digest.FromBytes(SHA256.HashData(content)), bytes), stored);
        await using var stream = await Store.OpenReadAsync(ObjectKind.Master, stored.Digest, None);
        var read = new MemoryStream();
        await stream.CopyToAsync(read);
        Assert.Equal(content, read.ToArray());
    }

    [Fact]
    public async Task Put_Twice_IsOneObject()
    {
        var first = await PutAsync(Content(1, 5000));
        Assert.Equal(first, await PutAsync(Content(1, 5000)));
        Assert.Equal([first.Digest], await ListAsync(ObjectKind.Master));
    }

    [Fact]
    public async Task Put_SameContentManyTimesAtOnce_IsOneIntactObject()
    {
        var content = Content(2, 300_000);
        var stored = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => PutAsync(content))));

        Assert.Single(stored.Distinct());
        Assert.Equal(FixityOutcome.Intact, await Store.CheckAsync(ObjectKind.Master, stored[0].Digest, None));
    }

    [Fact]
    public async Task Kinds_AreKeptApart()
    {
        var stored = await PutAsync(Content(3, 10), ObjectKind.Derivative);

        Assert.True(await Store.ExistsAsync(ObjectKind.Derivative, stored.Digest, None));
        Assert.False(await Store.ExistsAsync(ObjectKind.Master, stored.Digest, None));
        Assert.Empty(await ListAsync(ObjectKind.Master));
    }

    [Fact]
    public async Task List_ManyObjects_GivesEachOnceInOrder()
    {
        var stored = new List<Sha256Digest>();
        for (var seed = 0; seed < 50; seed++) stored.Add((await PutAsync(Content(seed, 20))).Digest);

        Assert.Equal(stored.Order(), await ListAsync(ObjectKind.Master));
    }

    [Fact]
    public async Task Read_NoSuchObject_ThrowsFileNotFound()
    {
        var absent = Sha256Digest.Of("absent"u8);
        await Assert.ThrowsAsync<FileNotFoundException>(() => Store.OpenReadAsync(ObjectKind.Master, absent, None));
        await Assert.ThrowsAsync<FileNotFoundException>(() => Store.LeaseLocalAsync(ObjectKind.Master, absent, None));
    }

    [Fact]
    public async Task LeaseLocal_Object_IsAFileWithItsBytes()
    {
        var stored = await PutAsync(Content(4, 777));
        await using var lease = await Store.LeaseLocalAsync(ObjectKind.Master, stored.Digest, None);
        Assert.Equal(Content(4, 777), await File.ReadAllBytesAsync(lease.Path));
    }

    [Fact]
    public async Task Check_IntactMissingAndChanged_AreToldApart()
    {
        var stored = await PutAsync(Content(5, 4096));
        Assert.Equal(FixityOutcome.Intact, await Store.CheckAsync(ObjectKind.Master, stored.Digest, None));
        Assert.Equal(FixityOutcome.Missing, await Store.CheckAsync(ObjectKind.Derivative, stored.Digest, None));
        Damage(ObjectKind.Master, stored.Digest);
        Assert.Equal(FixityOutcome.Changed, await Store.CheckAsync(ObjectKind.Master, stored.Digest, None));
    }

    [Fact]
    public async Task Put_SourceBreaksOff40Times_LeavesNothing()
    {
        for (var cycle = 0; cycle < 40; cycle++)
        {
            var broken = new BreakingStream(cycle * 10_000, new IOException("The scanner's share is gone."));
            await Assert.ThrowsAsync<IOException>(() => Store.PutAsync(ObjectKind.Master, broken, None));
        }
        Assert.Empty(await ListAsync(ObjectKind.Master));
    }

    [Fact]
    public async Task Put_Cancelled_LeavesNothing()
    {
        using var cancellation = new CancellationTokenSource();
        var broken = new BreakingStream(50_000, cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutAsync(ObjectKind.Master, broken, cancellation.Token));
        Assert.Empty(await ListAsync(ObjectKind.Master));
    }

    /// <summary>Gives some bytes and then fails, or cancels.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restore_LostOrChangedObject_IsIntactAgain(bool changed)
    {
        var stored = await PutAsync(Content(7, 5000), ObjectKind.Derivative);
        if (changed) Damage(ObjectKind.Derivative, stored.Digest);
        else await Store.DiscardAsync(stored.Digest, None);
        Assert.Equal(changed ? FixityOutcome.Changed : FixityOutcome.Missing, await Store.CheckAsync(ObjectKind.Derivative, stored.Digest, None));

        await Store.RestoreAsync(ObjectKind.Derivative, stored.Digest, new MemoryStream(Content(7, 5000)), None);

        Assert.Equal(FixityOutcome.Intact, await Store.CheckAsync(ObjectKind.Derivative, stored.Digest, None));
    }

    [Fact]
    public async Task Restore_OtherContent_IsRefusedAndChangesNothing()
    {
        var stored = await PutAsync(Content(8, 5000));

        await Assert.ThrowsAsync<InvalidDataException>(() => Store.RestoreAsync(ObjectKind.Master, stored.Digest, new MemoryStream(Content(9, 5000)), None));

        Assert.Equal(FixityOutcome.Intact, await Store.CheckAsync(ObjectKind.Master, stored.Digest, None));
        Assert.Equal([stored.Digest], await ListAsync(ObjectKind.Master));
    }

    [Fact]
    public async Task Discard_Derivative_TheMasterOfTheSameBytesStays()
    {
        var (master, derivative) = (await PutAsync(Content(10, 100)), await PutAsync(Content(10, 100), ObjectKind.Derivative));

        await Store.DiscardAsync(derivative.Digest, None);
        await Store.DiscardAsync(derivative.Digest, None);

        Assert.True(await Store.ExistsAsync(ObjectKind.Master, master.Digest, None));
        Assert.False(await Store.ExistsAsync(ObjectKind.Derivative, derivative.Digest, None));
    }

    protected sealed class BreakingStream(int bytes, object end) : MemoryStream(new byte[bytes])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Position < Length) return await base.ReadAsync(buffer, cancellationToken);
            if (end is Exception error) throw error;
            await ((CancellationTokenSource)end).CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException("The store did not pass on its cancellation.");
        }
    }
}
