using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Storage.Catalog.Verification;

/// <summary>An object of the list as read from the catalog.</summary>
internal sealed class EnrolledRow
{
    internal const string Select = "select kind as Kind, digest as Digest, checked_at as CheckedAt, outcome as Outcome from fixity ";

    public int Kind { get; init; }

    public byte[] Digest { get; init; } = [];

    public long CheckedAt { get; init; }

    public string? Outcome { get; init; }

    internal EnrolledObject ToRecord() => new(
        (ObjectKind)Kind, Sha256Digest.FromBytes(Digest), LedgerTime.Read(CheckedAt), Outcome is null ? null : Enum.Parse<FixityOutcome>(Outcome));
}

/// <summary>A run as read from the catalog.</summary>
internal sealed class RunRow
{
    internal const string Newest =
        """
        select id as Id, started_at as StartedAt, ended_at as EndedAt, stage as Stage, position as Position,
               objects as Objects, bytes as Bytes, files as Files, index_entries as IndexEntries
        from verify_run order by id desc limit 1
        """;

    public long Id { get; init; }

    public long StartedAt { get; init; }

    public long? EndedAt { get; init; }

    public string Stage { get; init; } = "";

    public string? Position { get; init; }

    public long Objects { get; init; }

    public long Bytes { get; init; }

    public long Files { get; init; }

    public long IndexEntries { get; init; }

    internal VerificationRun ToRecord() => new(
        Id, DateTimeOffset.FromUnixTimeMilliseconds(StartedAt), EndedAt is { } ended ? DateTimeOffset.FromUnixTimeMilliseconds(ended) : null,
        Enum.Parse<VerificationStage>(Stage), Position, Objects, Bytes, Files, IndexEntries);
}

/// <summary>A finding as read from the catalog.</summary>
internal sealed class FindingRow
{
    internal const string After =
        """
        select id as Id, kind as Kind, subject as Subject, detail as Detail, object_kind as ObjectKind, digest as Digest, file_id as FileId
        from finding where id > @After order by id limit @Limit
        """;

    public long Id { get; init; }

    public string Kind { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Detail { get; init; } = "";

    public int? ObjectKind { get; init; }

    public byte[]? Digest { get; init; }

    public string? FileId { get; init; }

    internal VerifyFinding ToRecord() => new(Enum.Parse<FindingKind>(Kind), Subject, Detail)
    {
        Id = Id,
        FileId = FileId,
        Object = ObjectKind is { } kind ? ((Domain.ObjectKind)kind, Sha256Digest.FromBytes(Digest)) : null,
    };
}

/// <summary>The row that names an object, as read from the catalog.</summary>
internal sealed class OwnerRow
{
    public string? Path { get; init; }

    public long FileId { get; init; }

    public int Number { get; init; }

    public string What { get; init; } = "";

    public string State { get; init; } = "";

    internal ObjectOwner ToRecord() => What switch
    {
        "source" => new($"source {Path}", null, IsWanted: true),
        "PDF" => new($"{Catalog.FileId.Format(FileId)} PDF", Catalog.FileId.Format(FileId), IsWanted: true),
        _ => new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Catalog.FileId.Format(FileId)} page {Number} {What}"), null, State == nameof(PageState.Finished)),
    };
}

/// <summary>Times of the ledger: milliseconds since 1970 in UTC, 0 for never, so that both catalogs share the queries and "never" sorts first.</summary>
internal static class LedgerTime
{
    internal static DateTimeOffset? Read(long stored) => stored == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(stored);

    internal static long Of(DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
