using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Nodes;
using Archive.Pipeline.Receive;
using Archive.Pipeline.Tests.Batches;
using Archive.Pipeline.Tests.Workers;
using Archive.Storage;
using Archive.Storage.Catalog.Postgres;
using Archive.Storage.Objects.Files;
using Archive.Storage.Search;
using Archive.Storage.Search.Fts5;
using Archive.Testing;
using Microsoft.Extensions.Logging;

namespace Archive.Pipeline.Tests.Nodes;

/// <summary>One PostgreSQL server for the tests of nodes.</summary>
public sealed class NodesFixture : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await PostgresServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}

/// <summary>An archive of several nodes in one process: a real PostgreSQL, shared files, real scripted page workers.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    internal static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(2);

    internal static readonly NodeOptions Quick = new()
    {
        IdlePause = TimeSpan.FromMilliseconds(30),
        HousekeepingInterval = TimeSpan.FromMilliseconds(100),
        FirstWait = TimeSpan.FromMilliseconds(30),
        LongestWait = TimeSpan.FromMilliseconds(200),
        LeastFreeBytes = 0,
    };

    private readonly FaultyWorkers _workers = new();
    private readonly string _root = Directory.CreateTempSubdirectory("archive-cluster-").FullName;
    private readonly List<TestNode> _nodes = [];
    private readonly DataFolder _folder;
    private readonly Fts5SearchIndex _index;

    private TestCluster(string database, DataFolder folder, Fts5SearchIndex index, PostgresCatalog catalog)
    {
        (Database, _folder, _index, Catalog) = (database, folder, index, catalog);
        Objects = new(FileObjectStore.Open(Path.Combine(_root, "objects")));
    }

    internal string Database { get; }

    internal PostgresCatalog Catalog { get; }

    internal FickleObjectStore Objects { get; }

    internal ISearchIndex Index => _index;

    internal static async Task<TestCluster> CreateAsync(PostgresServer server)
    {
        var database = await server.CreateDatabaseAsync();
        var folder = DataFolder.Open(Directory.CreateTempSubdirectory("archive-cluster-index-").FullName);
        return new(database, folder, await folder.OpenSearchAsync(default), await OpenAsync(database, null));
    }

    internal void Scan(string relativePath, string script)
    {
        var path = Path.Combine(_root, "in", relativePath);
        ScriptedScan.Write(Path.GetDirectoryName(path)!, Path.GetFileName(path), script);
    }

    internal async Task<TestNode> StartAsync(string name, NodeOptions? options = null, string? database = null, ISearchIndex? index = null)
    {
        options ??= Quick;
        var catalog = await OpenAsync(database ?? Database, name);
        var log = new KeptLog();
        var stores = new ArchiveStores(catalog, Objects, options.CanIndex ? index ?? _index : new NoSearchIndex(), Scratch(name), TimeProvider.System) { Log = log };
        var workers = FaultyWorkers.QuickOptions with { Workers = 1, PageTimeout = TimeSpan.FromSeconds(30) };
        var node = new TestNode(catalog, log, new(stores, catalog, _workers.Command, workers, options, new(name, "test", "1.0", 1, false, null)));
        _nodes.Add(node);
        return node;
    }

    internal Task<BatchReport> IngestAsync(bool wait = true, int priority = 0)
    {
        var stores = new ArchiveStores(Catalog, Objects, new NoSearchIndex(), Scratch("intake"), TimeProvider.System);
        return new IntakeRunner(stores, Catalog, new SourceReaderOptions(), Quick).IngestAsync(new([Path.Combine(_root, "in")], null, null), priority, wait, null, default);
    }

    internal async Task<IReadOnlyList<PageRecord>> PagesAsync()
    {
        var pages = new List<PageRecord>();
        foreach (var file in await Catalog.ListFilesAsync(null, default)) pages.AddRange(await Catalog.ListPagesAsync(file.Id, default));
        return pages;
    }

    /// <summary>Waits until something holds; fails after a minute.</summary>
    internal static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await holds())
        {
            if (patience.IsCancellationRequested) throw new TimeoutException($"Waited in vain until {what}.");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        await Catalog.DisposeAsync();
        await _index.DisposeAsync();
        _folder.Dispose();
        _workers.Dispose();
        Directory.Delete(_root, recursive: true);
        Directory.Delete(_folder.Root, recursive: true);
    }

    private static Task<PostgresCatalog> OpenAsync(string database, string? node) => PostgresCatalog.OpenAsync(database, node, LeaseTime, TimeProvider.System, default);

    private string Scratch(string name) => Directory.CreateDirectory(Path.Combine(_root, "tmp", name)).FullName;
}

/// <summary>A node at work in this process.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly CancellationTokenSource _drain = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly PostgresCatalog _catalog;
    private readonly Task _running;

    internal TestNode(PostgresCatalog catalog, KeptLog log, WorkerNode node)
    {
        (_catalog, Log, Node) = (catalog, log, node);
        _running = node.RunAsync(_drain.Token, _abort.Token);
    }

    internal WorkerNode Node { get; }

    internal KeptLog Log { get; }

    /// <summary>What was survived and needs a person.</summary>
    internal IReadOnlyList<string> Unforeseen => [.. Log.Entries.Where(entry => entry.Level == LogLevel.Error).Select(entry => entry.Text)];

    internal async Task DrainAsync()
    {
        await _drain.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await DrainAsync();
        await _catalog.DisposeAsync();
        _drain.Dispose();
        _abort.Dispose();
    }
}

/// <summary>An object store that can be taken away.</summary>
internal sealed class FickleObjectStore(IObjectStore store) : IObjectStore
{
    internal bool IsAway { get; set; }

    private IObjectStore Store => IsAway ? throw new StoreUnavailableException("object store", "taken away by the test") : store;

    public Task<StoredObject> PutAsync(ObjectKind kind, Stream content, CancellationToken cancellation) => Store.PutAsync(kind, content, cancellation);

    public Task<Stream> OpenReadAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation) => Store.OpenReadAsync(kind, digest, cancellation);

    public Task<bool> ExistsAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation) => Store.ExistsAsync(kind, digest, cancellation);

    public Task<ILocalFile> LeaseLocalAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation) => Store.LeaseLocalAsync(kind, digest, cancellation);

    public Task<ObjectReading> ReadBackAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation) => Store.ReadBackAsync(kind, digest, cancellation);

    public Task RestoreAsync(ObjectKind kind, Sha256Digest digest, Stream content, CancellationToken cancellation) => Store.RestoreAsync(kind, digest, content, cancellation);

    public Task DiscardAsync(Sha256Digest derivative, CancellationToken cancellation) => Store.DiscardAsync(derivative, cancellation);

    public IAsyncEnumerable<Sha256Digest> ListAsync(ObjectKind kind, CancellationToken cancellation) => Store.ListAsync(kind, cancellation);
}
