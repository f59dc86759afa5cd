using Archive.Testing;

namespace Archive.Storage.Tests.Catalog;

/// <summary>One server for all tests of the catalog on PostgreSQL, which therefore run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresFixture>
{
    public const string Name = "PostgreSQL";
}

/// <summary>A server of their own for tests that stop it, cut its lines or wait for it: beside the others.</summary>
[CollectionDefinition(Name)]
public sealed class ShakyPostgresCollection : ICollectionFixture<PostgresFixture>
{
    public const string Name = "PostgreSQL that comes and goes";
}

public sealed class PostgresFixture : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await PostgresServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
