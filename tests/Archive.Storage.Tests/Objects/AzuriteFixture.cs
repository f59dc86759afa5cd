using Archive.Storage.Objects.Azure;
using Archive.Testing;

namespace Archive.Storage.Tests.Objects;

/// <summary>One Azurite for all tests that do not stop it; each test has a container of its own.</summary>
[CollectionDefinition(nameof(AzuriteFixture))]
public sealed class AzuriteFixture : IAsyncLifetime, ICollectionFixture<AzuriteFixture>
{
    private AzuriteServer? _server;
    private int _containers;

    internal AzuriteServer Server => _server!;

    public async Task InitializeAsync() => _server = await AzuriteServer.StartAsync();

    public async Task DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    /// <summary>Options for a container that no other test has, with short waits.</summary>
    internal AzureObjectStoreOptions NewContainer() => Quick(Server.ConnectionString) with { Container = $"test-{Interlocked.Increment(ref _containers)}" };

    internal static AzureObjectStoreOptions Quick(string connectionString) => new()
    {
        ConnectionString = connectionString,
        Retries = 3,
        FirstDelay = TimeSpan.FromMilliseconds(20),
    };
}
