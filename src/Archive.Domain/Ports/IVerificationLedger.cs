namespace Archive.Domain.Ports;

/// <summary>An object on the list of those to check.</summary>
/// <param name="CheckedAt">When it was last read back; null before the first time.</param>
/// <param name="Outcome">What that gave; null before the first time.</param>
public sealed record EnrolledObject(ObjectKind Kind, Sha256Digest Digest, DateTimeOffset? CheckedAt, FixityOutcome? Outcome);

/// <summary>A row that names an object.</summary>
/// <param name="Name">For people: which page's image, which file's PDF, which source.</param>
/// <param name="PdfOf">The file whose PDF it is; null for other objects.</param>
/// <param name="IsWanted">False where the page is being worked anew: the object may be there and need not.</param>
public sealed record ObjectOwner(string Name, string? PdfOf, bool IsWanted);

/// <summary>How far a verification has come.</summary>
public enum VerificationStage
{
    /// <summary>Masters that are there against masters that rows name.</summary>
    Masters,

    /// <summary>The same for derivatives.</summary>
    Derivatives,

    /// <summary>Pages of the index against pages of the catalog.</summary>
    Index,

    /// <summary>Objects are read back, those first whose last check is longest ago.</summary>
    Fixity,
}

/// <summary>A verification, as long as it takes: interrupted, it is gone on with.</summary>
/// <param name="EndedAt">Null while it is to be gone on with.</param>
/// <param name="Position">The last file that was compared in the stage; null before the first.</param>
/// <param name="Objects">Objects read back so far.</param>
/// <param name="Bytes">Bytes read back so far.</param>
public sealed record VerificationRun(
    long Id, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, VerificationStage Stage, string? Position, long Objects, long Bytes, long Files, long IndexEntries);

/// <summary>What is known of the archive's soundness without looking.</summary>
/// <param name="NeverChecked">Objects that were not read back yet.</param>
/// <param name="OldestCheck">The check that is longest ago; null where none was made.</param>
/// <param name="NotIntact">Objects that were missing or changed when last checked.</param>
/// <param name="Findings">Other findings that stand.</param>
public sealed record SoundnessSummary(long Objects, long NeverChecked, DateTimeOffset? OldestCheck, long NotIntact, long Findings, VerificationRun? LastRun);

/// <summary>
/// The memory of verification: every object with the time and outcome of its last check, the run in hand, and the findings that stand. Lists are read
/// in portions, so that a million pages take no more memory than a hundred.
/// </summary>
public interface IVerificationLedger
{
    /// <summary>Puts every object that a row names on the list of those to check.</summary>
    Task EnrolAsync(CancellationToken cancellation);

    /// <summary>Objects last checked before a moment, or never, those first whose last check is longest ago.</summary>
    Task<IReadOnlyList<EnrolledObject>> ListDueAsync(DateTimeOffset checkedBefore, int limit, CancellationToken cancellation);

    /// <summary>Objects of a kind by ascending digest, those that come after one.</summary>
    Task<IReadOnlyList<EnrolledObject>> ListEnrolledAsync(ObjectKind kind, Sha256Digest? after, int limit, CancellationToken cancellation);

    /// <summary>Objects that were missing or changed when last checked, by kind and digest, those that come after one.</summary>
    Task<IReadOnlyList<EnrolledObject>> ListDamagedAsync((ObjectKind Kind, Sha256Digest Digest)? after, int limit, CancellationToken cancellation);

    /// <summary>The row that names an object, one that wants it first; null where none does.</summary>
    Task<ObjectOwner?> FindOwnerAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation);

    /// <summary>Remembers what checks gave, with the present time.</summary>
    Task RecordAsync(IReadOnlyCollection<(ObjectKind Kind, Sha256Digest Digest, FixityOutcome Outcome)> checks, CancellationToken cancellation);

    /// <summary>Takes an object that no row names any more off the list.</summary>
    Task ForgetAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation);

    /// <summary>The newest run; null before the first.</summary>
    Task<VerificationRun?> FindRunAsync(CancellationToken cancellation);

    Task<VerificationRun> BeginRunAsync(CancellationToken cancellation);

    /// <summary>Writes down how far a run has come.</summary>
    Task SaveRunAsync(VerificationRun run, CancellationToken cancellation);

    /// <summary>Enters a finding; one with the same kind, subject and detail is entered once.</summary>
    Task AddFindingAsync(VerifyFinding finding, CancellationToken cancellation);

    /// <summary>Findings by number, those that come after one.</summary>
    Task<IReadOnlyList<VerifyFinding>> ListFindingsAsync(long after, int limit, CancellationToken cancellation);

    /// <summary>Removes findings of a kind: all, or those about one file.</summary>
    Task RemoveFindingsAsync(FindingKind kind, string? fileId, CancellationToken cancellation);

    Task RemoveFindingAsync(long id, CancellationToken cancellation);

    /// <summary>Finished pages that have an object for a derivative.</summary>
    Task<IReadOnlyList<long>> ListPagesOfAsync(Sha256Digest derivative, CancellationToken cancellation);

    /// <summary>Finished pages that came from a master and ended as a problem of the machine, not of the page.</summary>
    Task<IReadOnlyList<long>> ListGivenUpPagesAsync(Sha256Digest master, CancellationToken cancellation);

    /// <summary>Files that have an object for their PDF.</summary>
    Task<IReadOnlyList<string>> ListFilesOfAsync(Sha256Digest pdf, CancellationToken cancellation);

    /// <summary>Paths from which a master came in.</summary>
    Task<IReadOnlyList<string>> ListPathsOfAsync(Sha256Digest master, CancellationToken cancellation);

    Task<SoundnessSummary> SummarizeAsync(CancellationToken cancellation);
}
