using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Storage.Catalog.Verification;

/// <summary>The memory of verification in a catalog of either kind.</summary>
internal sealed partial class VerificationLedger(ICatalogDatabase database, TimeProvider time) : IVerificationLedger
{
    public Task EnrolAsync(CancellationToken cancellation) => Enrolment.RunAsync(database, cancellation);

    public Task<IReadOnlyList<EnrolledObject>> ListDueAsync(DateTimeOffset checkedBefore, int limit, CancellationToken cancellation) => EnrolledAsync(
        "where checked_at < @Before order by checked_at, kind, digest limit @Limit", new { Before = LedgerTime.Of(checkedBefore), Limit = limit }, cancellation);

    public Task<IReadOnlyList<EnrolledObject>> ListEnrolledAsync(ObjectKind kind, Sha256Digest? after, int limit, CancellationToken cancellation) => EnrolledAsync(
        "where kind = @Kind and digest > @After order by digest limit @Limit", new { Kind = (int)kind, After = Blob.Of(after) ?? [], Limit = limit }, cancellation);

    public Task<IReadOnlyList<EnrolledObject>> ListDamagedAsync((ObjectKind Kind, Sha256Digest Digest)? after, int limit, CancellationToken cancellation) => EnrolledAsync(
        "where outcome <> 'Intact' and (kind, digest) > (@Kind, @After) order by kind, digest limit @Limit",
        new { Kind = (int)(after?.Kind ?? ObjectKind.Master), After = Blob.Of(after?.Digest) ?? [], Limit = limit }, cancellation);

    public Task RecordAsync(IReadOnlyCollection<(ObjectKind Kind, Sha256Digest Digest, FixityOutcome Outcome)> checks, CancellationToken cancellation)
    {
        var now = Now;
        return database.ExecuteAsync(
            """
            insert into fixity (kind, digest, checked_at, outcome) values (@Kind, @Digest, @At, @Outcome)
            on conflict (kind, digest) do update set checked_at = excluded.checked_at, outcome = excluded.outcome
            """,
            checks.Select(check => new { Kind = (int)check.Kind, Digest = Blob.Of(check.Digest), At = now, Outcome = check.Outcome.ToString() }), cancellation);
    }

    public Task ForgetAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation) =>
        ExecuteAsync("delete from fixity where kind = @Kind and digest = @Digest", new { Kind = (int)kind, Digest = Blob.Of(digest) }, cancellation);

    public async Task<VerificationRun?> FindRunAsync(CancellationToken cancellation) =>
        (await database.ListAsync<RunRow>(RunRow.Newest, new { }, cancellation)).FirstOrDefault()?.ToRecord();

    public async Task<VerificationRun> BeginRunAsync(CancellationToken cancellation)
    {
        // Told twice, as after a lost answer, it leaves an older run that nobody goes on with.
        await ExecuteAsync("insert into verify_run (started_at, stage) values (@At, @Stage)", new { At = Now, Stage = nameof(VerificationStage.Masters) }, cancellation);
        return (await FindRunAsync(cancellation))!;
    }

    public Task SaveRunAsync(VerificationRun run, CancellationToken cancellation) => ExecuteAsync(
        """
        update verify_run set ended_at = @EndedAt, stage = @Stage, position = @Position, objects = @Objects, bytes = @Bytes, files = @Files, index_entries = @IndexEntries
        where id = @Id
        """,
        new
        {
            run.Id,
            EndedAt = run.EndedAt is { } ended ? LedgerTime.Of(ended) : (long?)null,
            Stage = run.Stage.ToString(),
            run.Position,
            run.Objects,
            run.Bytes,
            run.Files,
            run.IndexEntries,
        },
        cancellation);

    public Task AddFindingAsync(VerifyFinding finding, CancellationToken cancellation) => ExecuteAsync(
        """
        insert into finding (kind, subject, detail, object_kind, digest, file_id, found_at)
        select @Kind, @Subject, @Detail, @ObjectKind, @Digest, @FileId, @At
        where not exists (select 1 from finding where kind = @Kind and subject = @Subject and detail = @Detail)
        """,
        new
        {
            Kind = finding.Kind.ToString(),
            finding.Subject,
            finding.Detail,
            ObjectKind = (int?)finding.Object?.Kind,
            Digest = Blob.Of(finding.Object?.Digest),
            finding.FileId,
            At = Now,
        },
        cancellation);

    public async Task<IReadOnlyList<VerifyFinding>> ListFindingsAsync(long after, int limit, CancellationToken cancellation) =>
        (await database.ListAsync<FindingRow>(FindingRow.After, new { After = after, Limit = limit }, cancellation)).ConvertAll(row => row.ToRecord());

    public Task RemoveFindingsAsync(FindingKind kind, string? fileId, CancellationToken cancellation) => ExecuteAsync(
        $"delete from finding where kind = @Kind{(fileId is null ? "" : " and file_id = @FileId")}", new { Kind = kind.ToString(), FileId = fileId }, cancellation);

    public Task RemoveFindingAsync(long id, CancellationToken cancellation) => ExecuteAsync("delete from finding where id = @Id", new { Id = id }, cancellation);

    private async Task<IReadOnlyList<EnrolledObject>> EnrolledAsync(string condition, object parameters, CancellationToken cancellation) =>
        (await database.ListAsync<EnrolledRow>(EnrolledRow.Select + condition, parameters, cancellation)).ConvertAll(row => row.ToRecord());

    private Task ExecuteAsync(string sql, object parameters, CancellationToken cancellation) => database.ExecuteAsync(sql, [parameters], cancellation);

    private long Now => LedgerTime.Of(time.GetUtcNow());
}
