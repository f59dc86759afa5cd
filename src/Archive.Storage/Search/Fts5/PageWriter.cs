using Archive.Domain;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>Puts pages into the index and takes them out; to be called inside a transaction.</summary>
internal static class PageWriter
{
    internal static void Replace(SqliteConnection connection, PreparedFile file) =>
        Vocabulary.Add(connection, Put(connection, file).SelectMany(page => page.Terms).Distinct(StringComparer.Ordinal));

    /// <returns>The pages that were not there as they are; the vocabulary has to have their words.</returns>
    internal static List<PreparedPage> Put(SqliteConnection connection, PreparedFile file)
    {
        var rows = Present(connection, file.Id);
        var present = rows.DistinctBy(row => row.Number).ToDictionary(row => row.Number);
        foreach (var doubled in rows.Except(present.Values)) Remove(connection, doubled.Id);
        var entered = new List<PreparedPage>();
        using var statements = new Statements(connection);
        foreach (var page in file.Pages)
        {
            present.Remove(page.Number, out var old);
            if (old is not null && old.IsOf(page)) continue;
            statements.Put(file.Id, page);
            entered.Add(page);
        }

        foreach (var gone in present.Values) Remove(connection, gone.Id);
        return entered;
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

    private static void Remove(SqliteConnection connection, long id)
    {
        connection.Execute("delete from page_text where rowid = @Id", new { Id = id });
        connection.Execute("delete from page_words where page_id = @Id", new { Id = id });
        connection.Execute("delete from classed_page where page_id = @Id", new { Id = id });
        connection.Execute("delete from page where id = @Id", new { Id = id });
    }

    /// <summary>The statements that enter a page, prepared once for a whole file.</summary>
    private sealed class Statements(SqliteConnection connection) : IDisposable
    {
        private readonly SqliteCommand _page = Vocabulary.Prepare(
            connection,
            """
            insert into page (file_id, number, case_number, revision) values ($file, $number, $case, $revision)
            on conflict (file_id, number) do update set case_number = excluded.case_number, revision = excluded.revision
            returning id
            """,
            "$file", "$number", "$case", "$revision");

        private readonly SqliteCommand _class = Vocabulary.Prepare(connection, "insert or replace into classed_page (page_id, class_id) values ($id, $class)", "$id", "$class");

        private readonly Dictionary<PageClass, long> _classes = [];

        private readonly SqliteCommand _words = Vocabulary.Prepare(connection, "insert or replace into page_words (page_id, words) values ($id, $words)", "$id", "$words");

        private readonly SqliteCommand _text = Vocabulary.Prepare(
            connection, "insert or replace into page_text (rowid, words, pieces) values ($id, $words, $pieces)", "$id", "$words", "$pieces");

        internal void Put(string fileId, PreparedPage page)
        {
            var id = Run(_page, fileId, page.Number, (object?)page.Case ?? DBNull.Value, Convert.FromHexString(page.Revision.Hex))!;
            if (!_classes.TryGetValue(page.Class, out var known)) _classes.Add(page.Class, known = page.Class.Ensure(connection));
            Run(_class, id, known);
            Run(_words, id, page.Layout);
            Run(_text, id, page.Words, page.Pieces);
        }

        public void Dispose()
        {
            _page.Dispose();
            _class.Dispose();
            _words.Dispose();
            _text.Dispose();
        }

        private static object? Run(SqliteCommand command, params ReadOnlySpan<object> values)
        {
            for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
            return command.ExecuteScalar();
        }
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public int Number { get; init; }

        public string? CaseNumber { get; init; }

        public byte[]? Revision { get; init; }

        internal bool IsOf(PreparedPage page) => Revision is not null && Sha256Digest.FromBytes(Revision) == page.Revision && CaseNumber == page.Case;
    }
}
