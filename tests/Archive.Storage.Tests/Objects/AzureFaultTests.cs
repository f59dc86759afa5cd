using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Objects.Azure;
using Archive.Testing;

namespace Archive.Storage.Tests.Objects;

/// <summary>The line to Azure Blob Storage fails now and then, or for good: the bytes are right, or the store is called unavailable.</summary>
[Collection(nameof(AzuriteFixture))]
public sealed class AzureFaultTests(AzuriteFixture azurite) : IDisposable
{
    private const int Bytes = 400_000;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Fault.Busy, 2, false)]
    [InlineData(Fault.Busy, 2, true)]
    [InlineData(Fault.TruncateRequest, 2, false)]
    [InlineData(Fault.TruncateRequest, 2, true)]
    [InlineData(Fault.AlterRequest, 2, false)]
    [InlineData(Fault.AlterRequest, 2, true)]
    [InlineData(Fault.LoseAnswer, 2, false)]
    [InlineData(Fault.LoseAnswer, 2, true)]
    [InlineData(Fault.Hang, 1, false)]
    [InlineData(Fault.Hang, 1, true)]
    public async Task Put_LineFailsAFewTimes_SucceedsWithTheRightBytes(Fault fault, int times, bool inBlocks)
    {
        var options = azurite.NewContainer();
        var content = Content();
        // From the object's own requests on; the container's stays out of it.
        await using var proxy = new FaultProxy(azurite.Server.Port, new Script(times, fault, "PUT", "masters").Next);
        var store = Open(Through(proxy, options) with { BlockBytes = inBlocks ? 65_536 : 1_000_000 });

        var stored = await store.PutAsync(ObjectKind.Master, new MemoryStream(content), None);

        Assert.Equal(times, proxy.Faults);
        Assert.Equal(new StoredObject(Sha256Digest.Of(content), Bytes), stored);
        Assert.Equal(FixityOutcome.Intact, await Open(options).CheckAsync(ObjectKind.Master, stored.Digest, None));
    }

    [Fact]
    public async Task Put_AnswerToTheCommitIsLost_SucceedsWithTheRightBytes()
    {
        var options = azurite.NewContainer();
        await using var proxy = new FaultProxy(azurite.Server.Port, new Script(1, Fault.LoseAnswer, "PUT", "comp=blocklist").Next);

        var stored = await Open(Through(proxy, options) with { BlockBytes = 65_536 }).PutAsync(ObjectKind.Master, new MemoryStream(Content()), None);

        Assert.Equal(1, proxy.Faults);
        Assert.Equal(FixityOutcome.Intact, await Open(options).CheckAsync(ObjectKind.Master, stored.Digest, None));
    }

    [Theory]
    [InlineData(Fault.Busy, 2)]
    [InlineData(Fault.TruncateAnswer, 2)]
    [InlineData(Fault.AlterAnswer, 1)]
    [InlineData(Fault.LoseAnswer, 2)]
    [InlineData(Fault.Hang, 1)]
    public async Task LeaseAndCheck_LineFailsAFewTimes_SucceedWithTheRightBytes(Fault fault, int times)
    {
        var options = azurite.NewContainer();
        var stored = await Open(options).PutAsync(ObjectKind.Master, new MemoryStream(Content()), None);
        foreach (var check in new[] { true, false })
        {
            await using var proxy = new FaultProxy(azurite.Server.Port, new Script(times, fault, "GET", "masters").Next);
            var store = Open(Through(proxy, options));

            if (check) Assert.Equal(FixityOutcome.Intact, await store.CheckAsync(ObjectKind.Master, stored.Digest, None));
            else
            {
                await using var lease = await store.LeaseLocalAsync(ObjectKind.Master, stored.Digest, None);
                Assert.Equal(Content(), await File.ReadAllBytesAsync(lease.Path));
            }
            Assert.Equal(times, proxy.Faults);
        }
    }

    [Theory]
    [InlineData(Fault.Busy)]
    [InlineData(Fault.TruncateAnswer)]
    [InlineData(Fault.LoseAnswer)]
    public async Task OpenRead_LineFailsAFewTimes_GivesTheRightBytes(Fault fault)
    {
        var options = azurite.NewContainer();
        var stored = await Open(options).PutAsync(ObjectKind.Derivative, new MemoryStream(Content()), None);
        await using var proxy = new FaultProxy(azurite.Server.Port, new Script(2, fault, "GET", "derivatives").Next);

        await using var stream = await Open(Through(proxy, options)).OpenReadAsync(ObjectKind.Derivative, stored.Digest, None);
        var read = new byte[stream.Length];
        await stream.ReadExactlyAsync(read);

        Assert.Equal(Content(), read);
        Assert.Equal(2, proxy.Faults);
    }

    [Fact]
    public async Task OpenRead_BytesAlteredOnTheWay_NeverGivesThemWhole()
    {
        var options = azurite.NewContainer();
        var stored = await Open(options).PutAsync(ObjectKind.Derivative, new MemoryStream(Content()), None);
        await using var proxy = new FaultProxy(azurite.Server.Port, new Script(1, Fault.AlterAnswer, "GET", "derivatives").Next);

        await using var stream = await Open(Through(proxy, options)).OpenReadAsync(ObjectKind.Derivative, stored.Digest, None);

        await Assert.ThrowsAsync<IOException>(() => stream.ReadExactlyAsync(new byte[stream.Length]).AsTask());
    }

    [Theory]
    [InlineData(Fault.Busy)]
    [InlineData(Fault.TruncateRequest)]
    [InlineData(Fault.AlterRequest)]
    [InlineData(Fault.LoseAnswer)]
    [InlineData(Fault.Hang)]
    [InlineData(Fault.Nonsense)]
    public async Task Put_LineFailsForGood_IsUnavailableInTime(Fault fault)
    {
        var options = azurite.NewContainer();
        await using var proxy = new FaultProxy(azurite.Server.Port, new Script(int.MaxValue, fault, "PUT", "masters").Next);

        await UnavailableInTimeAsync(() => Open(Through(proxy, options)).PutAsync(ObjectKind.Master, new MemoryStream(Content()), None));

        // What was lost was the answer only: then the whole object is there, and putting it again goes well.
        var again = await Open(options).PutAsync(ObjectKind.Master, new MemoryStream(Content()), None);
        Assert.Equal(FixityOutcome.Intact, await Open(options).CheckAsync(ObjectKind.Master, again.Digest, None));
    }

    [Theory]
    [InlineData(Fault.Busy)]
    [InlineData(Fault.LoseAnswer)]
    [InlineData(Fault.Hang)]
    [InlineData(Fault.Nonsense)]
    public async Task Reading_LineFailsForGood_IsUnavailableInTimeAndNeverMissingOrChanged(Fault fault)
    {
        var options = azurite.NewContainer();
        var stored = await Open(options).PutAsync(ObjectKind.Master, new MemoryStream(Content()), None);
        await using var proxy = new FaultProxy(azurite.Server.Port, line => line.StartsWith("PUT", StringComparison.Ordinal) ? Fault.None : fault);
        var store = Open(Through(proxy, options));

        await UnavailableInTimeAsync(() => store.CheckAsync(ObjectKind.Master, stored.Digest, None));
        await UnavailableInTimeAsync(() => store.LeaseLocalAsync(ObjectKind.Master, stored.Digest, None));
        await UnavailableInTimeAsync(() => store.OpenReadAsync(ObjectKind.Master, stored.Digest, None));
        await UnavailableInTimeAsync(() => store.ExistsAsync(ObjectKind.Master, stored.Digest, None));
        await UnavailableInTimeAsync(() => store.ListAsync(ObjectKind.Master, None).GetAsyncEnumerator().MoveNextAsync().AsTask());
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Lease_EveryAnswerIsCut_IsUnavailableOrRight()
    {
        var options = azurite.NewContainer();
        var stored = await Open(options).PutAsync(ObjectKind.Master, new MemoryStream(Content()), None);
        await using var proxy = new FaultProxy(azurite.Server.Port, new Script(int.MaxValue, Fault.TruncateAnswer, "GET", "masters").Next);

        await UnavailableInTimeAsync(() => Open(Through(proxy, options)).LeaseLocalAsync(ObjectKind.Master, stored.Digest, None));

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Cancellation_WhileTheStoreHangs_IsCancellationAndNotUnavailability()
    {
        using var cancellation = new CancellationTokenSource();
        await using var proxy = new FaultProxy(azurite.Server.Port, _ =>
        {
            cancellation.Cancel();
            return Fault.Hang;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Open(Through(proxy, azurite.NewContainer())).ExistsAsync(ObjectKind.Master, Sha256Digest.Of("x"u8), cancellation.Token));
    }

    private static AzureObjectStoreOptions Through(FaultProxy proxy, AzureObjectStoreOptions options) => options with
    {
        ConnectionString = AzuriteServer.ConnectionStringAt(proxy.Port),
        AttemptTimeout = TimeSpan.FromSeconds(1),
        RetryFor = TimeSpan.FromSeconds(3),
    };

    private static async Task UnavailableInTimeAsync(Func<Task> call)
    {
        var start = TimeProvider.System.GetTimestamp();
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(call);
        Assert.Equal("object store", error.Store);
        // The three seconds of the options, and as much again for a busy machine.
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0, 6);
    }

    private AzureObjectStore Open(AzureObjectStoreOptions options) => new(options, _folder.Path, TimeProvider.System);

    private static byte[] Content()
    {
        var content = new byte[Bytes];
        new Random(42).NextBytes(content);
        return content;
    }

    /// <summary>The same fault for the first requests that have a method and a part of a path, none for all others.</summary>
    private sealed class Script(int times, Fault fault, string method, string part)
    {
        private int _left = times;

        internal Fault Next(string line) =>
            line.StartsWith(method, StringComparison.Ordinal) && line.Contains(part, StringComparison.Ordinal) && Interlocked.Decrement(ref _left) >= 0 ? fault : Fault.None;
    }
}
