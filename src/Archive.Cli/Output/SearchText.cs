using System.Globalization;
using Archive.Domain.Ports;
using Spectre.Console;

namespace Archive.Cli.Output;

/// <summary>What `search` tells people: a line per page and its snippet with the hit words standing out.</summary>
internal static class SearchText
{
    private static readonly Style Hit = new(Color.Yellow, decoration: Decoration.Bold);

    internal static void Write(Terminal terminal, SearchQuery query, SearchResult result)
    {
        var console = Tables.Console(terminal);
        foreach (var hit in result.Hits)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{hit.FileId}  {hit.Case?.ToString() ?? "no case"}  page {hit.PageNumber}"));
            console.Write(Snippet(hit.Snippet, terminal.OutIsTerminal));
            console.WriteLine();
        }

        var last = query.Offset + result.Hits.Count;
        var shown = result.Hits.Count == 0 || (query.Offset == 0 && last == result.Total && result.IsTotalExact) ? "" : $", shown {query.Offset + 1} to {last}";
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(result.IsTotalExact ? "" : "at least ")}{result.Total} {(result.Total == 1 ? "page" : "pages")}{shown}"));
    }

    /// <summary>Hit words come in [brackets]; colour takes the brackets' place where there is any.</summary>
    private static Paragraph Snippet(string snippet, bool colour)
    {
        var paragraph = new Paragraph("  ");
        if (!colour) return paragraph.Append(snippet);
        foreach (var (text, isHit) in Parts(snippet)) paragraph.Append(text, isHit ? Hit : Style.Plain);
        return paragraph;
    }

    internal static IEnumerable<(string Text, bool IsHit)> Parts(string snippet)
    {
        var isHit = false;
        var start = 0;
        for (var at = 0; at < snippet.Length; at++)
        {
            if (snippet[at] != (isHit ? ']' : '[')) continue;
            if (at > start) yield return (snippet[start..at], isHit);
            (start, isHit) = (at + 1, !isHit);
        }

        if (start < snippet.Length) yield return (snippet[start..], isHit);
    }
}
