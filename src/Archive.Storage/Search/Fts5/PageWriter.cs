using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Search.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>Puts pages into the index and takes them out; to be called inside a transaction.</summary>
internal static class PageWriter
{
    internal static void Replace(SqliteConnection connection, string fileId, IReadOnlyList<IndexedPage> pages)
    {
        var present = Present(connection, fileId);
        var terms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            present.Remove(page.PageNumber, out var old);
            if (old is null || !old.IsOf(page)) Put(connection, page, terms);
        }
        foreach (var gone in present.Values) Remove(connection, gone.Id);
        Vocabulary.Add(connection, terms);
    }

    internal static void RemoveFile(SqliteConnection connection, string fileId)
    {
        foreach (var page in Present(connection, fileId).Values) Remove(connection, page.Id);
    }

    private static Dictionary<int, Row> Present(SqliteConnection connection, string fileId) => connection
        .Query<Row>("select id as Id, number as Number, case_number as CaseNumber, revision as Revision from page where file_id = @FileId", new { FileId = fileId })
        .ToDictionary(row => row.Number);

    private static void Put(SqliteConnection connection, IndexedPage page, HashSet<string> terms)
    {
        var words = PageWord.Of(page.Text);
        var tokens = PageTokens.Of(words);
        var id = connection.ExecuteScalar<long>(
            """
            insert into page (file_id, number, case_number, revision) values (@FileId, @Number, @Case, @Revision)
            on conflict (file_id, number) do update set case_number = excluded.case_number, revision = excluded.revision
            returning id
            """,
            new { page.FileId, Number = page.PageNumber, Case = page.Case?.ToString(), Revision = Convert.FromHexString(page.Revision.Hex) });
        connection.Execute("insert or replace into page_words (page_id, words) values (@Id, @Words)", new { Id = id, Words = WordBlob.Write(words) });
        connection.Execute(
            "insert or replace into page_text (rowid, words, pieces) values (@Id, @Words, @Pieces)",
            new { Id = id, Words = Joined(tokens.Words), Pieces = Joined(tokens.Pieces) });
        terms.UnionWith(tokens.Words.Concat(tokens.Pieces).Select(token => token.Text));
    }

    private static void Remove(SqliteConnection connection, long id)
    {
        connection.Execute("delete from page_text where rowid = @Id", new { Id = id });
        connection.Execute("delete from page_words where page_id = @Id", new { Id = id });
        connection.Execute("delete from page where id = @Id", new { Id = id });
    }

    private static string Joined(IReadOnlyList<PageToken> tokens) => string.Join(' ', tokens.Select(token => token.Text));

    private sealed class Row
    {
        public long Id { get; init; }

        public int Number { get; init; }

        public string? CaseNumber { get; init; }

        public byte[] Revision { get; init; } = [];

        internal bool IsOf(IndexedPage page) => Sha256Digest.FromBytes(Revision) == page.Revision && CaseNumber == page.Case?.ToString();
    }
}
