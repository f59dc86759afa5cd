using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Nodes;
using Archive.Storage.Search.Fts5;

namespace Archive.Pipeline.Tests.Nodes;

/// <summary>What one node does for all: mending the index and verifying.</summary>
public sealed class NodeCareTests(NodesFixture fixture) : IClassFixture<NodesFixture>, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archive-care-").FullName;
    private TestCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.CreateAsync(fixture.Server);
        _cluster.Scan("PMR-2019-00017/1.png", "TEXT:Latvija;");
        _cluster.Scan("UAT-2020-00042/1.png", "TEXT:Daugavpils;");
        var node = await _cluster.StartAsync("a");
        await _cluster.IngestAsync();
        await node.DrainAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task IndexKeeper_EmptyIndex_IsMadeWhole()
    {
        await using var index = await Fts5SearchIndex.OpenAsync(Path.Combine(_folder, "search.db"), mayCreate: true, default);

        await new IndexKeeper(Stores(index), _cluster.Catalog, "a").LookAsync(default);

        Assert.False(await index.NeedsMendingAsync(default));
        Assert.Equal(1, (await index.SearchAsync(new("Daugavpils", Visibility.Everything), default)).Total);
    }

    [Fact]
    public async Task IndexKeeper_TwoNodes_OneMendsForBoth()
    {
        var index = new SlowIndex();
        var first = new IndexKeeper(Stores(index), _cluster.Catalog, "a").LookAsync(default);
        await index.Begun.Task;

        await new IndexKeeper(Stores(index), _cluster.Catalog, "b").LookAsync(default);
        Assert.Equal(1, index.Mendings);
        index.End.SetResult();
        await first;
        await new IndexKeeper(Stores(index), _cluster.Catalog, "b").LookAsync(default);

        Assert.Equal(1, index.Mendings);
    }

    [Fact]
    public async Task IndexKeeper_EntryOfNoFileFound_IsTakenOut()
    {
        await _cluster.Index.ReplaceFileAsync("F00009999", [new("F00009999", null, 1, Sha256Digest.Of("x"u8), new(100, 100, new(300), []))], default);
        await _cluster.Catalog.Verification.AddFindingAsync(new(FindingKind.OrphanedIndexEntry, "F00009999 page 1", "in the index") { FileId = "F00009999" }, default);

        await new IndexKeeper(Stores(_cluster.Index), _cluster.Catalog, "a").LookAsync(default);

        Assert.Empty(await _cluster.Index.ListFileAsync("F00009999", default));
        Assert.Empty(await _cluster.Catalog.Verification.ListFindingsAsync(0, 10, default));
    }

    [Fact]
    public async Task Duty_HolderSilent_GoesToAnother()
    {
        Assert.True(await _cluster.Catalog.TakeDutyAsync("verification", "a", default));
        Assert.True(await _cluster.Catalog.TakeDutyAsync("verification", "a", default));
        Assert.False(await _cluster.Catalog.TakeDutyAsync("verification", "b", default));

        await TestCluster.UntilAsync(() => _cluster.Catalog.TakeDutyAsync("verification", "b", default), "the duty of a node that does not renew it goes to another");

        Assert.False(await _cluster.Catalog.TakeDutyAsync("verification", "a", default));
        await _cluster.Catalog.LeaveDutyAsync("verification", "b", default);
        Assert.True(await _cluster.Catalog.TakeDutyAsync("verification", "a", default));
    }

    [Fact]
    public async Task NightlyVerifier_InItsWindow_VerifiesOnceForAll()
    {
        var now = TimeOnly.FromTimeSpan(TimeProvider.System.GetLocalNow().TimeOfDay);
        var window = new VerifyWindow(now.AddHours(-1), now.AddHours(1), null);
        NightlyVerifier Of(string node) => new(Stores(_cluster.Index), _cluster.Catalog, node, window, canIndex: true);

        Assert.True(await Of("a").LookAsync(default));
        Assert.False(await Of("b").LookAsync(default));

        var known = await _cluster.Catalog.Verification.SummarizeAsync(default);
        Assert.Equal((0, 0), (known.NeverChecked, known.NotIntact));
        Assert.NotNull(known.LastRun!.EndedAt);
        Assert.False(await new NightlyVerifier(Stores(_cluster.Index), _cluster.Catalog, "c", new(now.AddHours(2), now.AddHours(3), null), true).LookAsync(default));
    }

    [Theory]
    [InlineData("22:00", "04:00", "23:30", 270)]
    [InlineData("22:00", "04:00", "03:00", 60)]
    [InlineData("22:00", "04:00", "04:00", null)]
    [InlineData("01:00", "05:00", "00:59", null)]
    [InlineData("01:00", "05:00", "01:00", 240)]
    public void Window_TimeOfDay_LeavesTheTimeToItsEnd(string from, string to, string now, int? minutes)
    {
        var window = new VerifyWindow(TimeOnly.Parse(from, null), TimeOnly.Parse(to, null), null);
        var local = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(2)) + TimeOnly.Parse(now, null).ToTimeSpan();
        Assert.Equal(minutes, (int?)window.LeftAt(local)?.TotalMinutes);
        if (minutes is { } left) Assert.Equal(local.AddMinutes(left) - (window.To - window.From), window.BeganAt(local));
    }

    private ArchiveStores Stores(ISearchIndex index) => new(_cluster.Catalog, _cluster.Objects, index, _folder, TimeProvider.System);

    /// <summary>An index whose mending takes as long as the test wants.</summary>
    private sealed class SlowIndex : IMendableIndex
    {
        internal TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal int Mendings { get; private set; }

        public Task<bool> NeedsMendingAsync(CancellationToken cancellation) => Task.FromResult(!End.Task.IsCompleted);

        public Task MendAsync(IndexFill fill, CancellationToken cancellation)
        {
            Mendings++;
            Begun.TrySetResult();
            return End.Task;
        }

        public Task<IReadOnlyList<string>> SuggestAsync(SearchQuery query, CancellationToken cancellation) => throw new NotSupportedException();

        public Task ReplaceFileAsync(string fileId, IReadOnlyList<IndexedPage> pages, CancellationToken cancellation) => throw new NotSupportedException();

        public Task RemoveFileAsync(string fileId, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<IndexEntry>> ListFileAsync(string fileId, CancellationToken cancellation) => throw new NotSupportedException();

        public IAsyncEnumerable<IndexEntry> ListAsync(CancellationToken cancellation) => throw new NotSupportedException();
    }
}
