using System.Globalization;
using System.Runtime.CompilerServices;
using Archive.Domain;

namespace Archive.Storage.Catalog;

/// <summary>
/// Which objects the rows name. Read in portions: a fixity check of everything takes hours, and one open read of that length would
/// keep the database from clearing up behind it. Every catalog understands the queries.
/// </summary>
internal static class ObjectNames
{
    private const int Portion = 500;

    private const string Masters =
        "select id as Id, path as Owner, 0 as Number, digest as First from source where id > @After and disposition = 'Received' order by id limit @Portion";

    private const string Pdfs =
        "select id as Id, name as Owner, 0 as Number, pdf_digest as First from file where id > @After and pdf_digest is not null order by id limit @Portion";

    private const string Pages =
        """
        select id as Id, file_id as FileId, number as Number, image_digest as First, alto_digest as Second, text_digest as Third
        from page where id > @After and state = 'Finished' order by id limit @Portion
        """;

    internal static async IAsyncEnumerable<(ObjectKind Kind, Sha256Digest Digest, string NamedBy)> ListAsync(
        Func<string, object, CancellationToken, Task<List<Row>>> read, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in RowsAsync(read, Masters, cancellation)) yield return (ObjectKind.Master, Digest(row.First), $"source {row.Owner}");
        await foreach (var row in RowsAsync(read, Pages, cancellation))
        {
            var page = string.Create(CultureInfo.InvariantCulture, $"{FileId.Format(row.FileId)} page {row.Number}");
            if (row.First is not null) yield return (ObjectKind.Derivative, Digest(row.First), $"{page} image");
            if (row.Second is not null) yield return (ObjectKind.Derivative, Digest(row.Second), $"{page} ALTO");
            if (row.Third is not null) yield return (ObjectKind.Derivative, Digest(row.Third), $"{page} text");
        }
        await foreach (var row in RowsAsync(read, Pdfs, cancellation)) yield return (ObjectKind.Derivative, Digest(row.First), $"{FileId.Format(row.Id)} PDF");
    }

    private static async IAsyncEnumerable<Row> RowsAsync(
        Func<string, object, CancellationToken, Task<List<Row>>> read, string sql, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (long after = 0; ;)
        {
            var rows = await read(sql, new { After = after, Portion }, cancellation);
            foreach (var row in rows) yield return row;
            if (rows.Count < Portion) yield break;
            after = rows[^1].Id;
        }
    }

    private static Sha256Digest Digest(byte[]? blob) => Sha256Digest.FromBytes(blob);

    internal sealed class Row
    {
        public long Id { get; init; }

        public long FileId { get; init; }

        public string Owner { get; init; } = "";

        public int Number { get; init; }

        public byte[]? First { get; init; }

        public byte[]? Second { get; init; }

        public byte[]? Third { get; init; }
    }
}
