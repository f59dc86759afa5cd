namespace Archive.Cli.Composition;

/// <summary>
/// Where catalog, objects and search index are, from the environment, so that passwords stand neither on the command line nor in the shell's
/// history: a systemd EnvironmentFile readable by the service account alone is the place for them.
/// </summary>
/// <param name="Catalog">ARCHIVE_CATALOG: an Npgsql connection string or postgresql:// URI; null for the data folder's own SQLite.</param>
/// <param name="Objects">ARCHIVE_OBJECTS: an Azure Storage connection string, the SAS URL of a container, or the path of a folder that all nodes mount; null for the data folder's own.</param>
/// <param name="Container">ARCHIVE_CONTAINER: name of the blob container, by default "archive".</param>
/// <param name="Search">ARCHIVE_SEARCH: the URL of an Elasticsearch server, "none" where another node has the index; null for the data folder's own FTS5.</param>
internal sealed record StoreSettings(string? Catalog, string? Objects, string Container, string? Search)
{
    internal const string NoSearch = "none";

    /// <summary>True where many nodes share the archive.</summary>
    internal bool IsShared => Catalog is not null;

    internal bool HasOwnIndex => Search is null;

    /// <param name="environment">Looks up a variable; null where it is not set.</param>
    /// <exception cref="UsageException">The variables contradict each other.</exception>
    internal static StoreSettings From(Func<string, string?> environment)
    {
        var settings = new StoreSettings(Value("ARCHIVE_CATALOG"), Value("ARCHIVE_OBJECTS"), Value("ARCHIVE_CONTAINER") ?? "archive", Value("ARCHIVE_SEARCH"));
        if (!settings.IsShared && (settings.Objects ?? settings.Search) is not null)
            throw new UsageException("ARCHIVE_OBJECTS and ARCHIVE_SEARCH serve an archive of many nodes: name its PostgreSQL catalog in ARCHIVE_CATALOG too.");
        if (settings.IsShared && settings.Objects is null)
            throw new UsageException("ARCHIVE_CATALOG names a catalog shared by many nodes: name the object store they share in ARCHIVE_OBJECTS too.");
        if (settings.Search is { } search && search != NoSearch && !Uri.TryCreate(search, UriKind.Absolute, out _))
            throw new UsageException("ARCHIVE_SEARCH is the URL of an Elasticsearch server, or 'none'.");
        return settings;

        string? Value(string name) => environment(name) is { Length: > 0 } value ? value : null;
    }
}

/// <summary>The archive a command works on: this node's folder and the stores.</summary>
internal sealed record ArchivePlace(string Folder, StoreSettings Stores);
