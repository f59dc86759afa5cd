namespace Archive.Storage.Catalog;

/// <summary>The catalog cannot be used by this program: it is newer, or it is something else.</summary>
public sealed class CatalogUnusableException(string message, Exception? inner = null) : Exception(message, inner);
