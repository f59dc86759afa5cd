using Archive.Domain;

namespace Archive.Storage.Catalog.Rows;

/// <summary>A page as read from the catalog, with its source's columns.</summary>
internal sealed class PageRow
{
    /// <summary>Reads pages; every catalog understands it. A condition and an order follow.</summary>
    internal const string Select =
        """
        select page.id as Id, page.file_id as FileId, page.number as Number, source.digest as Master, source.format as Format,
               page.page_index as PageIndex, source.path as SourcePath, page.state as State, page.attempts as Attempts, page.failures as Failures,
               page.result as Result, page.image_encoding as ImageEncoding, page.image_width as ImageWidth, page.image_height as ImageHeight,
               page.image_digest as ImageDigest, page.alto_digest as AltoDigest, page.text_digest as TextDigest, page.recipe as Recipe, page.turn as Turn
        from page join source on source.id = page.source_id
        """ + "\n";

    internal const string OfFile = Select + "where page.file_id = @Id order by page.number";

    internal const string OfBatch = Select + "where page.batch_id = @BatchId";

    internal const string AtPlace = Select + "where page.file_id = @Id and page.number = @Number";

    internal const string ById = Select + "where page.id = @Id";

    /// <summary>Pages that a crash, hang or memory overrun left without text are passed over: another attempt may fare better.</summary>
    internal const string Twin = Select +
        """
        where source.digest = @Master and source.disposition = 'Received' and page.page_index = @PageIndex and page.recipe = @Recipe and page.turn is not distinct from @Turn
          and page.state = 'Finished' and page.problem not in ('TimedOut', 'Crashed', 'OutOfMemory')
        order by page.id limit 1
        """;

    public long Id { get; init; }

    public long FileId { get; init; }

    public int Number { get; init; }

    public byte[] Master { get; init; } = [];

    public string Format { get; init; } = "";

    public int PageIndex { get; init; }

    public string SourcePath { get; init; } = "";

    public string State { get; init; } = "";

    public int Attempts { get; init; }

    public int Failures { get; init; }

    public string? Result { get; init; }

    public int? Turn { get; init; }

    public string? ImageEncoding { get; init; }

    public int ImageWidth { get; init; }

    public int ImageHeight { get; init; }

    public byte[]? ImageDigest { get; init; }

    public byte[]? AltoDigest { get; init; }

    public byte[]? TextDigest { get; init; }

    public byte[]? Recipe { get; init; }

    internal PageRecord ToRecord() => new(
        Id, Catalog.FileId.Format(FileId), Number, Sha256Digest.FromBytes(Master), Enum.Parse<MasterFormat>(Format), PageIndex, SourcePath,
        Enum.Parse<PageState>(State), Attempts, Failures,
        Result is null ? null : PageResultJson.Read(Result),
        ImageDigest is null || ImageEncoding is null
            ? null
            : new PageImageRecord(Enum.Parse<PageImageEncoding>(ImageEncoding), ImageWidth, ImageHeight, Sha256Digest.FromBytes(ImageDigest)),
        Blob.ToDigest(AltoDigest), Blob.ToDigest(TextDigest), Blob.ToDigest(Recipe))
    {
        Turn = Turn,
    };
}
