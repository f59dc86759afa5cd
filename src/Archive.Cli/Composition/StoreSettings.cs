using Archive.Cli.Settings;
using Archive.Storage.Objects.Azure;

namespace Archive.Cli.Composition;

/// <summary>
/// Where catalog, objects and search index are, from the environment, so that passwords stand neither on the command line nor in the shell's
/// history: a systemd EnvironmentFile readable by the service account alone is the place for them.
/// </summary>
/// <param name="Catalog"><see cref="PlaceVariables.Catalog"/>; null for the data folder's own SQLite.</param>
/// <param name="Objects"><see cref="PlaceVariables.Objects"/>; null for the data folder's own.</param>
/// <param name="Container"><see cref="PlaceVariables.Container"/></param>
/// <param name="Search"><see cref="PlaceVariables.Search"/>; null for the data folder's own FTS5.</param>
internal sealed record StoreSettings(string? Catalog, string? Objects, string Container, string? Search)
{
    internal const string NoSearch = "none";

    /// <summary>True where many nodes share the archive.</summary>
    internal bool IsShared => Catalog is not null;

    internal bool HasOwnIndex => Search is null;

    /// <summary>The folder of another node of this machine, whose FTS5 index is searched; null where there is none.</summary>
    internal string? IndexFolder => Search is not null && Path.IsPathRooted(Search) ? Search : null;

    internal bool HasElastic => Search is not null and not NoSearch && IndexFolder is null;

    /// <summary>True where the objects lie in a folder and not in Azure Blob Storage.</summary>
    internal bool HasObjectFolder => Objects is null || Path.IsPathRooted(Objects);

    /// <summary>The way to the blobs, every other option as by default; without a way in where the objects are no blobs.</summary>
    internal AzureObjectStoreOptions Azure()
    {
        var options = new AzureObjectStoreOptions { Container = Container };
        if (HasObjectFolder) return options;
        return Uri.TryCreate(Objects, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"
            ? options with { ContainerUrl = url }
            : options with { ConnectionString = Objects };
    }

    /// <param name="environment">Looks up a variable; null where it is not set.</param>
    /// <exception cref="UsageException">The variables contradict each other.</exception>
    internal static StoreSettings From(Func<string, string?> environment)
    {
        var settings = new StoreSettings(Value(PlaceVariables.Catalog), Value(PlaceVariables.Objects), Value(PlaceVariables.Container) ?? "archive", Value(PlaceVariables.Search));
        if (!settings.IsShared && (settings.Objects ?? settings.Search) is not null)
            throw new UsageException("ARCHIVE_OBJECTS and ARCHIVE_SEARCH serve an archive of many nodes: name its PostgreSQL catalog in ARCHIVE_CATALOG too.");
        if (settings.IsShared && settings.Objects is null)
            throw new UsageException("ARCHIVE_CATALOG names a catalog shared by many nodes: name the object store they share in ARCHIVE_OBJECTS too.");
        if (settings.HasElastic && !settings.Search!.Split(',', StringSplitOptions.TrimEntries).All(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            throw new UsageException("ARCHIVE_SEARCH is the URL of an Elasticsearch server, the data folder of a node on this machine whose index is searched, or 'none'.");
        return settings;

        string? Value(string name) => environment(name) is { Length: > 0 } value ? value : null;
    }
}

/// <summary>The archive a command works on: this node's folder, the stores, and what the environment sets of their options.</summary>
internal sealed record ArchivePlace(string Folder, StoreSettings Stores, ArchiveOptions Options);
