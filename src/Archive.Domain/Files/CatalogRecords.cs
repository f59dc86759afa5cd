using System.Globalization;
using System.Text.Json.Serialization;
using Archive.Domain.Access;

namespace Archive.Domain;

/// <summary>The way of a batch. Receiving: sources are still being stored. Processing: pages are worked. Complete: every file assembled and indexed.</summary>
public enum BatchState
{
    Receiving,
    Processing,
    Complete,
}

/// <summary>A batch as ingested by one command.</summary>
/// <param name="SourceKey">Digest over the command's inputs (absolute paths, case, name): the same command finds its batch again.</param>
public sealed record BatchRecord(long Id, string Name, Sha256Digest SourceKey, BatchState State, DateTimeOffset CreatedAt, DateTimeOffset? CompletedAt);

/// <summary>What was done with one input path of a batch.</summary>
public enum SourceDisposition
{
    Received,

    /// <summary>The same bytes were received before in this batch, under <see cref="SourceRecord.DuplicateOf"/>.</summary>
    Duplicate,
    Rejected,
}

/// <summary>One input of a batch, for the account of what came in.</summary>
/// <param name="Ordinal">Order of receipt in the batch, from 0.</param>
/// <param name="Path">As given or found, absolute.</param>
/// <param name="Digest">Null only where nothing could be read.</param>
public sealed record SourceRecord(
    long BatchId, int Ordinal, string Path, SourceDisposition Disposition, Sha256Digest? Digest, string? FileId, string? Reason, string? DuplicateOf)
{
    private const string Batch = "batch ";

    /// <summary>The other batch that has the same bytes; null where it is no duplicate, or one of an input of its own batch.</summary>
    [JsonIgnore]
    public long? DuplicateBatchId => Disposition == SourceDisposition.Duplicate && Reason?.StartsWith(Batch, StringComparison.Ordinal) == true ? long.Parse(Reason.AsSpan(Batch.Length), CultureInfo.InvariantCulture) : null;

    /// <summary>The reason of a duplicate of an input of another batch.</summary>
    public static string InBatch(long batchId) => string.Create(CultureInfo.InvariantCulture, $"{Batch}{batchId}");
}

/// <summary>A personal file in the catalog. The time stamps are the truthful states, each set once its step is durable.</summary>
/// <param name="Id">Stable public id, e.g. "F00000012".</param>
/// <param name="Name">Title shown to people: folder or file name, or as given.</param>
/// <param name="Pdf">The assembled PDF/A; null until assembled.</param>
/// <param name="PageCount">Pages received so far, in whatever state.</param>
public sealed record FileRecord(
    string Id, long BatchId, int Ordinal, string Name, CaseNumber? Case, StoredObject? Pdf,
    DateTimeOffset ReceivedAt, DateTimeOffset? AssembledAt, DateTimeOffset? IndexedAt, int PageCount)
{
    /// <summary>Who may see it, besides what its case decides.</summary>
    public AccessConditions Access { get; init; } = AccessConditions.Open;
}

/// <summary>A page's place in the queue.</summary>
public enum PageState
{
    Received,
    InWork,
    Finished,
}

/// <summary>A page in the catalog.</summary>
/// <param name="Number">Page number in its personal file, from 1.</param>
/// <param name="SourcePath">The input path the page came from.</param>
/// <param name="Attempts">Times a worker began on it (counted before the attempt).</param>
/// <param name="Failures">Times a worker crashed, hung or ran out of memory on it.</param>
/// <param name="Result">Null until finished.</param>
/// <param name="Image">Encoded page image as a derivative; null until finished, and for rejected pages.</param>
public sealed record PageRecord(
    long Id, string FileId, int Number, Sha256Digest Master, MasterFormat Format, int PageIndex, string SourcePath,
    PageState State, int Attempts, int Failures, PageResult? Result, PageImageRecord? Image, Sha256Digest? Alto, Sha256Digest? Text, Sha256Digest? Recipe)
{
    /// <summary>Clockwise turn of the master that a person chose: 0, 90, 180 or 270; null for the one that is found.</summary>
    public int? Turn { get; init; }
}

/// <summary>An encoded page image in the object store.</summary>
public sealed record PageImageRecord(PageImageEncoding Encoding, int Width, int Height, Sha256Digest Digest);

/// <summary>A preservation event in PREMIS terms (Data Dictionary 3.0, 2.1–2.5): type, object, outcome, detail.</summary>
public sealed record PreservationEvent(string Type, DateTimeOffset At, string Subject, string Outcome, string? Detail);
