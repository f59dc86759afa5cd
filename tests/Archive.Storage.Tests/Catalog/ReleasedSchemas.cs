using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Catalog;
using Archive.Storage.Catalog.Postgres;
using Archive.Storage.Catalog.Sqlite;

namespace Archive.Storage.Tests.Catalog;

/// <summary>
/// What was released: the digest of each migration in <c>Released/migrations.txt</c>, and for each version before the newest a file of data in that
/// version's schema. A migration is never edited once it is in that list; with a new one come its line and the data of the version before.
/// </summary>
public sealed class ReleasedSchemasTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Migrations_OfThisProgram_AreThoseThatWereReleased(string kind)
    {
        var released = File.ReadAllLines(ReleasedSchemas.PathOf("migrations.txt")).Where(line => line.StartsWith(kind, StringComparison.Ordinal));
        Assert.Equal(released, Known(kind).Select(step => $"{kind} {step.Name} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(step.Sql)))}"));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Data_OfEveryVersionBeforeTheNewest_IsThere(string kind) =>
        Assert.All(Known(kind).SkipLast(1), step => Assert.True(File.Exists(ReleasedSchemas.PathOf(ReleasedSchemas.DataOf(kind, step.Version))), step.Name));

    private static IReadOnlyList<CatalogMigration> Known(string kind) => kind == "sqlite" ? CatalogMigrations.Known : PostgresMigrations.Known;
}

/// <summary>The released schemas with their data, and what a catalog of them says through the port.</summary>
internal static class ReleasedSchemas
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    internal static string PathOf(string name) => Path.Combine(Path.GetDirectoryName(Here())!, "Released", name);

    private static string Here([CallerFilePath] string path = "") => path;

    internal static string DataOf(string kind, int version) => $"{kind}-{version:D4}.sql";

    /// <summary>Each statement of a script.</summary>
    internal static IReadOnlyList<string> Statements(string script) => [.. script.Split(";\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>All that the catalog says through its port, as text.</summary>
    internal static async Task<string> TellAsync(ICatalog catalog)
    {
        var told = new List<object>();
        foreach (var batch in await catalog.ListBatchesAsync(default))
        {
            told.Add(batch);
            told.AddRange(await catalog.ListSourcesAsync(batch.Id, default));
        }

        foreach (var file in await catalog.ListFilesAsync(null, default))
        {
            told.Add(file);
            told.AddRange(await catalog.ListPagesAsync(file.Id, default));
        }

        await foreach (var one in catalog.ListEventsAsync(null, default)) told.Add(one);
        await foreach (var (kind, digest, namedBy) in catalog.ListObjectsAsync(default)) told.Add($"{kind} {digest} {namedBy}");
        return JsonSerializer.Serialize(told, Json) + "\n";
    }
}
