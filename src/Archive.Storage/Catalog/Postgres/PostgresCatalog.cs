using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;
using Archive.Storage.Catalog.Accounts;
using Archive.Storage.Catalog.Audit;
using Archive.Storage.Catalog.Capture;
using Archive.Storage.Catalog.Operations;
using Archive.Storage.Catalog.Rows;
using Archive.Storage.Catalog.Verification;

namespace Archive.Storage.Catalog.Postgres;

/// <summary>
/// The catalog and the work queue in a PostgreSQL database (15 or newer, UTF8, of its own), shared by any number of nodes. Every method is one
/// transaction that is done again, for about a quarter of a minute, while the server is away, and then gives
/// <see cref="StoreUnavailableException"/>; that its answer was lost on the way never doubles anything. Safe for use from many tasks.
/// </summary>
public sealed partial class PostgresCatalog : ICatalog, IWorkQueue
{
    private readonly PostgresDatabase _database;
    private readonly UnsureLeases _leases;
    private readonly TimeProvider _time;
    private readonly string? _nodeId;

    private PostgresCatalog(PostgresDatabase database, string? nodeId, TimeSpan leaseTime, TimeProvider time)
    {
        (_database, _leases, _nodeId, LeaseTime, _time) = (database, new(database), nodeId, leaseTime, time);
        var shared = new PostgresCatalogDatabase(database);
        Verification = new VerificationLedger(shared, time);
        Audit = new AuditLedger(shared);
        Captures = new CaptureStore(shared, time);
        (Operations, Jobs, Answers) = (new OperationHistory(shared), new JobBoard(shared), new AnswerLog(shared));
        (Accounts, Sessions, ApiKeys, KeyRing) = (new AccountStore(shared, time), new SessionStore(shared, time), new ApiKeyStore(shared, time), new KeyRing(shared));
    }

    /// <summary>Opens the catalog, making it or bringing it to this program's version first; many nodes may do so at once.</summary>
    /// <param name="connectionString">As Npgsql takes it, e.g. <c>Host=db;Database=archive;Username=archive;Password=…</c></param>
    /// <param name="nodeId">
    /// The node on whose behalf pages are claimed, failed and finished; it touches no page that another holds. Null for one that takes in, reads,
    /// or is the sole owner.
    /// </param>
    /// <param name="leaseTime">How long a silent node keeps what it holds; 1 second to 1 day.</param>
    /// <param name="time">For the times of batches and files; leases go by the server's clock.</param>
    /// <exception cref="CatalogUnusableException">The catalog is more than one version newer than this program, or no catalog, or the server is not fit.</exception>
    /// <exception cref="StoreUnavailableException">The server does not answer, or lets nobody in.</exception>
    /// <exception cref="ArgumentException">The connection string cannot be read, or the lease time is out of range.</exception>
    public static Task<PostgresCatalog> OpenAsync(
        string connectionString, string? nodeId, TimeSpan leaseTime, TimeProvider time, CancellationToken cancellation) =>
        OpenAsync(connectionString, nodeId, leaseTime, time, new PostgresRetryOptions(), cancellation);

    /// <inheritdoc cref="OpenAsync(string, string?, TimeSpan, TimeProvider, CancellationToken)"/>
    /// <param name="retry">How long a server that is away is asked again.</param>
    public static Task<PostgresCatalog> OpenAsync(
        string connectionString, string? nodeId, TimeSpan leaseTime, TimeProvider time, PostgresRetryOptions retry, CancellationToken cancellation) =>
        OpenAsync(connectionString, nodeId, leaseTime, time, retry, PostgresMigrations.Known, cancellation);

    internal static async Task<PostgresCatalog> OpenAsync(
        string connectionString, string? nodeId, TimeSpan leaseTime, TimeProvider time, PostgresRetryOptions retry,
        IReadOnlyList<CatalogMigration> migrations, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(time);
        if (leaseTime < TimeSpan.FromSeconds(1) || leaseTime > TimeSpan.FromDays(1))
            throw new ArgumentOutOfRangeException(nameof(leaseTime), "The lease time lies between 1 second and 1 day.");
        var database = new PostgresDatabase(connectionString, time, retry);
        try
        {
            await database.WriteAsync(session => PostgresMigrations.ApplyAsync(session, migrations), cancellation);
            return new PostgresCatalog(database, nodeId, leaseTime, time);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public Task<BatchRecord> CreateBatchAsync(string name, Sha256Digest sourceKey, CancellationToken cancellation)
    {
        var creation = Guid.NewGuid();
        return _database.WriteAsync(session => BatchTable.CreateAsync(session, creation, name, sourceKey, Now), cancellation);
    }

    public Task<BatchRecord?> FindBatchAsync(Sha256Digest sourceKey, CancellationToken cancellation) =>
        _database.RunAsync(session => BatchTable.FindAsync(session, sourceKey), cancellation);

    public Task<BatchRecord?> GetBatchAsync(long batchId, CancellationToken cancellation) =>
        _database.RunAsync(session => BatchTable.GetAsync(session, batchId), cancellation);

    public Task<IReadOnlyList<BatchRecord>> ListBatchesAsync(CancellationToken cancellation) => _database.RunAsync(BatchTable.ListAsync, cancellation);

    public Task SetBatchStateAsync(long batchId, BatchState state, CancellationToken cancellation) =>
        _database.WriteAsync(session => BatchTable.SetStateAsync(session, batchId, state, Now), cancellation);

    public Task<FileRecord> EnsureFileAsync(long batchId, int ordinal, string name, CaseNumber? caseNumber, CancellationToken cancellation) =>
        _database.WriteAsync(session => FileTable.EnsureAsync(session, batchId, ordinal, name, caseNumber, Now), cancellation);

    public Task<SourceRecord> AddSourceAsync(long batchId, string fileId, ReceivedSource source, CancellationToken cancellation) =>
        _database.WriteAsync(session => SourceTable.AddAsync(session, batchId, fileId, source), cancellation);

    public Task<SourceRecord> RejectSourceAsync(
        long batchId, int ordinal, string path, Sha256Digest? digest, string reason, CancellationToken cancellation) =>
        _database.WriteAsync(session => SourceTable.RejectAsync(session, batchId, ordinal, path, digest, reason), cancellation);

    public Task<IReadOnlyList<SourceRecord>> ListSourcesAsync(long batchId, CancellationToken cancellation) =>
        _database.RunAsync(session => SourceTable.ListAsync(session, batchId), cancellation);

    public Task<IReadOnlyList<FileRecord>> ListFilesAsync(FileListing listing, CancellationToken cancellation) =>
        _database.RunAsync(session => FileTable.ListAsync(session, listing), cancellation);

    public Task<FileRecord?> GetFileAsync(string fileId, CancellationToken cancellation) =>
        _database.RunAsync(session => FileTable.GetAsync(session, fileId), cancellation);

    public Task<IReadOnlyDictionary<string, FileRecord>> GetFilesAsync(IReadOnlyCollection<string> fileIds, CancellationToken cancellation) =>
        _database.RunAsync(session => FileTable.GetAllAsync(session, fileIds), cancellation);

    public Task<PageRecord?> GetPageAsync(string fileId, int number, CancellationToken cancellation) =>
        _database.RunAsync(session => PageTable.FindAsync(session, fileId, number), cancellation);

    public Task<IReadOnlyList<PageRecord>> ListPagesAsync(string fileId, CancellationToken cancellation) =>
        _database.RunAsync(session => PageTable.ListAsync(session, fileId), cancellation);

    public Task<PageRecord?> ClaimPageAsync(long batchId, CancellationToken cancellation) => _leases.TakeAsync(
        _nodeId,
        (session, lease) => PageLeases.FindAsync(session, _nodeId, lease),
        (session, lease) => PageLeases.ClaimAsync(session, batchId, _nodeId, lease),
        cancellation);

    /// <summary>Puts back what this catalog's own node left in work, or what the sole owner did where there are no nodes.</summary>
    public Task<int> ReleaseAbandonedPagesAsync(CancellationToken cancellation) =>
        _database.WriteAsync(session => PageLeases.ReleaseAsync(session, _nodeId), cancellation);

    public Task<PageRecord> FailPageAsync(long pageId, PageProblem problem, CancellationToken cancellation) =>
        EndAttemptAsync(pageId, (session, lease) => PageLeases.FailAsync(session, pageId, lease, problem), cancellation);

    public Task<PageRecord> InterruptPageAsync(long pageId, CancellationToken cancellation) =>
        EndAttemptAsync(pageId, (session, lease) => PageLeases.InterruptAsync(session, pageId, lease), cancellation);

    private Task<PageRecord> EndAttemptAsync(long pageId, Func<PostgresSession, Guid, Task> end, CancellationToken cancellation)
    {
        Guid? lease = null;
        return _database.WriteAsync(
            async session =>
            {
                lease ??= await PageLeases.OfAsync(session, _nodeId, pageId);
                if (lease is { } held) await end(session, held);
                return await PageTable.GetAsync(session, pageId);
            },
            cancellation);
    }

    public Task FinishPageAsync(FinishedPage page, CancellationToken cancellation) =>
        _database.WriteAsync(session => PageTable.FinishAsync(session, page, _nodeId), cancellation);

    public Task<PageRecord?> FindFinishedTwinAsync(Sha256Digest master, int pageIndex, Sha256Digest recipe, int? turn, CancellationToken cancellation) =>
        _database.RunAsync(session => PageTable.FindTwinAsync(session, master, pageIndex, recipe, turn), cancellation);

    public Task<(int Finished, int Total)> CountPagesAsync(long batchId, CancellationToken cancellation) =>
        _database.RunAsync(session => BatchTable.CountPagesAsync(session, batchId), cancellation);

    public async Task<ProblemCounts> CountProblemsAsync(CancellationToken cancellation) =>
        ProblemRow.Counts(await _database.RunAsync(session => session.ListAsync<ProblemRow>(ProblemRow.Count), cancellation));

    public Task<bool> SetAccessAsync(FileRecord read, CaseNumber? number, AccessConditions access, CancellationToken cancellation)
    {
        var change = AccessChange.Of(read, number, access);
        return _database.WriteAsync(session => FileTable.SetAccessAsync(session, change), cancellation);
    }

    public Task SetAssembledAsync(string fileId, StoredObject pdf, CancellationToken cancellation) =>
        _database.WriteAsync(session => FileTable.SetAssembledAsync(session, fileId, pdf, Now), cancellation);

    public Task<bool> SetIndexedAsync(FileRecord read, CancellationToken cancellation) =>
        _database.WriteAsync(session => FileTable.SetIndexedAsync(session, read, Now), cancellation);

    public Task ReopenPageAsync(long pageId, CancellationToken cancellation) =>
        _database.WriteAsync(session => PageTable.ReopenAsync(session, pageId), cancellation);

    public Task ReopenFileAsync(string fileId, CancellationToken cancellation) =>
        _database.WriteAsync(session => FileTable.ReopenAsync(session, fileId), cancellation);

    public Task ReindexFileAsync(string fileId, CancellationToken cancellation) =>
        _database.WriteAsync(session => FileTable.ReindexAsync(session, fileId), cancellation);

    public IAuditLedger Audit { get; }

    public ICaptureStore Captures { get; }

    public IOperationHistory Operations { get; }

    public IJobBoard Jobs { get; }

    public IAnswerLog Answers { get; }

    public IAccountStore Accounts { get; }

    public ISessionStore Sessions { get; }

    public IApiKeyStore ApiKeys { get; }

    public IKeyRing KeyRing { get; }

    public IVerificationLedger Verification { get; }

    public Task AddEventAsync(PreservationEvent preservationEvent, CancellationToken cancellation) =>
        _database.WriteAsync(session => EventTable.AddAsync(session, preservationEvent), cancellation);

    public IAsyncEnumerable<PreservationEvent> ListEventsAsync(string? subject, CancellationToken cancellation) =>
        EventRow.ListAsync(subject, PortionAsync<EventRow>, cancellation);

    public IAsyncEnumerable<(ObjectKind Kind, Sha256Digest Digest, string NamedBy)> ListObjectsAsync(CancellationToken cancellation) =>
        ObjectNames.ListAsync(PortionAsync<ObjectNames.Row>, cancellation);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private Task<List<T>> PortionAsync<T>(string sql, object parameters, CancellationToken cancellation) =>
        _database.RunAsync(session => session.ListAsync<T>(sql, parameters), cancellation);

    private DateTimeOffset Now => _time.GetUtcNow();
}
