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
        var rows = Present(connection, fileId);
        var present = rows.DistinctBy(row => row.Number).ToDictionary(row => row.Number);
        foreach (var doubled in rows.Except(present.Values)) Remove(connection, doubled.Id);
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
        foreach (var page in Present(connection, fileId)) Remove(connection, page.Id);
        if (fileId.Length == 0) RemoveStrays(connection);
    }

    private static void RemoveStrays(SqliteConnection connection)
    {
        for (IReadOnlyList<int> strays; (strays = PageEntries.Strays(connection, limit: 1000)).Count > 0;)
        {
            foreach (var stray in strays) Remove(connection, stray);
        }
    }

    /// <summary>The rows of a file by page; of a page without its text the revision is left out, so that it counts as changed.</summary>
    private static List<Row> Present(SqliteConnection connection, string fileId) => connection.Query<Row>(
        $"""
        select id as Id, number as Number, case_number as CaseNumber, case when {PageEntries.IsWhole} then revision end as Revision
        from page where file_id = @FileId order by number, id
        """,
        new { FileId = fileId }).AsList();

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

        public byte[]? Revision { get; init; }

        internal bool IsOf(IndexedPage page) => Revision is not null && Sha256Digest.FromBytes(Revision) == page.Revision && CaseNumber == page.Case?.ToString();
    }
}
