using System.Text.Json;
using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Audit;
using Archive.Domain.Capture;

namespace Archive.Web.Tests.Capturing;

/// <summary>What operators see of a released batch, and who has seen its pages before they were a file.</summary>
public sealed class BatchSightTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Visitor _ilze = null!;
    private long _batch;
    private string _feed = "";

    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync(new() { Options = new() { SampleShare = 0, RequestsPerMinute = 1_000_000 } });
        _ilze = await _service.PersonAsync("ilze", Roles.Operator);
        var (batch, pages) = await Shelf.Empty(_service).CaptureAsync("ilze", 4, 4);
        (_batch, _feed) = (batch.BatchId, batch.FeedFile);
        // Two pages of an asylum seeker's file, then two of a permit's.
        await _service.Stores.Catalog.Captures.ArrangeAsync(_batch, batch.Version, new Dictionary<long, PageArrangement> { [pages[0].Page.Id] = Begins(pages[0], "PMR-2020-00007"), [pages[2].Page.Id] = Begins(pages[2], "UAT-2020-00007") }, default);

        static PageArrangement Begins(CapturedPage page, string number) => page.Arrangement with { Starts = PageStart.File, Case = CaseNumber.Parse(number) };
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Pages_OfAReleasedBatch_AreThoseOfFilesThatAreSeen()
    {
        var permits = await _service.PersonAsync("permits", Roles.Operator, [Register.Uat]);
        Assert.Equal(4, (await PagesAsync(permits)).Count);
        Assert.Single(await SourcesAsync(permits));
        await ReleaseAsync();

        Assert.Equal(4, (await PagesAsync(_ilze)).Count);
        var seen = await PagesAsync(permits);
        Assert.Equal([null, "UAT-2020-00007"], seen.Select(page => page.GetProperty("case").GetString()).Order(StringComparer.Ordinal));
        var nobody = await _service.PersonAsync("nobody", Roles.Operator, []);
        Assert.Empty(await PagesAsync(nobody));
        Assert.Empty(await SourcesAsync(nobody));
        Assert.Single(await SourcesAsync(permits));
        var restricted = (await _service.Stores.Catalog.ListFilesAsync(new(_batch, CaseNumber.Parse("UAT-2020-00007"), null, 10), default))[0];
        await _service.Stores.Catalog.SetAccessAsync(restricted, restricted.Case, new(null, true), default);
        Assert.Empty(await PagesAsync(permits));
    }

    [Fact]
    public async Task Pages_Listed_AreToldOncePerSessionInTenMinutes()
    {
        for (var time = 0; time < 3; time++) await PagesAsync(_ilze);
        var told = Assert.Single(await _ilze.ToldAsync());
        Assert.Equal((AuditAction.ReadFile, $"batch {_batch}", "list of pages"), (told.Action, told.Subject, told.Detail));
    }

    [Fact]
    public async Task Readers_OfAReleasedFile_AreThoseWhoDigitizedItsPagesToo()
    {
        (await _ilze.GetAsync($"/iiif/3/{_feed}-p1/full/max/0/default.jpg")).Is(200);
        var anna = await _service.PersonAsync("anna", Roles.Operator);
        (await anna.GetAsync($"/iiif/3/{_feed}-p4/full/max/0/default.jpg")).Is(200);
        var zane = await _service.PersonAsync("zane", Roles.Operator);
        (await zane.GetAsync($"/iiif/3/{_feed}-p4/full/80,/0/default.jpg")).Is(200);
        await ReleaseAsync();
        var auditor = await _service.PersonAsync("auditor", Roles.Auditor);

        // The thumbnails may have been of any page.
        Assert.Equal(["ilze 0 1", "zane 0 1"], await ReadersAsync("PMR-2020-00007"));
        Assert.Equal(["anna 0 1", "zane 0 1"], await ReadersAsync("UAT-2020-00007"));

        async Task<IEnumerable<string>> ReadersAsync(string number) => (await auditor.GetAsync($"/api/v1/audit/readers?case={number}")).Is(200).Json.GetProperty("items").EnumerateArray()
            .Select(reader => $"{reader.GetProperty("actor").GetString()} {reader.GetProperty("times").GetInt32()} {reader.GetProperty("digitizing").GetInt32()}").Order(StringComparer.Ordinal);
    }

    private async Task ReleaseAsync()
    {
        var version = (await _ilze.GetAsync($"/api/v1/batches/{_batch}")).Is(200).Json.GetProperty("version").GetInt64();
        (await _ilze.PostAsync($"/api/v1/batches/{_batch}/release", new { }, ("If-Match", $"\"{version}\""))).Is(200);
    }

    private async Task<List<JsonElement>> PagesAsync(Visitor who) => [.. (await who.GetAsync($"/api/v1/batches/{_batch}/pages")).Is(200).Json.GetProperty("items").EnumerateArray()];

    private async Task<List<JsonElement>> SourcesAsync(Visitor who) => [.. (await who.GetAsync($"/api/v1/batches/{_batch}/sources")).Is(200).Json.GetProperty("items").EnumerateArray()];
}
