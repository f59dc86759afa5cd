using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Catalog.Postgres;
using Archive.Testing;
using Dapper;
using Npgsql;

namespace Archive.EndToEnd.Tests;

/// <summary>A PostgreSQL, an Azurite and a scratch folder for nodes that are processes of their own.</summary>
internal sealed class Servers : IAsyncDisposable
{
    private readonly List<ArchiveProcess> _processes = [];

    private Servers(PostgresServer postgres, AzuriteServer azurite, string database) => (Postgres, Azurite, Database, Objects) = (postgres, azurite, database, azurite.ConnectionString);

    internal ScratchFolder Scratch { get; } = new();

    internal PostgresServer Postgres { get; }

    internal AzuriteServer Azurite { get; }

    internal string Database { get; }

    /// <summary>The way to the objects that processes started from now on are told; another one where something is to lie in between.</summary>
    internal string Objects { get; set; }

    internal static async Task<Servers> StartAsync()
    {
        var postgres = await PostgresServer.StartAsync();
        return new(postgres, await AzuriteServer.StartAsync(), await postgres.CreateDatabaseAsync());
    }

    /// <summary>Puts the smallest sample pages, one file for each two of them.</summary>
    internal void PutSamples(int pages)
    {
        var samples = SamplePages.Smallest(pages);
        for (var page = 0; page < pages; page++) Scratch.Put(samples[page], $"PMR-2019-0001{page / 2}/{page}{Path.GetExtension(samples[page])}");
    }

    /// <summary>The same inputs on one machine, undisturbed.</summary>
    internal Task<ArchiveResult> IngestAloneAsync() => ArchiveProcess.RunAsync("ingest", Scratch.Inputs, "--data", Scratch.Data, "--json");

    internal Task<ArchiveResult> RunAsync(params string[] arguments) => ArchiveProcess.RunInAsync(Environment(0), arguments);

    internal Task<ArchiveResult> RunWithLineAsync(string line, params string[] arguments) => ArchiveProcess.RunWithLineAsync(Environment(0), line, arguments);

    /// <summary>A node of the service, which searches the index of the first worker.</summary>
    /// <param name="number">From 1.</param>
    internal ArchiveProcess StartService(int number, string address) => Start(
        10 + number, environment => environment["ARCHIVE_SEARCH"] = Path.Combine(Scratch.Path, "node1"), "serve", "--url", address);

    /// <param name="number">From 1; the first has the search index.</param>
    /// <param name="more">Sets what else the node finds in its environment.</param>
    internal ArchiveProcess StartWorker(int number, Action<IDictionary<string, string?>>? more = null) => Start(number, more, "worker", "--workers", "1");

    internal ArchiveProcess StartIngest(params string[] options) => Start(0, null, ["ingest", Scratch.Inputs, "--json", .. options]);

    internal async Task<IReadOnlyList<PageRecord>> PagesAsync()
    {
        await using var catalog = await PostgresCatalog.OpenAsync(Database, null, TimeSpan.FromSeconds(30), TimeProvider.System, default);
        var pages = new List<PageRecord>();
        foreach (var file in await catalog.ListFilesAsync(null, default)) pages.AddRange(await catalog.ListPagesAsync(file.Id, default));
        return pages;
    }

    internal async Task<int> SqlAsync(string command)
    {
        await using var connection = new NpgsqlConnection(Database);
        return await connection.ExecuteAsync(command);
    }

    /// <summary>Waits until something holds; fails after two minutes.</summary>
    internal static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await holds())
        {
            if (patience.IsCancellationRequested) throw new TimeoutException($"Waited in vain until {what}.");
            await Task.Delay(50, CancellationToken.None);
        }
    }

    internal static List<string?> Digests(ArchiveResult result) =>
        [.. result.Json().GetProperty("files").EnumerateArray().Select(file => file.GetProperty("pdf").GetProperty("sha256").GetString())];

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) process.Dispose();
        await Azurite.DisposeAsync();
        await Postgres.DisposeAsync();
        Scratch.Dispose();
    }

    private ArchiveProcess Start(int node, Action<IDictionary<string, string?>>? more, params string[] arguments)
    {
        var process = ArchiveProcess.StartIn(
            environment =>
            {
                Environment(node)(environment);
                more?.Invoke(environment);
            },
            arguments);
        _processes.Add(process);
        return process;
    }

    private Action<IDictionary<string, string?>> Environment(int node) => environment =>
    {
        environment["ARCHIVE_CATALOG"] = Database;
        environment["ARCHIVE_OBJECTS"] = Objects;
        environment["ARCHIVE_SEARCH"] = node == 1 ? "" : "none";
        environment["ARCHIVE_DATA"] = Path.Combine(Scratch.Path, $"node{node}");
    };
}
