using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Search.Text;

namespace Archive.Storage.Search.Fts5;

/// <summary>A page cut into what the tables take: all that can be done before the database is needed.</summary>
/// <param name="Layout">Words and boxes, as <see cref="WordBlob"/>.</param>
/// <param name="Words">Tokens in reading order, apart by blanks.</param>
/// <param name="Pieces">Halves of divided words, the same way.</param>
internal sealed record PreparedPage(int Number, string? Case, Sha256Digest Revision, PageClass Class, byte[] Layout, string Words, string Pieces)
{
    /// <summary>What both are made of, each as often as it stands there.</summary>
    internal IEnumerable<string> Terms => Words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Concat(Pieces.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    internal static PreparedPage Of(IndexedPage page)
    {
        var words = PageWord.Of(page.Text);
        var tokens = PageTokens.Of(words);
        return new(page.PageNumber, page.Case?.ToString(), page.Revision, PageClass.Of(page), WordBlob.Write(words), Joined(tokens.Words), Joined(tokens.Pieces));
    }

    private static string Joined(IReadOnlyList<PageToken> tokens) => string.Join(' ', tokens.Select(token => token.Text));
}

/// <summary>A personal file ready to be entered.</summary>
internal sealed record PreparedFile(string Id, IReadOnlyList<PreparedPage> Pages)
{
    /// <exception cref="ArgumentException">A page belongs to another file, or a page number comes twice.</exception>
    internal static PreparedFile Of(string fileId, IReadOnlyList<IndexedPage> pages)
    {
        if (pages.FirstOrDefault(page => page.FileId != fileId) is { } stray)
        {
            throw new ArgumentException($"Page {stray.PageNumber} belongs to file {stray.FileId}, not {fileId}.", nameof(pages));
        }
        if (pages.DistinctBy(page => page.PageNumber).Count() < pages.Count) throw new ArgumentException("A page number comes twice.", nameof(pages));
        return new(fileId, [.. pages.Select(PreparedPage.Of)]);
    }
}
