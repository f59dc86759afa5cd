using Archive.Domain.Audit;
using Archive.Web.Auditing;
using Archive.Web.Reading;
using Microsoft.AspNetCore.Http;

namespace Archive.Web.Searching;

/// <summary>
/// Whose text a search shows: of a restricted file none until it was said in this session what it is read for. What is shown is in the ledger, in one entry
/// for each search with the ids of the files at its end, and in an entry of its own for each restricted file, with its purpose.
/// </summary>
internal static class ShownText
{
    /// <summary>The subject of entries that have ids of files in their detail.</summary>
    internal const string Subject = "shown in search";

    private const string Ids = "; text shown of ";

    /// <summary>Files of one entry, each of ten characters; most characters of the query before them. Together they stay below what an entry takes.</summary>
    private const int FilesOfAnEntry = 50, LongestQuery = 400;

    /// <summary>The same groups, without snippets and boxes where a purpose is to be stated first.</summary>
    internal static async Task<IReadOnlyList<SearchGroup>> WithheldAsync(HttpContext http, FileDoor door, IReadOnlyList<SearchGroup> groups)
    {
        if (!groups.Any(group => group.File.Restricted)) return groups;
        var purposes = await door.PurposesAsync(http);
        return [.. groups.Select(group => group.File.Restricted && purposes(group.File.Id) is null
            ? group with { PurposeNeeded = true, Hits = [.. group.Hits.Select(hit => hit with { Snippet = [], Boxes = [] })] }
            : group)];
    }

    /// <param name="query">What was searched for.</param>
    internal static async Task TellAsync(HttpContext http, AuditTrail audit, FileDoor door, string query, IReadOnlyList<SearchGroup> groups)
    {
        var shown = groups.Where(group => !group.PurposeNeeded).Select(group => group.File).ToList();
        var open = shown.Where(file => !file.Restricted).Select(file => file.Id).Chunk(FilesOfAnEntry).ToList();
        var searched = query.Length > LongestQuery ? query[..LongestQuery] : query;
        var told = open.ConvertAll(ids => audit.TellAsync(http, AuditAction.Search, AuditOutcome.Done, Subject, $"{searched}{Ids}{string.Join(' ', ids)}"));
        if (open.Count == 0 || searched.Length < query.Length) told.Add(audit.TellAsync(http, AuditAction.Search, AuditOutcome.Done, null, query));
        if (shown.Any(file => file.Restricted))
        {
            var purposes = await door.PurposesAsync(http);
            told.AddRange(shown.Where(file => file.Restricted).Select(file => audit.TellAsync(http, AuditAction.Search, AuditOutcome.Done, file.Id, query, purposes(file.Id))));
        }

        // Taken on together, they are written together.
        await Task.WhenAll(told);
    }

    /// <summary>Whether an entry says that text of a file was shown. What somebody searched for may look like it, but never stands last.</summary>
    internal static bool Has(AuditEvent told, string file)
    {
        if (told is not { Subject: Subject, Detail: { } detail } || detail.LastIndexOf(Ids, StringComparison.Ordinal) is not (>= 0 and var at)) return false;
        return detail[(at + Ids.Length)..].Split(' ').Contains(file);
    }
}
