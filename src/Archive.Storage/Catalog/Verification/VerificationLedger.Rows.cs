using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Storage.Catalog.Verification;

/// <summary>Which rows have to do with an object; by the indexes of digests.</summary>
internal sealed partial class VerificationLedger
{
    private const string DerivativeOwners =
        """
        select file_id as FileId, number as Number, 'image' as What, state as State from page where image_digest = @Digest
        union all select file_id, number, 'ALTO', state from page where alto_digest = @Digest
        union all select file_id, number, 'text', state from page where text_digest = @Digest
        union all select id, 0, 'PDF', '' from file where pdf_digest = @Digest
        """;

    public async Task<ObjectOwner?> FindOwnerAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation)
    {
        var of = new { Digest = Blob.Of(digest) };
        var rows = kind == ObjectKind.Master
            ? await database.ListAsync<OwnerRow>("select path as Path, 'source' as What from source where digest = @Digest and disposition = 'Received' limit 1", of, cancellation)
            : await database.ListAsync<OwnerRow>(DerivativeOwners, of, cancellation);
        var owners = rows.ConvertAll(row => row.ToRecord());
        return owners.Find(owner => owner.IsWanted) ?? owners.FirstOrDefault();
    }

    public async Task<IReadOnlyList<long>> ListPagesOfAsync(Sha256Digest derivative, CancellationToken cancellation) => await database.ListAsync<long>(
        """
        select id from page where image_digest = @Digest and state = 'Finished'
        union select id from page where alto_digest = @Digest and state = 'Finished'
        union select id from page where text_digest = @Digest and state = 'Finished' order by id
        """,
        new { Digest = Blob.Of(derivative) }, cancellation);

    public async Task<IReadOnlyList<long>> ListGivenUpPagesAsync(Sha256Digest master, CancellationToken cancellation) => await database.ListAsync<long>(
        """
        select page.id from page join source on source.id = page.source_id
        where source.digest = @Digest and page.state = 'Finished' and page.problem in ('Crashed', 'TimedOut', 'OutOfMemory') order by page.id
        """,
        new { Digest = Blob.Of(master) }, cancellation);

    public async Task<IReadOnlyList<string>> ListFilesOfAsync(Sha256Digest pdf, CancellationToken cancellation) =>
        (await database.ListAsync<long>("select id from file where pdf_digest = @Digest order by id", new { Digest = Blob.Of(pdf) }, cancellation)).ConvertAll(FileId.Format);

    public async Task<IReadOnlyList<string>> ListPathsOfAsync(Sha256Digest master, CancellationToken cancellation) => await database.ListAsync<string>(
        "select path from source where digest = @Digest and disposition <> 'Rejected' order by id", new { Digest = Blob.Of(master) }, cancellation);

    public async Task<SoundnessSummary> SummarizeAsync(CancellationToken cancellation)
    {
        var counts = (await database.ListAsync<Counts>(
            """
            select (select count(*) from fixity) as Objects, (select count(*) from fixity where checked_at = 0) as NeverChecked,
                   (select min(checked_at) from fixity where checked_at > 0) as OldestCheck,
                   (select count(*) from fixity where outcome <> 'Intact') as NotIntact, (select count(*) from finding) as Findings
            """,
            new { }, cancellation))[0];
        return new(counts.Objects, counts.NeverChecked, LedgerTime.Read(counts.OldestCheck ?? 0), counts.NotIntact, counts.Findings, await FindRunAsync(cancellation));
    }

    private sealed class Counts
    {
        public long Objects { get; init; }

        public long NeverChecked { get; init; }

        public long? OldestCheck { get; init; }

        public long NotIntact { get; init; }

        public long Findings { get; init; }
    }
}
