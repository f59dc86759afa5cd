using Archive.Domain.Access;

namespace Archive.Domain.Ports;

/// <summary>A source that was stored and is to be entered with its pages.</summary>
public sealed record ReceivedSource(int Ordinal, string Path, StoredObject Master, MasterFormat Format, int PageCount)
{
    /// <summary>Whether the same bytes in another batch of an operator that is not put aside make it a duplicate too.</summary>
    public bool IsOnce { get; init; }
}

/// <summary>What finishing a page records.</summary>
public sealed record FinishedPage(long PageId, PageResult Result, PageImageRecord? Image, Sha256Digest? Alto, Sha256Digest? Text, Sha256Digest Recipe);

/// <summary>Pages by what is wrong with them; a reason that no page has is left out.</summary>
/// <param name="NeedingOperator">Finished pages that a person has to look at.</param>
/// <param name="Rejected">Finished pages whose image could not be decoded.</param>
/// <param name="Failed">Pages, finished or not, on which a page worker crashed, hung or took too much memory at least once, by the last such failure.</param>
public sealed record ProblemCounts(
    IReadOnlyDictionary<PageProblem, long> NeedingOperator, IReadOnlyDictionary<PageProblem, long> Rejected, IReadOnlyDictionary<PageProblem, long> Failed);

/// <summary>
/// The truth about batches, files, pages and masters. Every method is one durable transaction; every method can be repeated after a crash
/// without doubling anything. Objects are stored before the row that names them.
/// </summary>
public interface ICatalog : IAsyncDisposable
{
    Task<BatchRecord> CreateBatchAsync(string name, Sha256Digest sourceKey, CancellationToken cancellation);

    /// <summary>The newest batch with this source key, or null.</summary>
    Task<BatchRecord?> FindBatchAsync(Sha256Digest sourceKey, CancellationToken cancellation);

    Task<BatchRecord?> GetBatchAsync(long batchId, CancellationToken cancellation);

    /// <summary>All batches, newest first.</summary>
    Task<IReadOnlyList<BatchRecord>> ListBatchesAsync(CancellationToken cancellation);

    Task SetBatchStateAsync(long batchId, BatchState state, CancellationToken cancellation);

    /// <summary>The personal file at this place of the batch; made if it is not there yet.</summary>
    Task<FileRecord> EnsureFileAsync(long batchId, int ordinal, string name, CaseNumber? caseNumber, CancellationToken cancellation);

    /// <summary>
    /// Enters a stored source and its pages (numbered after those the file has) in one transaction, unless the same path was entered before
    /// or the same bytes were received in this batch under another path, or in another batch where it is to be once in the archive: then it is entered as
    /// Duplicate, without pages.
    /// </summary>
    Task<SourceRecord> AddSourceAsync(long batchId, string fileId, ReceivedSource source, CancellationToken cancellation);

    Task<SourceRecord> RejectSourceAsync(long batchId, int ordinal, string path, Sha256Digest? digest, string reason, CancellationToken cancellation);

    Task<IReadOnlyList<SourceRecord>> ListSourcesAsync(long batchId, CancellationToken cancellation);

    /// <summary>The next files that have at least one page, by id.</summary>
    Task<IReadOnlyList<FileRecord>> ListFilesAsync(FileListing listing, CancellationToken cancellation);

    Task<FileRecord?> GetFileAsync(string fileId, CancellationToken cancellation);

    /// <summary>Several files in one look, by their ids; those that there are not are left out.</summary>
    Task<IReadOnlyDictionary<string, FileRecord>> GetFilesAsync(IReadOnlyCollection<string> fileIds, CancellationToken cancellation);

    /// <summary>
    /// Says which case a file is of and who may see it, over what was read. The index learns it when the file is indexed anew, which this call does not
    /// wait for: whoever narrows access takes the file out of the index before.
    /// </summary>
    /// <param name="read">The file as it was when the change was decided on.</param>
    /// <returns>False where somebody changed its case or access meanwhile, or there is no such file: nothing was written.</returns>
    /// <exception cref="ArgumentException">See <see cref="AccessConditions.Validated"/>.</exception>
    Task<bool> SetAccessAsync(FileRecord read, CaseNumber? number, AccessConditions access, CancellationToken cancellation);

    /// <summary>Pages of a file by number.</summary>
    Task<IReadOnlyList<PageRecord>> ListPagesAsync(string fileId, CancellationToken cancellation);

    /// <summary>A page of a file by its number; null where there is none.</summary>
    Task<PageRecord?> GetPageAsync(string fileId, int number, CancellationToken cancellation);

    /// <summary>Takes the next page of the batch that is not finished and not in work, counts the attempt, and marks it in work; null when there is none.</summary>
    Task<PageRecord?> ClaimPageAsync(long batchId, CancellationToken cancellation);

    /// <summary>Puts pages left in work by a process that died back to Received. Only the sole owner of the catalog may call it.</summary>
    Task<int> ReleaseAbandonedPagesAsync(CancellationToken cancellation);

    /// <summary>Counts a crash, hang or memory overrun and puts the page back to Received.</summary>
    Task<PageRecord> FailPageAsync(long pageId, PageProblem problem, CancellationToken cancellation);

    /// <summary>Puts a page back to Received whose worker was ended from outside: the attempt stays counted, but not as a failure of the page.</summary>
    Task<PageRecord> InterruptPageAsync(long pageId, CancellationToken cancellation);

    Task FinishPageAsync(FinishedPage page, CancellationToken cancellation);

    /// <summary>A finished page with the same master page and recipe, whose derivatives may be used again; null where there is none.</summary>
    /// <param name="turn">The turn that a person chose for the page; null for the one that is found.</param>
    Task<PageRecord?> FindFinishedTwinAsync(Sha256Digest master, int pageIndex, Sha256Digest recipe, int? turn, CancellationToken cancellation);

    Task<(int Finished, int Total)> CountPagesAsync(long batchId, CancellationToken cancellation);

    /// <summary>What is wrong with pages, over all batches, by reason; costs the same however many pages are well.</summary>
    Task<ProblemCounts> CountProblemsAsync(CancellationToken cancellation);

    Task SetAssembledAsync(string fileId, StoredObject pdf, CancellationToken cancellation);

    /// <summary>Says that a file is in the index with the case and the access that it had when it was read.</summary>
    /// <returns>False where either was changed meanwhile: the file is to be indexed anew.</returns>
    Task<bool> SetIndexedAsync(FileRecord read, CancellationToken cancellation);

    /// <summary>
    /// Puts a finished page back into the queue because a derivative of it was lost: its attempts are forgotten, its file no longer counts as
    /// assembled and indexed, its batch no longer as complete. A page that is not finished stays as it is.
    /// </summary>
    Task ReopenPageAsync(long pageId, CancellationToken cancellation);

    /// <summary>A file's PDF was lost: the file no longer counts as assembled, its batch no longer as complete.</summary>
    Task ReopenFileAsync(string fileId, CancellationToken cancellation);

    /// <summary>
    /// Forgets that a file is in the index, so that whoever has the index enters it anew; its batch no longer counts as complete. A file that is not in
    /// the index stays as it is.
    /// </summary>
    Task ReindexFileAsync(string fileId, CancellationToken cancellation);

    /// <summary>What verification has looked at, and what it found.</summary>
    IVerificationLedger Verification { get; }

    /// <summary>Who did what.</summary>
    IAuditLedger Audit { get; }

    /// <summary>Batches as operators feed and review them.</summary>
    ICaptureStore Captures { get; }

    IOperationHistory Operations { get; }

    IJobBoard Jobs { get; }

    /// <summary>Answers to requests that may be told again.</summary>
    IAnswerLog Answers { get; }

    /// <summary>Who may log in, and what they may see.</summary>
    IAccountStore Accounts { get; }

    /// <summary>Who is logged in.</summary>
    ISessionStore Sessions { get; }

    /// <summary>Keys of other systems.</summary>
    IApiKeyStore ApiKeys { get; }

    /// <summary>What the nodes of the service protect cookies with.</summary>
    IKeyRing KeyRing { get; }

    Task AddEventAsync(PreservationEvent preservationEvent, CancellationToken cancellation);

    /// <summary>Preservation events of one subject (of all where null), in the order in which they were told.</summary>
    IAsyncEnumerable<PreservationEvent> ListEventsAsync(string? subject, CancellationToken cancellation);

    /// <summary>Every master and derivative that rows name, for fixity checks.</summary>
    IAsyncEnumerable<(ObjectKind Kind, Sha256Digest Digest, string NamedBy)> ListObjectsAsync(CancellationToken cancellation);
}
