using System.Globalization;
using Archive.Benchmarks.Catalog;
using Archive.Domain;
using Archive.Recognition.Alto;
using Archive.Storage;
using Archive.Storage.Catalog.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Benchmarks.Search;

/// <summary>
/// A data folder with so many pages in its catalog and their ALTO in its objects, as if all had gone through the pipeline. At most
/// <see cref="DistinctPages"/> texts are made; more pages share them.
/// </summary>
internal static class SearchCorpus
{
    internal const int DistinctPages = 250_000;

    internal static async Task EnsureAsync(string data, int pages, SyntheticText text, TextWriter progress)
    {
        var done = Path.Combine(data, ".filled");
        if (File.Exists(done)) return;
        if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
        progress.WriteLine($"Making {Math.Min(pages, DistinctPages):N0} pages of text ...");
        using var folder = DataFolder.Open(data);
        var digests = Put(Path.Combine(folder.ObjectsPath, "derivatives"), Math.Min(pages, DistinctPages), text);
        progress.WriteLine($"Filling the catalog with {pages:N0} pages ...");
        await using (await SqliteCatalog.OpenAsync(folder.CatalogPath, TimeProvider.System))
        {
        }

        await using var connection = new SqliteConnection($"Data Source={folder.CatalogPath};Pooling=False");
        await connection.OpenAsync();
        await CatalogFill.FillAsync(connection, pages);
        Name(connection, digests);
        await File.WriteAllTextAsync(done, "");
    }

    // Straight to where the object store keeps them: each put by itself would be synced to the disk, which takes an hour and is not measured here.
    private static byte[][] Put(string derivatives, int count, SyntheticText text)
    {
        var provenance = new TextProvenance("synthetic", "1", "none");
        var digests = new byte[count][];
        Parallel.For(0, count, i =>
        {
            var alto = AltoWriter.Write(text.Page(i), provenance);
            var digest = Sha256Digest.Of(alto);
            var folder = Path.Combine(derivatives, digest.Hex[..2], digest.Hex[2..4]);
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, digest.Hex), alto);
            digests[i] = Convert.FromHexString(digest.Hex);
        });
        return digests;
    }

    private static void Name(SqliteConnection connection, byte[][] digests)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute("create temp table alto (n integer primary key, digest blob)", transaction: transaction);
        using (var insert = connection.CreateCommand())
        {
            insert.Transaction = transaction;
            insert.CommandText = "insert into alto values ($n, $digest)";
            var (number, digest) = (insert.Parameters.Add("$n", SqliteType.Integer), insert.Parameters.Add("$digest", SqliteType.Blob));
            for (var i = 0; i < digests.Length; i++)
            {
                (number.Value, digest.Value) = (i, digests[i]);
                insert.ExecuteNonQuery();
            }
        }

        var count = digests.Length.ToString(CultureInfo.InvariantCulture);
        connection.Execute($"update page set state = 'Finished', outcome = 'Done', alto_digest = (select digest from alto where n = page.id % {count})", transaction: transaction);
        connection.Execute("update file set indexed_at = received_at", transaction: transaction);
        transaction.Commit();
    }
}
