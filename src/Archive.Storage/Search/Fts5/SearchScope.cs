using System.Text.Json;
using Archive.Domain.Ports;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>Which pages are looked at. Others are not even counted.</summary>
/// <param name="Classes">Classes of pages that may be found, as a JSON array; null for all.</param>
internal sealed record SearchScope(string? Classes, string? FileId)
{
    /// <summary>
    /// To be put after a match of page_text. The pages of a file lie near each other, and FTS5 walks a range of them; left to itself SQLite would
    /// begin the match anew for each page of the file, and BM25 would count all pages that match each time: minutes for a file of thousands.
    /// The plus keeps it from that (SQLite, "The SQLite Query Optimizer Overview", disqualifying terms by a unary plus).
    /// </summary>
    internal string Condition =>
        (Classes is null ? "" : " and (select class_id from classed_page where page_id = page_text.rowid) in (select value from json_each(@Classes))")
        + (FileId is null ? "" :
            """
             and rowid between (select min(id) from page where file_id = @FileId) and (select max(id) from page where file_id = @FileId)
             and +rowid in (select id from page where file_id = @FileId)
            """);

    internal static SearchScope Of(SqliteConnection connection, SearchQuery wanted) => Of(PageClassRow.All(connection), wanted, wanted.Filter);

    internal static SearchScope Of(IReadOnlyList<PageClassRow> classes, SearchQuery wanted, FacetFilter filter)
    {
        if (wanted.Visible.IsEverything && filter.IsEmpty) return new(null, wanted.FileId);
        return new(JsonSerializer.Serialize(classes.Where(one => one.IsSeen(wanted.Visible) && one.IsAdmitted(filter)).Select(one => one.Id)), wanted.FileId);
    }
}
