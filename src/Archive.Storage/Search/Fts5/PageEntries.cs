using Archive.Domain;
using Archive.Domain.Ports;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>What the index holds, read for comparison with the catalog.</summary>
internal static class PageEntries
{
    /// <summary>Whether a page can be found and shown.</summary>
    internal const string IsWhole =
        "exists (select 1 from page_text_docsize where page_text_docsize.id = page.id) and exists (select 1 from page_words where page_id = page.id)"
        + " and exists (select 1 from classed_page where page_id = page.id)";

    /// <summary>The next pages by file and number. Their ids go last: where the file's constraint was lost, a page may be there twice.</summary>
    internal static List<Row> After(SqliteConnection connection, Row? last, int limit) => connection.Query<Row>(
        $"""
        select id as Id, file_id as FileId, number as Number, revision as Revision from page
        where (file_id, number, id) > (@FileId, @Number, @Id) and {IsWhole}
        order by file_id, number, id limit @Limit
        """,
        new { FileId = last?.FileId ?? "", Number = last?.Number ?? 0, Id = last?.Id ?? 0, Limit = limit }).AsList();

    internal static IReadOnlyList<IndexEntry> OfFile(SqliteConnection connection, string fileId) => connection.Query<Row>(
        $"select id as Id, file_id as FileId, number as Number, revision as Revision from page where file_id = @FileId and {IsWhole} order by number, id",
        new { FileId = fileId }).Select(row => row.ToEntry()).ToList();

    /// <summary>Texts that no page names: they count in totals, and no hit can be shown for them.</summary>
    internal static IReadOnlyList<int> Strays(SqliteConnection connection, int limit) => connection.Query<int>(
        "select id from page_text_docsize where not exists (select 1 from page where page.id = page_text_docsize.id) order by id limit @Limit", new { Limit = limit }).AsList();

    internal sealed class Row
    {
        public long Id { get; init; }

        public string FileId { get; init; } = "";

        public int Number { get; init; }

        public byte[] Revision { get; init; } = [];

        internal IndexEntry ToEntry() => new(FileId, Number, Sha256Digest.FromBytes(Revision));
    }
}
