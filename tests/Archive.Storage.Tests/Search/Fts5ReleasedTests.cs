using System.Security.Cryptography;
using System.Text;
using Archive.Domain.Access;
using Archive.Domain.Ports;
using Archive.Storage.Search.Fts5;
using Archive.Storage.Tests.Catalog;

namespace Archive.Storage.Tests.Search;

/// <summary>
/// The released schemas of the FTS5 index: their digests in <c>Released/migrations.txt</c>, and a small index of each as its program left it. It is not
/// migrated but made anew.
/// </summary>
public sealed class Fts5ReleasedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int> Versions => [.. Enumerable.Range(1, Fts5File.SchemaVersion)];

    public void Dispose() => _folder.Dispose();

    /// <summary>Another schema gets another number, and its line; the index of the version before is kept beside it.</summary>
    [Fact]
    public void Schema_OfThisVersion_IsTheOneThatWasReleased()
    {
        using var reader = new StreamReader(typeof(Fts5File).Assembly.GetManifestResourceStream("search/Schema.sql")!);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reader.ReadToEnd())));
        Assert.Equal($"fts5 {Fts5File.SchemaVersion} {digest}", File.ReadAllLines(ReleasedSchemas.PathOf("migrations.txt")).Last(line => line.StartsWith("fts5", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Open_IndexOfAVersion_IsSearchedOrMadeAnew(int version)
    {
        var path = _folder["search.db"];
        File.Copy(ReleasedSchemas.PathOf($"search-{version:D4}.db"), path);

        await using var index = await Fts5SearchIndex.OpenAsync(path, mayCreate: true, default);

        Assert.Equal(version != Fts5File.SchemaVersion, await index.NeedsMendingAsync(default));
        await index.MendAsync((target, _, _, cancellation) => FillAsync(target, cancellation), default);
        Assert.Equal(2, await index.ListAsync(default).CountAsync());
        Assert.Equal("F00000001", Assert.Single((await index.SearchAsync(new SearchQuery("uzturēšanās", Visibility.Everything), default)).Hits).FileId);
        Assert.Equal(1, (await index.SearchAsync(new SearchQuery("миграция", Visibility.Everything), default)).Total);
    }

    internal static async Task FillAsync(IIndexWriter target, CancellationToken cancellation)
    {
        await target.ReplaceFileAsync("F00000001", [TypedPage.Of("F00000001", 1, "uzturēšanās atļauja", Domain.CaseNumber.Parse("PMR-2019-00017"))], cancellation);
        await target.ReplaceFileAsync("F00000005", [TypedPage.Of("F00000005", 2, "миграция и убежище")], cancellation);
    }
}
