using System.Diagnostics;
using System.Text.Json;
using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Capture;
using Archive.Web.Scanning;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Web.Tests.Scanning;

/// <summary>Scanning over the real service with SANE's test device, whose feeder is empty after ten pages that are all alike.</summary>
public sealed class ScanTests : IAsyncLifetime
{
    private const string Feeder = "Automatic Document Feeder";

    private readonly string _folder = Directory.CreateTempSubdirectory("archive-sane-").FullName;
    private TestService _service = null!;
    private Visitor _operator = null!;
    private bool _isAway;

    public async Task InitializeAsync()
    {
        // SANE's own configuration is left alone.
        await File.WriteAllTextAsync(Path.Combine(_folder, "dll.conf"), "test\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "profiles.json"), JsonSerializer.Serialize(Profiles()));
        _service = await TestService.StartAsync(new()
        {
            Options = new() { LogInsPerMinute = 10_000, RequestsPerMinute = 1_000_000, ScanProfiles = Path.Combine(_folder, "profiles.json") },
            Objects = objects => Outage.Of(objects, "object store", _ => _isAway),
            Configure = WithTestDevice,
        });
        _operator = await _service.PersonAsync("operator", Roles.Operator);
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Scanners_OfTheMachine_AreListedWithTheProfilesOfTheFile()
    {
        var seen = (await _operator.GetAsync("/api/v1/scanners")).Is(200).Json;
        Assert.Equal(["test:0", "test:1"], seen.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("device").GetString()));
        Assert.Contains(seen.GetProperty("profiles").EnumerateArray(), profile => profile.GetProperty("name").GetString() == "feeder" && profile.GetProperty("canDuplex").GetBoolean());
        Assert.Equal(JsonValueKind.Null, seen.GetProperty("problem").ValueKind);
    }

    [Fact]
    public async Task Scanners_WithoutAFile_SuggestProfilesThatScan()
    {
        await using var service = await TestService.StartAsync(new() { Configure = WithTestDevice });
        var visitor = await service.PersonAsync("operator", Roles.Operator);
        var profiles = (await visitor.GetAsync("/api/v1/scanners")).Is(200).Json.GetProperty("profiles").EnumerateArray().Select(profile => profile.GetProperty("name").GetString()).ToList();
        Assert.Equal(["Noname frontend-tester, feeder", "Noname frontend-tester, glass", "Noname frontend-tester, feeder (2)", "Noname frontend-tester, glass (2)"], profiles);
        var batch = (await visitor.PostAsync("/api/v1/batches", new { name = "b", sides = 1, sheets = (int?)null, source = "scanner" })).Is(201).Json.GetProperty("id").GetInt64();
        (await visitor.PostAsync($"/api/v1/batches/{batch}/scans", new { profile = profiles[1], sides = (int?)null, replaces = (long?)null })).Is(202);
        var ended = await EndAsync(visitor, batch);
        Assert.Equal(("done", 1), (Outcome(ended), ended.GetProperty("received").GetInt32()));
    }

    [Fact]
    public async Task Scanners_NoneThere_IsSaid()
    {
        var nothing = Directory.CreateDirectory(Path.Combine(_folder, "nothing")).FullName;
        await File.WriteAllTextAsync(Path.Combine(nothing, "dll.conf"), "# none\n");
        await using var service = await TestService.StartAsync(new() { Configure = builder => builder.Services.AddSingleton(new Sane(nothing)) });
        var seen = (await (await service.PersonAsync("operator", Roles.Operator)).GetAsync("/api/v1/scanners")).Is(200).Json;
        Assert.Equal("No scanner was found.", seen.GetProperty("problem").GetString());
    }

    [Fact]
    public async Task Scan_OfAFullFeeder_BringsEveryPageInOrderThoughAllAreAlike()
    {
        var batch = await BatchAsync();
        var begun = await ScanAsync(batch, "feeder", sides: 2);
        Assert.Equal(begun.Header("Location"), $"/api/v1/batches/{batch}/scans/{begun.Json.GetProperty("id").GetString()}");
        var ended = await EndAsync(_operator, batch);

        Assert.Equal(("done", 10, 10), (Outcome(ended), ended.GetProperty("pages").GetInt32(), ended.GetProperty("received").GetInt32()));
        (await _operator.GetAsync(begun.Header("Location")!)).Is(200);
        var sources = await _service.Stores.Catalog.ListSourcesAsync(batch, default);
        Assert.All(sources, source => Assert.Equal(SourceDisposition.Received, source.Disposition));
        Assert.Equal(Enumerable.Range(1, 10).Select(number => $"page-{number:00000}.tif"), sources.Select(source => Path.GetFileName(source.Path)));
        var shown = (await _operator.GetAsync($"/api/v1/batches/{batch}")).Is(200).Json;
        Assert.Equal(("scanner", 10), (shown.GetProperty("source").GetString(), shown.GetProperty("pages").GetInt32()));
        var told = (await _operator.ToldAsync()).Select(entry => entry.Detail).ToList();
        Assert.Contains("scan begun: feeder, sides 2", told);
        Assert.Contains("input 9 received", told);
        Assert.Contains("scan ended: Done, 10 pages", told);
        Assert.Empty(Directory.EnumerateFiles(_service.ScanFolder, "*.tif*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("jammed", "jam", null)]
    [InlineData("cover open", "coverOpen", null)]
    [InlineData("device busy", "busy", null)]
    [InlineData("no docs", "done", null)]
    [InlineData("access denied", "failed", "accessDenied")]
    [InlineData("io error", "failed", "inputOutput")]
    [InlineData("no mem", "failed", "outOfMemory")]
    [InlineData("gone", "deviceGone", null)]
    [InlineData("unknown option", "failed", "options")]
    public async Task Scan_ThatGoesWrong_SaysHow(string profile, string outcome, string? word)
    {
        var batch = await BatchAsync();
        await ScanAsync(batch, profile);
        var ended = await EndAsync(_operator, batch);
        Assert.Equal((outcome, word, 0), (Outcome(ended), ended.GetProperty("word").GetString(), ended.GetProperty("pages").GetInt32()));
    }

    [Fact]
    public async Task Scan_StoppedByTheOperator_EndsAndKeepsItsPages()
    {
        var batch = await BatchAsync();
        var scan = (await ScanAsync(batch, "slow")).Header("Location")!;
        (await _operator.PostAsync($"/api/v1/batches/{batch}/scans", new { profile = "slow", sides = (int?)null, replaces = (long?)null })).IsProblem(409, "scannerBusy");
        await UntilAsync(async () => (await _operator.GetAsync(scan)).Json.GetProperty("pages").GetInt32() > 0);
        (await _operator.DeleteAsync(scan)).Is(204);
        var ended = await EndAsync(_operator, batch);
        Assert.Equal("stopped", Outcome(ended));
        Assert.InRange(ended.GetProperty("pages").GetInt32(), 1, 9);
        Assert.Equal(ended.GetProperty("pages").GetInt32(), (await _service.Stores.Catalog.Captures.GetAsync(batch, default))!.PagesTotal);
        // The scanner is free again.
        await ScanAsync(batch, "jammed");
    }

    [Fact]
    public async Task Scan_WithoutAPageForTooLong_IsEnded()
    {
        var batch = await BatchAsync();
        await ScanAsync(batch, "very slow");
        await Task.Delay(300);
        _service.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal("timedOut", Outcome(await EndAsync(_operator, batch)));
    }

    [Fact]
    public async Task Scan_WhileTheObjectStoreIsAway_BringsItsPagesWhenItIsBack()
    {
        var batch = await BatchAsync();
        _isAway = true;
        var scan = (await ScanAsync(batch, "feeder")).Header("Location")!;
        await UntilAsync(async () => (await _operator.GetAsync(scan)).Json is var shown && shown.GetProperty("pages").GetInt32() == 10 && shown.GetProperty("problem").GetString() is not null);
        Assert.Equal("running", Outcome((await _operator.GetAsync(scan)).Json));
        _isAway = false;
        var ended = await EndAsync(_operator, batch);
        Assert.Equal(("done", 10, null), (Outcome(ended), ended.GetProperty("received").GetInt32(), ended.GetProperty("problem").GetString()));
        Assert.Equal(10, (await _service.Stores.Catalog.Captures.GetAsync(batch, default))!.PagesTotal);
    }

    /// <summary>The process ended with pages in the spool: some received and not removed, some marked, some as scanimage wrote them, one half written.</summary>
    [Fact]
    public async Task Pages_LeftByAProcessThatEnded_AreReceivedByTheNext()
    {
        var batch = await BatchAsync();
        await ScanAsync(batch, "jammed");
        await EndAsync(_operator, batch);
        var spool = new ScanSpool(_service.ScanFolder);
        var facts = new ScanFacts(Guid.CreateVersion7().ToString("N"), batch, "feeder", "test:0", 1, null, "operator", _service.Time.GetUtcNow());
        var folder = spool.Begin(facts);
        await RunAsync("scanimage", folder, "--device-name=test:0", $"--source={Feeder}", "--resolution=75", "--format=tiff", $"--batch={ScanSpool.RawPattern}", "--batch-count=3");
        spool.Ready(facts.Id, 1);
        await File.WriteAllBytesAsync(Path.Combine(folder, "raw-00004.tif.part"), [1, 2, 3]);

        await _service.AddNodeAsync(new(), WithTestDevice);
        await UntilAsync(async () => (await _service.Stores.Catalog.Captures.GetAsync(batch, default))!.PagesTotal == 3);
        await UntilAsync(() => Task.FromResult(spool.List().Single(one => one.Id == facts.Id).Outcome != ScanOutcome.Running));
        Assert.Equal((ScanOutcome.Failed, "interrupted"), (spool.List().Single(one => one.Id == facts.Id).Outcome, spool.List().Single(one => one.Id == facts.Id).Word));
        Assert.Equal(["page-00001.tif", "page-00002.tif", "page-00003.tif"], (await _service.Stores.Catalog.ListSourcesAsync(batch, default)).Select(source => Path.GetFileName(source.Path)));
        Assert.Empty(Directory.EnumerateFiles(folder, "*.tif"));
    }

    [Fact]
    public async Task Scan_ThatReplacesAPage_StandsInItsPlace()
    {
        var batch = await BatchAsync();
        await ScanAsync(batch, "glass");
        await EndAsync(_operator, batch);
        var old = Assert.Single(await _service.Stores.Catalog.Captures.ListPagesAsync(batch, default));
        (await _operator.PostAsync($"/api/v1/batches/{batch}/scans", new { profile = "glass", sides = 1, replaces = old.Page.Id + 1000 })).IsProblem(422, "invalid");
        (await _operator.PostAsync($"/api/v1/batches/{batch}/scans", new { profile = "glass", sides = 1, replaces = old.Page.Id })).Is(202);
        await EndAsync(_operator, batch);
        var pages = await _service.Stores.Catalog.Captures.ListPagesAsync(batch, default);
        Assert.Equal([PageDisposition.Rescanned, PageDisposition.Image], pages.Select(page => page.Arrangement.Disposition));
        Assert.Equal(pages[1].Page.Id, pages[0].Arrangement.ReplacedBy);
    }

    [Fact]
    public async Task Scan_ThatMakesNoSense_IsRefused()
    {
        var batch = await BatchAsync();
        var path = $"/api/v1/batches/{batch}/scans";
        (await _operator.PostAsync(path, new { profile = "--help", sides = (int?)null, replaces = (long?)null })).IsProblem(422, "invalid");
        (await _operator.PostAsync(path, new { profile = "glass", sides = 2, replaces = (long?)null })).IsProblem(422, "invalid");
        (await _operator.PostAsync("/api/v1/batches/999/scans", new { profile = "glass", sides = 1, replaces = (long?)null })).IsProblem(404, "notFound");
        (await _operator.DeleteAsync(path + "/nothing")).IsProblem(404, "notFound");
        var shown = (await _operator.GetAsync($"/api/v1/batches/{batch}")).Is(200);
        (await _operator.PutAsync($"/api/v1/batches/{batch}", new { sheets = 1, sides = 1, isClosed = true, setAsideReason = (string?)null }, ("If-Match", shown.Header("ETag")!))).Is(200);
        (await _operator.PostAsync(path, new { profile = "glass", sides = 1, replaces = (long?)null })).IsProblem(409, "closed");
        shown = (await _operator.GetAsync($"/api/v1/batches/{batch}")).Is(200);
        (await _operator.PutAsync($"/api/v1/batches/{batch}", new { sheets = 1, sides = 1, isClosed = false, setAsideReason = "wrong box" }, ("If-Match", shown.Header("ETag")!))).Is(200);
        (await _operator.PostAsync(path, new { profile = "glass", sides = 1, replaces = (long?)null })).IsProblem(409, "over");
        (await _operator.PostAsync("/api/v1/batches", new { name = "x", sides = 1, sheets = (int?)null, source = "folder" })).IsProblem(422, "invalid");
        Assert.Empty((await _operator.GetAsync(path)).Is(200).Json.GetProperty("items").EnumerateArray());
    }

    private void WithTestDevice(WebApplicationBuilder builder) => builder.Services.AddSingleton(new Sane(_folder));

    private static IEnumerable<object> Profiles()
    {
        object Fault(string name, string status) => new { name, device = "test:0", resolution = 75, source = Feeder, options = new Dictionary<string, string> { ["read-return-value"] = status } };
        object Slow(string name, int height, string delay) =>
            new { name, device = "test:0", resolution = 75, source = Feeder, height, options = new Dictionary<string, string> { ["read-delay"] = "yes", ["read-delay-duration"] = delay, ["read-limit"] = "yes", ["read-limit-size"] = "4000" } };
        return
        [
            new { name = "feeder", device = "test:0", resolution = 75, source = Feeder, duplexSource = Feeder },
            new { name = "glass", device = "test:0", resolution = 75, source = "Flatbed" },
            Slow("slow", 100, "20000"), Slow("very slow", 200, "200000"),
            Fault("jammed", "SANE_STATUS_JAMMED"), Fault("cover open", "SANE_STATUS_COVER_OPEN"), Fault("device busy", "SANE_STATUS_DEVICE_BUSY"), Fault("no docs", "SANE_STATUS_NO_DOCS"),
            Fault("access denied", "SANE_STATUS_ACCESS_DENIED"), Fault("io error", "SANE_STATUS_IO_ERROR"), Fault("no mem", "SANE_STATUS_NO_MEM"),
            new { name = "gone", device = "test:77" },
            new { name = "unknown option", device = "test:0", options = new Dictionary<string, string> { ["no-such-thing"] = "1" } },
        ];
    }

    private async Task<long> BatchAsync() =>
        (await _operator.PostAsync("/api/v1/batches", new { name = "scanned", sides = 1, sheets = (int?)null, source = "scanner" })).Is(201).Json.GetProperty("id").GetInt64();

    private async Task<Answer> ScanAsync(long batch, string profile, int? sides = null) =>
        (await _operator.PostAsync($"/api/v1/batches/{batch}/scans", new { profile, sides, replaces = (long?)null })).Is(202);

    private static string? Outcome(JsonElement scan) => scan.GetProperty("outcome").GetString();

    /// <summary>The newest scan of the batch, once it has ended.</summary>
    private static async Task<JsonElement> EndAsync(Visitor visitor, long batch)
    {
        JsonElement newest = default;
        await UntilAsync(async () => Outcome(newest = (await visitor.GetAsync($"/api/v1/batches/{batch}/scans")).Is(200).Json.GetProperty("items")[0]) != "running");
        return newest;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var began = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(began.Elapsed < TimeSpan.FromSeconds(30), "It did not come about.");
            await Task.Delay(30);
        }
    }

    private async Task RunAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardError = true };
        start.Environment["SANE_CONFIG_DIR"] = _folder;
        using var process = Process.Start(start)!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
    }
}
