using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Objects.Azure;
using Archive.Testing;

namespace Archive.Storage.Tests.Objects;

/// <summary>The service goes away and comes back.</summary>
public sealed class AzureOutageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ServerStoppedAndStartedAgain_IsUnavailableInTimeThenEverythingIsThere()
    {
        await using var server = await AzuriteServer.StartAsync();
        var options = AzuriteFixture.Quick(server.ConnectionString) with { AttemptTimeout = TimeSpan.FromSeconds(1), RetryFor = TimeSpan.FromSeconds(3) };
        var store = new AzureObjectStore(options, _folder.Path, TimeProvider.System);
        var stored = new List<StoredObject>();
        for (byte i = 0; i < 20; i++) stored.Add(await store.PutAsync(ObjectKind.Master, new MemoryStream(Content(i)), None));

        await server.StopAsync();
        await UnavailableInTimeAsync(() => store.PutAsync(ObjectKind.Master, new MemoryStream([0]), None));
        await UnavailableInTimeAsync(() => store.OpenReadAsync(ObjectKind.Master, stored[0].Digest, None));
        await UnavailableInTimeAsync(() => store.ExistsAsync(ObjectKind.Master, stored[0].Digest, None));
        await UnavailableInTimeAsync(() => store.CheckAsync(ObjectKind.Master, stored[0].Digest, None));
        await UnavailableInTimeAsync(() => store.LeaseLocalAsync(ObjectKind.Master, stored[0].Digest, None));
        await UnavailableInTimeAsync(() => store.DiscardAsync(stored[0].Digest, None));
        await UnavailableInTimeAsync(() => store.RestoreAsync(ObjectKind.Master, stored[0].Digest, new MemoryStream(Content(0)), None));
        // A node that starts meanwhile starts all the same.
        var late = new AzureObjectStore(options, _folder.Path, TimeProvider.System);
        await UnavailableInTimeAsync(() => late.ListAsync(ObjectKind.Master, None).GetAsyncEnumerator().MoveNextAsync().AsTask());
        Assert.Empty(Directory.GetFiles(_folder.Path));

        await server.RestartAsync();
        foreach (var one in stored) Assert.Equal(FixityOutcome.Intact, await store.CheckAsync(ObjectKind.Master, one.Digest, None));
        var listed = new List<Sha256Digest>();
        await foreach (var digest in late.ListAsync(ObjectKind.Master, None)) listed.Add(digest);
        Assert.Equal(stored.Select(one => one.Digest).Order(), listed);
    }

    private static async Task UnavailableInTimeAsync(Func<Task> call)
    {
        var start = TimeProvider.System.GetTimestamp();
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(call);
        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0, 6);
    }

    private static byte[] Content(byte seed) => [.. Enumerable.Repeat(seed, 1000 + seed)];
}
