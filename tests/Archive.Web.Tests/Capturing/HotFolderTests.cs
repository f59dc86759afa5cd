using System.Diagnostics;
using System.Globalization;
using System.Text;
using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Audit;
using Archive.Domain.Capture;
using Archive.Testing;
using Archive.Web.Capturing;

namespace Archive.Web.Tests.Capturing;

/// <summary>Hot folders as stations and people fill them, over the real service; its clock is set forward, so that nothing waits for long.</summary>
public sealed class HotFolderTests : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("archive-hot-").FullName;
    private TestService _service = null!;
    private Visitor _operator = null!;
    private string? _away;
    private bool _isFull;

    private string Station => Path.Combine(_root, "birojs");

    private ServiceOptions Options => new() { LogInsPerMinute = 10_000, RequestsPerMinute = 1_000_000, HotFolders = _root, HotFolderPause = TimeSpan.FromMilliseconds(10) };

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Station);
        _service = await TestService.StartAsync(new()
        {
            Options = Options,
            Catalog = catalog => Outage.Of(catalog, "catalog", name => _away == "catalog" || _away == name),
            Objects = objects => Outage.Of(objects, "object store", _ => _isFull ? throw new StorageFullException("/store", 0, new IOException()) : _away == "object store"),
        });
        _operator = await _service.PersonAsync("operator", Roles.Operator);
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        // .NET cannot delete names that are not valid UTF-8.
        await RunAsync("rm", "-rf", _root);
    }

    [Fact]
    public async Task File_PutIntoAStation_GoesIntoANewBatchOfItAndToDone()
    {
        Put("page.jpg", 1);
        await UntilAsync(() => Done("page.jpg"));

        var batch = Assert.Single(await BatchesAsync());
        Assert.Equal(("station:birojs", CaptureSource.Folder, CaptureStage.Scanning), (batch.Operator, batch.Source, batch.Stage));
        Assert.StartsWith("birojs 2026-03-02 ", batch.Name, StringComparison.Ordinal);
        Assert.Equal("page.jpg", Assert.Single(await SourcesAsync(batch)).Name);
        var told = (await _service.Stores.Catalog.Audit.ReadAsync(new(Actor: "station:birojs"), default)).Select(entry => $"{entry.Event.Action} {entry.Event.Subject} {entry.Event.Detail}").Reverse();
        Assert.Equal([$"Change batch {batch.BatchId} batch begun: sheets ", $"Change batch {batch.BatchId} input 0 received"], told);
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(Station, ".taken")));
        var shown = await StationAsync();
        Assert.Equal((batch.BatchId, batch.Name), (shown.GetProperty("batchId").GetInt64(), shown.GetProperty("batchName").GetString()));
        Assert.Equal(0, shown.GetProperty("waiting").GetInt32());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, shown.GetProperty("problem").ValueKind);
    }

    [Fact]
    public async Task Files_OfOneStation_ShareItsBatchInNaturalOrderUntilThatIsClosed()
    {
        foreach (var number in new[] { 10, 9, 2, 1 }) Put($"{number}.jpg", number);
        await UntilAsync(() => Done("10.jpg") && Done("9.jpg") && Done("2.jpg") && Done("1.jpg"));
        var first = Assert.Single(await BatchesAsync());
        Assert.Equal(["1.jpg", "2.jpg", "9.jpg", "10.jpg"], (await SourcesAsync(first)).Select(source => source.Name));

        await CloseAsync(first);
        Put("11.jpg", 11);
        await UntilAsync(() => Done("11.jpg"));
        var both = await BatchesAsync();
        Assert.Equal(2, both.Count);
        Assert.Equal("11.jpg", Assert.Single(await SourcesAsync(both[0])).Name);
    }

    [Fact]
    public async Task Folder_PutIntoAStation_BecomesABatchOfItsOwnThatStaysOpen()
    {
        Put("loose.jpg", 1);
        var folder = Path.Combine(_root, "Ozols Jānis");
        Directory.CreateDirectory(Path.Combine(folder, "pielikumi"));
        foreach (var number in new[] { 10, 2 }) await File.WriteAllBytesAsync(Path.Combine(folder, $"{number}.jpg"), Page(number));
        await File.WriteAllBytesAsync(Path.Combine(folder, "pielikumi", "1.jpg"), Page(20));
        await File.WriteAllTextAsync(Path.Combine(folder, "notes.txt"), "nothing for an archive");
        await File.WriteAllTextAsync(Path.Combine(folder, "Thumbs.db"), "x");
        Directory.Move(folder, Path.Combine(Station, "Ozols Jānis"));
        await UntilAsync(() => Done("loose.jpg") && Done("Ozols Jānis/pielikumi/1.jpg") && Idle());

        var batch = (await BatchesAsync()).Single(one => one.Name == "Ozols Jānis");
        Assert.Equal((CaptureStage.Scanning, false), (batch.Stage, batch.IsClosed));
        Assert.Equal(["2.jpg", "10.jpg", "1.jpg"], (await SourcesAsync(batch)).Select(source => source.Name));
        Assert.True(Done("Ozols Jānis/Thumbs.db"));
        Assert.True(File.Exists(Path.Combine(Station, "rejected", "Ozols Jānis", "notes.txt.reason.txt")));
        Assert.Equal(2, (await BatchesAsync()).Count);
        Assert.False(Directory.Exists(Path.Combine(Station, "Ozols Jānis")));
    }

    [Fact]
    public async Task File_StillWritten_IsLeftUntilItStandsStill()
    {
        var page = Page(1);
        var path = Path.Combine(Station, "slow.jpg");
        await File.WriteAllBytesAsync(path, page[..100]);
        for (var length = 200; length < 1000; length += 200)
        {
            await LooksAsync(TimeSpan.FromSeconds(2));
            Assert.True(File.Exists(path));
            await File.WriteAllBytesAsync(path, page[..length]);
        }

        await File.WriteAllBytesAsync(path, page);
        await UntilAsync(() => Done("slow.jpg"));
        Assert.Equal(SourceDisposition.Received, Assert.Single(await SourcesAsync(Assert.Single(await BatchesAsync()))).Disposition);
    }

    [Theory]
    [InlineData("a.jpg.tmp")]
    [InlineData("a.jpg.PART")]
    [InlineData("a.partial")]
    [InlineData("a.crdownload")]
    [InlineData(".a.jpg")]
    [InlineData("~$a.jpg")]
    [InlineData("Thumbs.db")]
    public async Task File_WithANameThatWritersUseMeanwhile_IsLeftAlone(string name)
    {
        Put(name, 1);
        Put("after.jpg", 2);
        await UntilAsync(() => Done("after.jpg"));
        await LooksAsync(TimeSpan.FromMinutes(5));
        Assert.True(File.Exists(Path.Combine(Station, name)));
    }

    [Fact]
    public async Task File_OfNoBytes_WaitsAMinuteAndIsRejectedWithAReason()
    {
        await File.WriteAllBytesAsync(Path.Combine(Station, "empty.tif"), []);
        await LooksAsync(TimeSpan.FromSeconds(50));
        Assert.True(File.Exists(Path.Combine(Station, "empty.tif")));
        await UntilAsync(() => File.Exists(Rejected("empty.tif")));
        Assert.Equal("The file is empty.\n", await File.ReadAllTextAsync(Rejected("empty.tif.reason.txt")));
        await UntilAsync(async () => (await StationAsync()).GetProperty("rejectedToday").GetInt32() == 1);
        Assert.Empty(await BatchesAsync());
    }

    [Fact]
    public async Task File_ThatTheBatchHas_GoesToDoneWithAWordAndIsNotStoredTwice()
    {
        Put("first.jpg", 1);
        await UntilAsync(() => Done("first.jpg"));
        Put("again.jpg", 1);
        Put("first.jpg", 2);
        await UntilAsync(() => Done("again.jpg") && Done("first (2).jpg"));

        var batch = Assert.Single(await BatchesAsync());
        Assert.Contains($"'first.jpg', which batch {batch.BatchId} already has", await File.ReadAllTextAsync(DonePath("again.jpg.reason.txt")), StringComparison.Ordinal);
        Assert.Equal(2, batch.PagesTotal);
    }

    /// <summary>Whatever a hot folder may hold is put away with its reason or left, and the good files get through.</summary>
    [Fact]
    public async Task Station_WithAnythingInIt_GoesOn()
    {
        var secret = Path.Combine(_root, "secret.jpg");
        await File.WriteAllBytesAsync(secret, Page(99));
        File.CreateSymbolicLink(Path.Combine(Station, "link.jpg"), secret);
        File.CreateSymbolicLink(Path.Combine(Station, "loop"), Station);
        await RunAsync("mkfifo", Path.Combine(Station, "pipe.jpg"));
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(Path.Combine(Station, "socket.jpg")));
        await RunAsync("sh", "-c", $"cd '{Station}' && printf x > \"$(printf 'bad\\377name.jpg')\"");
        var deep = Path.Combine(Station, "deep");
        for (var depth = 0; depth < 40; depth++) deep = Path.Combine(deep, "d");
        Directory.CreateDirectory(deep);
        await File.WriteAllBytesAsync(Path.Combine(deep, "far.jpg"), Page(98));
        await File.WriteAllBytesAsync(Path.Combine(Station, "deep", "near.jpg"), Page(97));
        string[] names = ["-rf.jpg", "two\nlines.jpg", "..jpg", "…..jpg", new string('ā', 125) + ".jpg", new string('€', 83) + ".jpg", "a;b'c\"$(x).jpg", "x.reason.txt", "x", "😀.jpg", "\uFFFE.jpg"];
        for (var i = 0; i < names.Length; i++) await File.WriteAllBytesAsync(Path.Combine(Station, names[i]), Page(i + 1));
        Put("good.jpg", 50);
        await UntilAsync(() => Done("good.jpg") && Directory.EnumerateFileSystemEntries(Station).Count() == 5 && Idle(), TimeSpan.FromSeconds(60));

        Assert.Equal(["link.jpg", "loop", "pipe.jpg", "socket.jpg"], Directory.EnumerateFileSystemEntries(Path.Combine(Station, "rejected")).Select(path => Path.GetFileName(path)!)
            .Where(name => !name.EndsWith(".reason.txt", StringComparison.Ordinal) && name != "deep").Order(StringComparer.Ordinal));
        Assert.NotNull(new FileInfo(Rejected("link.jpg")).LinkTarget);
        var shown = await StationAsync();
        Assert.Contains("not valid UTF-8", shown.GetProperty("problem").GetString(), StringComparison.Ordinal);
        var batches = await BatchesAsync();
        // The hidden one is left.
        Assert.Equal(names.Length, batches.Single(batch => batch.Name != "deep").PagesTotal);
        Assert.Equal(1, batches.Single(batch => batch.Name == "deep").PagesTotal);
        Assert.DoesNotContain("good", _service.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("name.jpg", _service.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_ThatAreHostile_AreReceivedOrRejectedAndNoneStopsTheStation()
    {
        var hostile = SharedFiles.In("hostile");
        foreach (var file in hostile) File.Copy(file, Path.Combine(Station, Path.GetFileName(file)));
        Put("zz.jpg", 1);
        await UntilAsync(() => Done("zz.jpg") && Idle(), TimeSpan.FromSeconds(240));

        var sources = (await SourcesAsync(Assert.Single(await BatchesAsync()))).ToList();
        Assert.Contains(sources, source => source.Name == "zz.jpg" && source.Disposition == SourceDisposition.Received);
        foreach (var file in hostile.Select(Path.GetFileName))
            Assert.True(Done(UploadName.Safe(file)) || File.Exists(Rejected(UploadName.Safe(file) + ".reason.txt")), file);
    }

    [Fact]
    public async Task Files_ByTheThousand_AreAllTaken()
    {
        for (var i = 0; i < 1000; i++) await File.WriteAllTextAsync(Path.Combine(Station, $"note {i}.txt"), $"nothing for an archive {i}");
        Put("page.jpg", 1);
        await UntilAsync(() => Done("page.jpg") && !Directory.EnumerateFiles(Station).Any() && Idle(), TimeSpan.FromSeconds(60));
        Assert.Equal(2000, Directory.EnumerateFiles(Path.Combine(Station, "rejected")).Count());
    }

    [Theory]
    [InlineData("object store")]
    [InlineData("catalog")]
    public async Task Store_Away_IsWaitedForAndSaid(string store)
    {
        await LooksAsync(TimeSpan.Zero);
        _away = store;
        Put("page.jpg", 1);
        await UntilAsync(() => _service.Log.Text.Contains($"The {store} is not available", StringComparison.Ordinal));
        _away = null;
        await UntilAsync(() => Done("page.jpg"));
        Assert.Equal(1, Assert.Single(await BatchesAsync()).PagesTotal);
        await UntilAsync(async () => (await StationAsync()).GetProperty("problem").GetString() is null);
    }

    [Theory]
    [InlineData("CreateBatchAsync")]
    [InlineData("EnsureFileAsync")]
    [InlineData("ListSourcesAsync")]
    [InlineData("AddSourceAsync")]
    public async Task Catalog_AwayAtOneStep_LeavesNothingTwiceOrHalf(string step)
    {
        _away = step;
        Put("1.jpg", 1);
        Put("2.jpg", 2);
        await UntilAsync(() => _service.Log.Text.Contains("The catalog is not available", StringComparison.Ordinal));
        _away = null;
        await UntilAsync(() => Done("1.jpg") && Done("2.jpg") && Idle());
        var batch = Assert.Single(await BatchesAsync());
        Assert.Equal((2, 3), (batch.PagesTotal, (await _service.Stores.Catalog.Audit.ReadAsync(new(Actor: "station:birojs"), default)).Count));
    }

    [Fact]
    public async Task Disk_Full_IsWaitedForAndSaid()
    {
        _isFull = true;
        Put("page.jpg", 1);
        await UntilAsync(async () => (await _service.Stores.Catalog.Captures.ListAsync(null, 1, default)).Count > 0 && (await StationAsync()).GetProperty("problem").GetString() is { } problem && problem.Contains("no room", StringComparison.Ordinal));
        Assert.Equal(1, (await StationAsync()).GetProperty("waiting").GetInt32());
        _isFull = false;
        await UntilAsync(() => Done("page.jpg"));
    }

    [Fact]
    public async Task Folder_OfAStation_GoneAndBack_IsSaidAndGoesOn()
    {
        await UntilAsync(async () => (await StationAsync()).GetProperty("lastSeenAt").ValueKind == System.Text.Json.JsonValueKind.String);
        await UntilAsync(async () =>
        {
            // A look that is under way may make the folders in it once more.
            if (Directory.Exists(Station)) Directory.Delete(Station, recursive: true);
            return (await StationAsync()).GetProperty("problem").GetString() == "Its folder is gone.";
        });
        Directory.CreateDirectory(Station);
        Put("page.jpg", 1);
        await UntilAsync(() => Done("page.jpg"));
    }

    [Fact]
    public async Task Folder_OfTheArchivesOwnThatIsALink_IsNotFollowed()
    {
        var other = Directory.CreateDirectory(Path.Combine(_root, ".elsewhere")).FullName;
        var station = Directory.CreateDirectory(Path.Combine(_root, "viltus")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(station, "done"), other);
        await File.WriteAllBytesAsync(Path.Combine(station, "page.jpg"), Page(1));
        await UntilAsync(async () => (await _operator.GetAsync("/api/v1/stations")).Text.Contains("'done' is not a folder", StringComparison.Ordinal));
        await LooksAsync(TimeSpan.FromSeconds(10));
        Assert.True(File.Exists(Path.Combine(station, "page.jpg")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(other));
    }

    /// <summary>The process ended at each of the steps of a file: the next one finds what it left, and the outcome is that of an undisturbed run.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task File_TakenBeforeACrash_EndsAsIfUndisturbed(bool isReceived, bool isBatchClosed)
    {
        var id = Guid.CreateVersion7().ToString("N");
        var path = Path.Combine(Station, ".taken", id, "page.jpg");
        if (isReceived)
        {
            // Received, but not put away: as it lay there, with what was written down of it.
            Put("page.jpg", 1);
            await UntilAsync(() => Done("page.jpg"));
            var batch = Assert.Single(await BatchesAsync());
            if (isBatchClosed) await CloseAsync(batch);
            path = Assert.Single(await _service.Stores.Catalog.ListSourcesAsync(batch.BatchId, default)).Path;
            id = Path.GetFileName(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(Path.Combine(Station, ".taken", id + ".json"), string.Create(CultureInfo.InvariantCulture, $"{{\"BatchId\":{batch.BatchId}}}"));
            File.Move(DonePath("page.jpg"), Path.Combine(Aside(), "page.jpg"));
        }
        else
        {
            await File.WriteAllBytesAsync(Path.Combine(Aside(), "page.jpg"), Page(1));
        }

        // At once: an empty folder there would be cleared away before the file is in it.
        await UntilAsync(() => Directory.Exists(Path.Combine(Station, ".taken")));
        Directory.Move(Aside(), Path.GetDirectoryName(path)!);

        await UntilAsync(() => Done("page.jpg") && Idle());
        var only = Assert.Single(await BatchesAsync());
        Assert.Equal(1, only.PagesTotal);
        Assert.Single(await SourcesAsync(only));
        Assert.Equal(2, (await _service.Stores.Catalog.Audit.ReadAsync(new(Actor: "station:birojs"), default)).Count);
    }

    [Fact]
    public async Task Facts_ThatNameAnothersBatch_AreNotBelieved()
    {
        var answer = (await _operator.PostAsync("/api/v1/batches", new { name = "mine", sides = 1, sheets = (int?)null })).Is(201);
        var mine = answer.Json.GetProperty("id").GetInt64();
        var taken = Path.Combine(Station, ".taken");
        await UntilAsync(() => Directory.Exists(taken));
        var id = Guid.CreateVersion7().ToString("N");
        await File.WriteAllTextAsync(Path.Combine(taken, "batch"), mine.ToString(CultureInfo.InvariantCulture));
        await File.WriteAllTextAsync(Path.Combine(taken, id + ".json"), $"{{\"BatchId\":{mine}}}");
        Directory.CreateDirectory(Path.Combine(taken, id));
        await File.WriteAllBytesAsync(Path.Combine(taken, id, "page.jpg"), Page(1));
        await UntilAsync(() => Done("page.jpg"));
        Assert.Equal(0, (await _service.Stores.Catalog.Captures.GetAsync(mine, default))!.PagesTotal);
    }

    [Fact]
    public async Task Root_OfTwoNodes_HasEveryFileTakenOnce()
    {
        await _service.AddNodeAsync(Options);
        for (var i = 1; i <= 40; i++) Put($"{i}.jpg", i);
        await UntilAsync(() => Enumerable.Range(1, 40).All(number => Done($"{number}.jpg")) && Idle());
        var sources = (await SourcesAsync(Assert.Single(await BatchesAsync()))).ToList();
        Assert.Equal(40, sources.Count);
        Assert.All(sources, source => Assert.Equal(SourceDisposition.Received, source.Disposition));
        Assert.Empty(Directory.EnumerateFiles(DonePath(""), "*.reason.txt"));
    }

    private static byte[] Page(int number) => Shelf.GrayOf(TestPages.Paper(120, 160).Fill(new(number % 100, 10 + number / 100, 15, 100)).Fill(new(10, number, 80, 8))).Data.ToArray();

    private string Aside() => Directory.CreateDirectory(Path.Combine(_root, ".aside")).FullName;

    /// <summary>At once, as a program renames what it has written.</summary>
    private void Put(string name, int number)
    {
        var written = Path.Combine(_root, $".{Guid.NewGuid():N}");
        File.WriteAllBytes(written, Page(number));
        File.Move(written, Path.Combine(Station, name));
    }

    private bool Done(string name) => File.Exists(DonePath(name));

    private string DonePath(string name) => Path.Combine(Station, "done", _service.Time.GetLocalNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), name);

    private string Rejected(string name) => Path.Combine(Station, "rejected", name);

    private bool Idle() => !Directory.EnumerateDirectories(Path.Combine(Station, ".taken")).Any();

    private async Task CloseAsync(CaptureBatch batch)
    {
        var shown = (await _operator.GetAsync($"/api/v1/batches/{batch.BatchId}")).Is(200);
        (await _operator.PutAsync($"/api/v1/batches/{batch.BatchId}", new { sheets = 1, sides = 1, isClosed = true, setAsideReason = (string?)null }, ("If-Match", shown.Header("ETag")!))).Is(200);
    }

    private async Task<IReadOnlyList<CaptureBatch>> BatchesAsync() =>
        [.. (await _service.Stores.Catalog.Captures.ListAsync(null, 100, default)).Where(batch => batch.Source == CaptureSource.Folder)];

    private async Task<IEnumerable<(string Name, SourceDisposition Disposition)>> SourcesAsync(CaptureBatch batch) =>
        (await _service.Stores.Catalog.ListSourcesAsync(batch.BatchId, default)).Select(source => (Path.GetFileName(source.Path), source.Disposition));

    private async Task<System.Text.Json.JsonElement> StationAsync() =>
        (await _operator.GetAsync("/api/v1/stations")).Is(200).Json.GetProperty("items").EnumerateArray().FirstOrDefault(station => station.GetProperty("name").GetString() == "birojs") is { ValueKind: System.Text.Json.JsonValueKind.Object } found
            ? found
            : System.Text.Json.JsonDocument.Parse("""{"lastSeenAt":null,"problem":null}""").RootElement;

    private Task UntilAsync(Func<bool> isSo, TimeSpan? longest = null) => UntilAsync(() => Task.FromResult(isSo()), longest);

    /// <summary>Half a second of the service's clock for each look.</summary>
    private async Task UntilAsync(Func<Task<bool>> isSo, TimeSpan? longest = null)
    {
        var began = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (began.Elapsed > (longest ?? TimeSpan.FromSeconds(30))) Assert.Fail($"It did not come about. {string.Join("; ", Directory.EnumerateFileSystemEntries(Station, "*", SearchOption.AllDirectories).Take(40))}\n{_service.Log.Text}");
            _service.Time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(20);
        }
    }

    /// <summary>The clock goes on this far, and the station is looked through after that.</summary>
    private async Task LooksAsync(TimeSpan step)
    {
        _service.Time.Advance(step);
        var now = _service.Time.GetUtcNow();
        var began = Stopwatch.StartNew();
        while (began.Elapsed < TimeSpan.FromSeconds(1) && !((await StationAsync()).GetProperty("lastSeenAt") is { ValueKind: System.Text.Json.JsonValueKind.String } seen && seen.GetDateTimeOffset() >= now)) await Task.Delay(10);
        await Task.Delay(50);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
