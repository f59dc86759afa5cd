using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;
using Archive.Storage.Catalog.Accounts;
using Archive.Storage.Catalog.Audit;
using Archive.Storage.Catalog.Capture;
using Archive.Storage.Catalog.Operations;
using Archive.Storage.Catalog.Rows;
using Archive.Storage.Catalog.Verification;
using Archive.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Catalog.Sqlite;

/// <summary>
/// The catalog in one SQLite file (WAL, full sync): a method that returned survives a power cut. Safe for use from many tasks of one
/// process; other processes may read the same file meanwhile.
/// </summary>
public sealed class SqliteCatalog : ICatalog
{
    private const int NotADatabase = 26;

    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;

    private SqliteCatalog(SqliteDatabase database, TimeProvider time)
    {
        (_database, _time) = (database, time);
        var shared = new SqliteCatalogDatabase(database);
        Verification = new VerificationLedger(shared, time);
        Queue = new(this, database, time);
        Audit = new AuditLedger(shared);
        Captures = new CaptureStore(shared, time);
        (Operations, Jobs, Answers) = (new OperationHistory(shared), new JobBoard(shared), new AnswerLog(shared));
        (Accounts, Sessions, ApiKeys, KeyRing) = (new AccountStore(shared, time), new SessionStore(shared, time), new ApiKeyStore(shared, time), new KeyRing(shared));
    }

    /// <summary>Opens the catalog, making it or bringing it to this program's version first.</summary>
    /// <exception cref="CatalogUnusableException">The file is newer than this program, or no catalog.</exception>
    public static Task<SqliteCatalog> OpenAsync(string path, TimeProvider time, CancellationToken cancellation = default) =>
        OpenAsync(path, time, CatalogMigrations.Known, cancellation);

    internal static async Task<SqliteCatalog> OpenAsync(
        string path, TimeProvider time, IReadOnlyList<CatalogMigration> migrations, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(time);
        try
        {
            var database = SqliteDatabase.Open(path, synchronous: "full");
            try
            {
                await database.WriteAsync(connection => CatalogMigrations.Apply(connection, migrations, time), cancellation);
                return new SqliteCatalog(database, time);
            }
            catch
            {
                await database.DisposeAsync();
                throw;
            }
        }
        catch (SqliteException error) when (error.SqliteErrorCode == NotADatabase)
        {
            throw new CatalogUnusableException($"'{path}' is no catalog: {error.Message}", error);
        }
    }

    public Task<BatchRecord> CreateBatchAsync(string name, Sha256Digest sourceKey, CancellationToken cancellation) =>
        _database.WriteAsync(connection => BatchTable.Create(connection, name, sourceKey, Now), cancellation);

    public Task<BatchRecord?> FindBatchAsync(Sha256Digest sourceKey, CancellationToken cancellation) =>
        _database.ReadAsync(connection => BatchTable.Find(connection, sourceKey), cancellation);

    public Task<BatchRecord?> GetBatchAsync(long batchId, CancellationToken cancellation) =>
        _database.ReadAsync(connection => BatchTable.Get(connection, batchId), cancellation);

    public Task<IReadOnlyList<BatchRecord>> ListBatchesAsync(CancellationToken cancellation) => _database.ReadAsync(BatchTable.List, cancellation);

    public Task SetBatchStateAsync(long batchId, BatchState state, CancellationToken cancellation) =>
        _database.WriteAsync(connection => BatchTable.SetState(connection, batchId, state, Now), cancellation);

    public Task<FileRecord> EnsureFileAsync(long batchId, int ordinal, string name, CaseNumber? caseNumber, CancellationToken cancellation) =>
        _database.WriteAsync(connection => FileTable.Ensure(connection, batchId, ordinal, name, caseNumber, Now), cancellation);

    public Task<SourceRecord> AddSourceAsync(long batchId, string fileId, ReceivedSource source, CancellationToken cancellation) =>
        _database.WriteAsync(connection => SourceTable.Add(connection, batchId, fileId, source, Now), cancellation);

    public Task<SourceRecord> RejectSourceAsync(
        long batchId, int ordinal, string path, Sha256Digest? digest, string reason, CancellationToken cancellation) =>
        _database.WriteAsync(connection => SourceTable.Reject(connection, batchId, ordinal, path, digest, reason, Now), cancellation);

    public Task<IReadOnlyList<SourceRecord>> ListSourcesAsync(long batchId, CancellationToken cancellation) =>
        _database.ReadAsync(connection => SourceTable.List(connection, batchId), cancellation);

    public Task<IReadOnlyList<FileRecord>> ListFilesAsync(FileListing listing, CancellationToken cancellation) =>
        _database.ReadAsync(connection => FileTable.List(connection, listing), cancellation);

    public Task<FileRecord?> GetFileAsync(string fileId, CancellationToken cancellation) =>
        _database.ReadAsync(connection => FileTable.Get(connection, fileId), cancellation);

    public Task<IReadOnlyDictionary<string, FileRecord>> GetFilesAsync(IReadOnlyCollection<string> fileIds, CancellationToken cancellation) =>
        _database.ReadAsync(connection => FileTable.GetAll(connection, fileIds), cancellation);

    public Task<IReadOnlyList<PageRecord>> ListPagesAsync(string fileId, CancellationToken cancellation) =>
        _database.ReadAsync(connection => PageTable.List(connection, fileId), cancellation);

    public Task<PageRecord?> GetPageAsync(string fileId, int number, CancellationToken cancellation) =>
        _database.ReadAsync(connection => PageTable.Find(connection, fileId, number), cancellation);

    public Task<PageRecord?> ClaimPageAsync(long batchId, CancellationToken cancellation) =>
        _database.WriteAsync(connection => PageTable.Claim(connection, batchId), cancellation);

    public Task<int> ReleaseAbandonedPagesAsync(CancellationToken cancellation) =>
        _database.WriteAsync(PageTable.ReleaseAbandoned, cancellation);

    public Task<PageRecord> FailPageAsync(long pageId, PageProblem problem, CancellationToken cancellation) =>
        _database.WriteAsync(connection => PageTable.Fail(connection, pageId, problem), cancellation);

    public Task<PageRecord> InterruptPageAsync(long pageId, CancellationToken cancellation) =>
        _database.WriteAsync(connection => PageTable.Interrupt(connection, pageId), cancellation);

    public Task FinishPageAsync(FinishedPage page, CancellationToken cancellation) =>
        _database.WriteAsync(connection => PageTable.Finish(connection, page, Now), cancellation);

    public Task<PageRecord?> FindFinishedTwinAsync(Sha256Digest master, int pageIndex, Sha256Digest recipe, int? turn, CancellationToken cancellation) =>
        _database.ReadAsync(connection => PageTable.FindTwin(connection, master, pageIndex, recipe, turn), cancellation);

    public Task<(int Finished, int Total)> CountPagesAsync(long batchId, CancellationToken cancellation) =>
        _database.ReadAsync(connection => BatchTable.CountPages(connection, batchId), cancellation);

    public async Task<ProblemCounts> CountProblemsAsync(CancellationToken cancellation) =>
        ProblemRow.Counts(await _database.ReadAsync(connection => connection.Query<ProblemRow>(ProblemRow.Count).AsList(), cancellation));

    public Task<bool> SetAccessAsync(FileRecord read, CaseNumber? number, AccessConditions access, CancellationToken cancellation)
    {
        var change = AccessChange.Of(read, number, access);
        return _database.WriteAsync(connection => FileTable.SetAccess(connection, change), cancellation);
    }

    public Task SetAssembledAsync(string fileId, StoredObject pdf, CancellationToken cancellation) =>
        _database.WriteAsync(connection => FileTable.SetAssembled(connection, fileId, pdf, Now), cancellation);

    public Task<bool> SetIndexedAsync(FileRecord read, CancellationToken cancellation) =>
        _database.WriteAsync(connection => FileTable.SetIndexed(connection, read, Now), cancellation);

    public Task ReopenPageAsync(long pageId, CancellationToken cancellation) =>
        _database.WriteAsync(connection => PageTable.Reopen(connection, pageId), cancellation);

    public Task ReopenFileAsync(string fileId, CancellationToken cancellation) =>
        _database.WriteAsync(connection => FileTable.Reopen(connection, FileId.Parse(fileId)), cancellation);

    public Task ReindexFileAsync(string fileId, CancellationToken cancellation) =>
        _database.WriteAsync(connection => FileTable.Reindex(connection, FileId.Parse(fileId)), cancellation);

    /// <summary>The work of this archive, for the one process that has it open for writing.</summary>
    public SqliteWorkQueue Queue { get; }

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

    public Task AddEventAsync(PreservationEvent preservationEvent, CancellationToken cancellation) => _database.WriteAsync(
        connection =>
        {
            connection.Execute(
                "insert into event (type, at, subject, outcome, detail) values (@Type, @At, @Subject, @Outcome, @Detail) on conflict do nothing",
                new
                {
                    preservationEvent.Type,
                    At = CatalogTime.ToText(preservationEvent.At),
                    preservationEvent.Subject,
                    preservationEvent.Outcome,
                    preservationEvent.Detail,
                });
        },
        cancellation);

    public IAsyncEnumerable<(ObjectKind Kind, Sha256Digest Digest, string NamedBy)> ListObjectsAsync(CancellationToken cancellation) =>
        ObjectNames.ListAsync(PortionAsync<ObjectNames.Row>, cancellation);

    public IAsyncEnumerable<PreservationEvent> ListEventsAsync(string? subject, CancellationToken cancellation) =>
        EventRow.ListAsync(subject, PortionAsync<EventRow>, cancellation);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private Task<List<T>> PortionAsync<T>(string sql, object parameters, CancellationToken cancellation) =>
        _database.ReadAsync(connection => connection.Query<T>(sql, parameters).AsList(), cancellation);

    private DateTimeOffset Now => _time.GetUtcNow();
}
