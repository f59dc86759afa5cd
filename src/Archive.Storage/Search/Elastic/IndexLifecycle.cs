using System.Text.Json.Nodes;
using Archive.Storage.Search.Elastic.Client;

namespace Archive.Storage.Search.Elastic;

/// <summary>
/// The indices behind the alias: the one that is searched, and while a new one is built, that one. All that nodes need to know of each other stands
/// in the server's aliases and in the mapping's notes.
/// </summary>
internal sealed class IndexLifecycle(ElasticClient client, ElasticOptions options)
{
    private const int MostAttempts = 5;

    internal IndexNames Names { get; } = new(options.IndexName);

    /// <summary>Makes template and first index where they are missing; says whether the index must be built anew.</summary>
    internal async Task<bool> OpenAsync(CancellationToken cancellation)
    {
        await PutTemplateAsync(cancellation);
        for (var attempt = 1; ; attempt++)
        {
            var indices = await ReadAsync(cancellation);
            if (indices.Current is { } current) return NeedsRebuild(indices.Notes(current));
            // Another node may make it in this moment; then it is read again.
            await client.CreateIndexAsync(Names.Index(indices.Highest + 1), Names.Alias, cancellation);
            if (attempt == MostAttempts) throw new Domain.StoreUnavailableException("search index", $"no index can be made behind the alias {Names.Alias}.");
        }
    }

    /// <summary>Declares the index that is searched whole.</summary>
    internal async Task MarkWholeAsync(CancellationToken cancellation)
    {
        var indices = await ReadAsync(cancellation);
        var current = indices.Current ?? throw PresentPages.Missing(Names.Alias);
        await client.PutNotesAsync(current, new IndexNotes(indices.Notes(current)?.Schema ?? 0, Whole: true), cancellation);
    }

    /// <summary>What stands on the index that is searched, or on the one that is built.</summary>
    internal async Task<(string Index, IndexNotes? Notes)> NotesAsync(bool building, CancellationToken cancellation)
    {
        var indices = await ReadAsync(cancellation);
        var index = (building ? indices.Building : indices.Current) ?? throw PresentPages.Missing(building ? Names.Building : Names.Alias);
        return (index, indices.Notes(index));
    }

    /// <summary>Notes how far the filling of an index has come.</summary>
    internal Task MarkReachedAsync(string index, string fileId, CancellationToken cancellation) =>
        client.PutNotesAsync(index, new IndexNotes(IndexSchema.Version, Whole: false, fileId), cancellation);

    /// <summary>Makes a new index, or goes on with one that was begun by the same schema. From then on all nodes write to it too.</summary>
    /// <returns>Its name.</returns>
    internal async Task<string> BeginAsync(CancellationToken cancellation)
    {
        await PutTemplateAsync(cancellation);
        for (var attempt = 1; ; attempt++)
        {
            var indices = await ReadAsync(cancellation);
            if (indices.Building is { } building)
            {
                if (indices.Notes(building)?.Schema == IndexSchema.Version) return building;
                await client.DeleteIndexAsync(building, cancellation);
            }
            await client.CreateIndexAsync(Names.Index(indices.Highest + 1), Names.Building, cancellation);
            if (attempt == MostAttempts) throw new Domain.StoreUnavailableException("search index", "no new index can be made.");
        }
    }

    /// <summary>Swings the alias to the new index in one step and removes the old one. Nothing happens where another node did so before.</summary>
    internal async Task CommitAsync(string built, CancellationToken cancellation)
    {
        await client.RefreshAsync(built, cancellation);
        await client.PutNotesAsync(built, new IndexNotes(IndexSchema.Version, Whole: true), cancellation);
        var indices = await ReadAsync(cancellation);
        if (indices.Current != built) await SwingAsync(indices.Current, built, cancellation);
        await RemoveLeftoversAsync(cancellation);
    }

    /// <summary>The aliases to write to now.</summary>
    internal async Task<IReadOnlyList<WriteTarget>> TargetsAsync(CancellationToken cancellation)
    {
        var current = new WriteTarget(Names.Alias, IsOptional: false);
        return await client.AliasExistsAsync(Names.Building, cancellation) ? [current, new(Names.Building, IsOptional: true)] : [current];
    }

    /// <summary>Removes all indices and the template.</summary>
    internal async Task DropAsync(CancellationToken cancellation)
    {
        foreach (var index in (await ReadAsync(cancellation)).All) await client.DeleteIndexAsync(index, cancellation);
        await client.DeleteTemplateAsync(Names.Alias, cancellation);
    }

    private static bool NeedsRebuild(IndexNotes? notes) => notes is not { Whole: true, Schema: >= IndexSchema.Version };

    /// <summary>The template of a later release stays.</summary>
    private async Task PutTemplateAsync(CancellationToken cancellation)
    {
        if (await client.GetTemplateVersionAsync(Names.Alias, cancellation) is null or < IndexSchema.Version)
        {
            await client.PutTemplateAsync(Names.Alias, IndexSchema.Template(Names, options.Shards), cancellation);
        }
    }

    private async Task SwingAsync(string? old, string built, CancellationToken cancellation)
    {
        var actions = new JsonArray();
        if (old is not null) actions.Add(Action("remove", old, Names.Alias));
        var add = Action("add", built, Names.Alias);
        add["add"]!["is_write_index"] = true;
        actions.Add(add);
        actions.Add(Action("remove", built, Names.Building));
        try
        {
            await client.UpdateAliasesAsync(actions, cancellation);
        }
        catch (ElasticException error) when (error.Status is 400 or 404)
        {
            // The first of two answers was lost, or another node was faster.
            if ((await ReadAsync(cancellation)).Current != built) throw;
        }
    }

    /// <summary>Indices of ours that are behind no alias and older than the one that is searched: what a switch, now or an interrupted one, left.</summary>
    private async Task RemoveLeftoversAsync(CancellationToken cancellation)
    {
        var indices = await ReadAsync(cancellation);
        foreach (var index in indices.Leftovers()) await client.DeleteIndexAsync(index, cancellation);
    }

    private async Task<IndexFamily> ReadAsync(CancellationToken cancellation) => new(Names, await client.GetIndicesAsync(Names.Pattern, cancellation));

    private static JsonObject Action(string action, string index, string alias) => new() { [action] = new JsonObject { ["index"] = index, ["alias"] = alias } };
}
