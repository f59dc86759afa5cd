using Archive.Domain;

namespace Archive.Storage.Catalog.Sqlite;

/// <summary>A page as read from the catalog, with its source's columns.</summary>
internal sealed class PageRow
{
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
        Blob.ToDigest(AltoDigest), Blob.ToDigest(TextDigest), Blob.ToDigest(Recipe));
}
