using System.Buffers.Binary;
using System.Globalization;
using Archive.Benchmarks.Search;
using Archive.Domain;
using Archive.Domain.Access;
using Archive.Pipeline.Assembly;
using Archive.Pipeline.Batches;
using Archive.Storage;
using Archive.Storage.Catalog.Sqlite;
using Archive.Storage.Search.Fts5;
using Archive.Web.Accounts;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Benchmarks.Web;

/// <summary>
/// A data folder for the service: made-up text of many pages, and page images that the pipeline made of the sample files. Each image stands in the
/// objects many times, with another comment in its bytes: as costly to decode, and unknown to every cache.
/// </summary>
internal static class WebCorpus
{
    internal const string Password = "bench-walks-the-archive";

    private const int DistinctImages = 600;

    internal static string NameOf(int user) => string.Create(CultureInfo.InvariantCulture, $"bench-{user}");

    /// <param name="archive">The `archive` command, which takes the sample files in.</param>
    internal static async Task EnsureAsync(string data, int pages, int users, SyntheticText text, string archive, string samples, TextWriter progress)
    {
        await SearchCorpus.EnsureAsync(data, pages, text, progress);
        var done = Path.Combine(data, ".web");
        if (!File.Exists(done))
        {
            Settle(data);
            progress.WriteLine("Taking the sample files in ...");
            await ServiceProcess.RunAsync(archive, ["ingest", .. Directory.GetFileSystemEntries(samples).Order(StringComparer.Ordinal), "--data", data]);
            await GiveImagesAsync(data);
            await File.WriteAllTextAsync(done, "");
        }

        using var place = DataFolder.Open(data);
        await using var catalog = await SqliteCatalog.OpenAsync(place.CatalogPath, TimeProvider.System);
        await using var index = await Fts5SearchIndex.OpenAsync(place.SearchPath, mayCreate: true, default);
        if (index.NeedsRebuild)
        {
            progress.WriteLine("Making the index ...");
            await index.MendAsync(new FileIndexer(new ArchiveStores(catalog, place.OpenObjects(), index, place.TemporaryPath, TimeProvider.System)).FillAsync, default);
        }

        for (var user = 0; user < users; user++)
        {
            var account = new Account { Name = NameOf(user), DisplayName = NameOf(user), Roles = Roles.Caseworker, Registers = Enum.GetValues<Register>().ToHashSet(), AllUnits = true };
            if (await catalog.Accounts.FindAsync(account.Name, default) is null) await FirstAdministrator.CreateAsync(catalog, account, Password, TimeProvider.System, default);
        }
    }

    /// <summary>Nothing is left to do for the workers of the service.</summary>
    private static void Settle(string data)
    {
        using var connection = Open(data);
        connection.Execute("update batch set state = 'Complete', pages_finished = pages_total; update file set assembled_at = received_at, pdf_digest = zeroblob(32), pdf_bytes = 1");
    }

    private static async Task GiveImagesAsync(string data)
    {
        using var connection = Open(data);
        var images = connection.Query<(string Encoding, long Width, long Height, byte[] Digest)>(
            "select image_encoding, image_width, image_height, image_digest from page where image_digest is not null and image_encoding <> 'CcittG4' order by id").AsList();
        using var folder = DataFolder.Open(data);
        var objects = folder.OpenObjects();
        var copies = new List<object>();
        for (var i = 0; i < DistinctImages; i++)
        {
            var image = images[i % images.Count];
            using var whole = new MemoryStream();
            await using (var stream = await objects.OpenReadAsync(ObjectKind.Derivative, Sha256Digest.FromBytes(image.Digest), default)) await stream.CopyToAsync(whole);
            var copy = await objects.PutAsync(ObjectKind.Derivative, new MemoryStream(WithComment(whole.ToArray(), i)), default);
            copies.Add(new { I = i, Count = DistinctImages, image.Encoding, image.Width, image.Height, Digest = Convert.FromHexString(copy.Digest.Hex) });
        }

        using var transaction = connection.BeginTransaction();
        await connection.ExecuteAsync(
            "update page set image_encoding = @Encoding, image_width = @Width, image_height = @Height, width = @Width, height = @Height, image_digest = @Digest where id % @Count = @I and image_digest is null",
            copies, transaction);
        await transaction.CommitAsync();
    }

    /// <summary>A comment segment after the start of the image (ITU-T T.81, B.2.4.5).</summary>
    private static byte[] WithComment(byte[] jpeg, int number)
    {
        var comment = new byte[8];
        (comment[0], comment[1], comment[3]) = (0xFF, 0xFE, 6);
        BinaryPrimitives.WriteInt32BigEndian(comment.AsSpan(4), number);
        return [.. jpeg[..2], .. comment, .. jpeg[2..]];
    }

    private static SqliteConnection Open(string data)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(data, "catalog.db")};Pooling=False");
        connection.Open();
        return connection;
    }
}
