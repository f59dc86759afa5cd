using Archive.Domain;

namespace Archive.Storage.Catalog.Rows;

/// <summary>A batch as read from the catalog.</summary>
internal sealed class BatchRow
{
    /// <summary>Reads batches; every catalog understands it.</summary>
    internal const string Select =
        "select id as Id, name as Name, source_key as SourceKey, state as State, created_at as CreatedAt, completed_at as CompletedAt from batch ";

    internal const string ById = Select + "where id = @Id";

    internal const string NewestByKey = Select + "where source_key = @Key order by id desc limit 1";

    internal const string NewestFirst = Select + "order by id desc";

    public long Id { get; init; }

    public string Name { get; init; } = "";

    public byte[] SourceKey { get; init; } = [];

    public string State { get; init; } = "";

    public object? CreatedAt { get; init; }

    public object? CompletedAt { get; init; }

    internal BatchRecord ToRecord() => new(
        Id, Name, Sha256Digest.FromBytes(SourceKey), Enum.Parse<BatchState>(State), RowTime.Read(CreatedAt), RowTime.ReadOptional(CompletedAt));
}
