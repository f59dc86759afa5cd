using System.Globalization;
using System.Text;
using Archive.Domain.Access;
using Archive.Domain.Capture;
using Archive.Testing;

namespace Archive.Web.Tests.Capturing;

/// <summary>Uploads by the tus protocol over the real service.</summary>
public sealed class UploadTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Visitor _anna = null!;
    private long _batch;
    private string? _away;

    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync(new() { Objects = objects => Outage.Of(objects, "object store", _ => _away == "object store") });
        _anna = await _service.PersonAsync("anna", Roles.Operator);
        _batch = (await _anna.PostAsync("/api/v1/batches", new { name = "Kaste 7", sheets = 3, sides = 1 })).Is(201).Json.GetProperty("id").GetInt64();
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Upload_InPieces_GoesIntoTheBatch()
    {
        var page = Page(1);
        var upload = await BeginAsync("Ķirsis 1.png", page.Length);
        Assert.Equal("7", (await PatchAsync(upload, 0, page[..7])).Is(204).Header("Upload-Offset"));
        Assert.Equal("7", (await _anna.SendAsync(HttpMethod.Head, upload, null)).Is(200).Header("Upload-Offset"));
        (await PatchAsync(upload, 7, page[7..])).Is(204);
        Assert.Equal([("Ķirsis 1.png", "received")], await SourcesAsync());
        Assert.Contains(await _anna.ToldAsync(), told => told.Detail == "input 0 received");
    }

    [Theory]
    [InlineData("upload.json")]
    [InlineData("facts")]
    [InlineData("data")]
    [InlineData("../../../etc/passwd")]
    [InlineData("..\\..\\autoexec.bat")]
    [InlineData("漢")]
    public async Task Upload_HostileName_IsTakenAndTheServiceGoesOn(string name)
    {
        var full = name.Length == 1 ? string.Concat(Enumerable.Repeat(name, 118)) : name;
        await SendAsync(full, Page(1));
        await SendAsync("next.png", Page(2));
        Assert.Equal(["received", "received"], (await SourcesAsync()).Select(source => source.Disposition));
        // As after a restart.
        await _service.AddNodeAsync(new());
        (await _anna.GetAsync("/health/live")).Is(200);
    }

    [Fact]
    public async Task Upload_OfTheWrongType_IsRefusedBeforeItIsStored()
    {
        foreach (var content in new[] { "hello"u8.ToArray(), Encoding.ASCII.GetBytes(new string('x', 4000)), "<html><script>alert(1)</script>"u8.ToArray(), "MZ\u0090\0"u8.ToArray() })
        {
            var upload = await BeginAsync("page.png", content.Length);
            (await PatchAsync(upload, 0, content)).IsProblem(415, "notTaken");
            (await _anna.SendAsync(HttpMethod.Head, upload, null)).Is(404);
        }

        (await TryBeginAsync("empty.png", 0)).IsProblem(415, "notTaken");
        (await TryBeginAsync("huge.png", 3_000_000_000)).IsProblem(413, "tooLarge");
        Assert.Empty(await SourcesAsync());
    }

    [Fact]
    public async Task Patch_ElsewhereThanAtTheEnd_IsRefused()
    {
        var upload = await BeginAsync("page.png", Page(1).Length);
        foreach (var offset in new[] { 1L, 9_000_000_000L, long.MaxValue }) (await PatchAsync(upload, offset, Page(1))).IsProblem(409, "otherOffset");
        (await PatchAsync(upload, 0, [.. Page(1), 0])).IsProblem(413, "tooLarge");
    }

    [Fact]
    public async Task LastAnswer_Lost_IsLearntByAskingAgainAndNothingIsDoubled()
    {
        var page = Page(1);
        var upload = await SendAsync("page.png", page);
        var asked = (await _anna.SendAsync(HttpMethod.Head, upload, null)).Is(200);
        Assert.Equal(page.Length.ToString(CultureInfo.InvariantCulture), asked.Header("Upload-Offset"));
        (await PatchAsync(upload, page.Length - 1, page[^1..])).Is(204);
        Assert.Single(await SourcesAsync());
    }

    [Fact]
    public async Task Store_AwayAtTheEnd_LetsTheClientAskAgain()
    {
        var page = Page(1);
        var upload = await BeginAsync("page.png", page.Length);
        _away = "object store";
        (await PatchAsync(upload, 0, page)).IsProblem(503, "storeUnavailable");
        var offset = long.Parse((await _anna.SendAsync(HttpMethod.Head, upload, null)).Is(200).Header("Upload-Offset")!, CultureInfo.InvariantCulture);
        Assert.Equal(page.Length - 1, offset);
        _away = null;
        (await PatchAsync(upload, offset, page[^1..])).Is(204);
        Assert.Equal("received", Assert.Single(await SourcesAsync()).Disposition);
    }

    [Fact]
    public async Task Upload_WholeWhenItsNodeEnded_IsGivenToItsBatchByTheNext()
    {
        var page = Page(1);
        var upload = await BeginAsync("page.png", page.Length);
        _away = "object store";
        (await PatchAsync(upload, 0, page)).Is(503);
        _away = null;
        await _service.AddNodeAsync(new());
        for (var attempt = 0; (await SourcesAsync()).Count == 0; attempt++)
        {
            Assert.True(attempt < 200);
            await Task.Delay(25);
        }

        Assert.Equal([("page.png", "received")], await SourcesAsync());
    }

    [Fact]
    public async Task Upload_BatchReleasedMeanwhile_GoesIntoTheOneThatFollows()
    {
        var page = Page(1);
        var upload = await BeginAsync("late.png", page.Length);
        await PatchAsync(upload, 0, page[..7]);
        var captures = _service.Stores.Catalog.Captures;
        var batch = (await captures.GetAsync(_batch, default))!;
        Assert.True(await captures.ReleaseAsync(_batch, batch.Version, ReleasePlan.Of(batch, []), "ilze", default));
        (await PatchAsync(upload, 7, page[7..])).Is(204);
        var next = (await captures.ListAsync(null, 10, default))[0];
        Assert.Equal(("Kaste 7 (2)", 1), (next.Name, next.PagesTotal));
    }

    [Fact]
    public async Task Upload_NobodyGoesOnWithForAWeek_IsGivenUp()
    {
        var upload = await BeginAsync("page.png", 1000);
        await PatchAsync(upload, 0, Page(1)[..7]);
        // The folder has the time of the machine, the service that of the test; a node looks at its start.
        _service.Time.Advance(DateTimeOffset.UtcNow - _service.Time.GetUtcNow() + TimeSpan.FromDays(6));
        await _service.AddNodeAsync(new());
        await Task.Delay(300);
        _anna = await _service.LogInAsync(_anna.Account);
        (await _anna.SendAsync(HttpMethod.Head, upload, null)).Is(200);
        _service.Time.Advance(TimeSpan.FromDays(2));
        await _service.AddNodeAsync(new());
        _anna = await _service.LogInAsync(_anna.Account);
        for (var attempt = 0; (await _anna.SendAsync(HttpMethod.Head, upload, null)).Status != 404; attempt++)
        {
            Assert.True(attempt < 200);
            await Task.Delay(25);
        }

        Assert.Contains(await _service.Stores.Catalog.Audit.ReadAsync(new(Subject: $"batch {_batch}"), default), entry => entry.Event.Detail == "upload that nobody went on with given up");
    }

    [Fact]
    public async Task Upload_BeforeAPage_StandsThereAndSeveralKeepTheirOrder()
    {
        foreach (var name in new[] { "1.png", "2.png" }) await SendAsync(name, Page(name[0]));
        var second = (await PagesAsync())[1].Id;
        foreach (var name in new[] { "1a.png", "1b.png", "1c.png" }) await SendAsync(name, Page(name[1]), ("before", second.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(["1.png", "1a.png", "1b.png", "1c.png", "2.png"], (await PagesAsync()).Select(page => page.Source));
    }

    [Fact]
    public async Task Upload_BeforeAPageManyTimes_MakesTheOrderAnewWhereThereIsNoRoom()
    {
        foreach (var name in new[] { "1.png", "2.png" }) await SendAsync(name, Page(name[0]));
        var second = (await PagesAsync())[1].Id;
        var names = Enumerable.Range(0, 30).Select(number => $"n{number:D2}.png").ToList();
        foreach (var name in names) await SendAsync(name, Page(name.GetHashCode(StringComparison.Ordinal)), ("before", second.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(["1.png", .. names, "2.png"], (await PagesAsync()).Select(page => page.Source));
    }

    [Fact]
    public async Task SameBytes_InAnotherBatch_AreADuplicateUntilTakenAllTheSame()
    {
        await SendAsync("1.png", Page(1));
        var first = _batch;
        _batch = (await _anna.PostAsync("/api/v1/batches", new { name = "Kaste 8", sheets = 3, sides = 1 })).Is(201).Json.GetProperty("id").GetInt64();
        await SendAsync("same.png", Page(1));
        await SendAsync("again.png", Page(1));
        var shown = (await _anna.GetAsync($"/api/v1/batches/{_batch}/sources")).Is(200).Json.GetProperty("items")[0];
        Assert.Equal(("duplicate", null, first), (shown.GetProperty("disposition").GetString(), shown.GetProperty("duplicateOf").GetString(), shown.GetProperty("duplicateBatchId").GetInt64()));
        Assert.Empty(await PagesAsync());

        Assert.Equal("received", (await _anna.PostAsync($"/api/v1/batches/{_batch}/sources/0/take", null)).Is(200).Json.GetProperty("disposition").GetString());
        Assert.Equal("same.png", Assert.Single(await PagesAsync()).Source);
        // Once in a batch is enough.
        Assert.Equal("duplicate", (await _anna.PostAsync($"/api/v1/batches/{_batch}/sources/1/take", null)).Is(200).Json.GetProperty("disposition").GetString());
        Assert.Single(await PagesAsync());
        (await _anna.PostAsync($"/api/v1/batches/{first}/sources/0/take", null)).IsProblem(404, "notFound");
    }

    [Fact]
    public async Task SameBytes_InABatchThatWasPutAside_AreTaken()
    {
        await SendAsync("1.png", Page(1));
        var version = (await _anna.GetAsync($"/api/v1/batches/{_batch}")).Is(200).Json.GetProperty("version").GetInt64();
        (await _anna.PutAsync($"/api/v1/batches/{_batch}", new { sheets = 1, sides = 1, isClosed = false, setAsideReason = "wrong box" }, ("If-Match", $"\"{version}\""))).Is(200);
        _batch = (await _anna.PostAsync("/api/v1/batches", new { name = "Kaste 8", sheets = 3, sides = 1 })).Is(201).Json.GetProperty("id").GetInt64();
        await SendAsync("1.png", Page(1));
        Assert.Equal("received", Assert.Single(await SourcesAsync()).Disposition);
    }

    [Fact]
    public async Task Begin_PlaceOfAPageThatTheBatchHasNot_IsRefused()
    {
        foreach (var field in new[] { "replaces", "before" })
        {
            foreach (var page in new[] { "999999", "x", "-1" }) (await TryBeginAsync("a.png", 10, (field, page))).IsProblem(422, "invalid");
        }
    }

    [Fact]
    public async Task Begin_BatchIsClosed_IsTakenAllTheSame()
    {
        await SendAsync("1.png", Page(1));
        var page = (await PagesAsync())[0].Id;
        var version = (await _anna.GetAsync($"/api/v1/batches/{_batch}")).Is(200).Json.GetProperty("version").GetInt64();
        (await _anna.PutAsync($"/api/v1/batches/{_batch}", new { sheets = 1, sides = 1, isClosed = true, setAsideReason = (string?)null }, ("If-Match", $"\"{version}\""))).Is(200);
        await SendAsync("2.png", Page(3));
        await SendAsync("again.png", Page(2), ("replaces", page.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal([("1.png", "rescanned"), ("again.png", "image"), ("2.png", "image")], (await PagesAsync()).Select(one => (one.Source, one.Disposition)));
    }

    private static byte[] Page(int seed) => Shelf.GrayOf(TestPages.Paper(120, 160).Fill(new((seed & 0x7f) % 100, 10 + ((seed >> 7) & 0x7f), 15, 10)).Fill(new(10, ((seed >> 14) & 0xff) % 150, 80, 8))).Data.ToArray();

    private async Task<Answer> TryBeginAsync(string name, long length, params (string Name, string Value)[] facts)
    {
        var metadata = string.Join(',', facts.Prepend((Name: "filename", Value: name)).Select(fact => $"{fact.Name} {Convert.ToBase64String(Encoding.UTF8.GetBytes(fact.Value))}"));
        return await _anna.PostAsync($"/api/v1/batches/{_batch}/uploads", null, ("Upload-Length", length.ToString(CultureInfo.InvariantCulture)), ("Upload-Metadata", metadata), ("Tus-Resumable", "1.0.0"));
    }

    private async Task<string> BeginAsync(string name, long length, params (string Name, string Value)[] facts) => (await TryBeginAsync(name, length, facts)).Is(201).Header("Location")!;

    private async Task<string> SendAsync(string name, byte[] content, params (string Name, string Value)[] facts)
    {
        var upload = await BeginAsync(name, content.Length, facts);
        (await PatchAsync(upload, 0, content)).Is(204);
        return upload;
    }

    private async Task<Answer> PatchAsync(string upload, long offset, byte[] content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, _service.Address + upload) { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = new("application/offset+octet-stream");
        foreach (var (name, value) in new[] { ("X-Archive-Request", "1"), ("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)), ("Cookie", $"archive-local={_anna.Token}") }) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _service.Http.SendAsync(request);
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync(), response.Headers, response.Content.Headers);
    }

    private async Task<IReadOnlyList<(string Name, string Disposition)>> SourcesAsync() =>
        [.. (await _anna.GetAsync($"/api/v1/batches/{_batch}/sources")).Is(200).Json.GetProperty("items").EnumerateArray().Select(source => (source.GetProperty("name").GetString()!, source.GetProperty("disposition").GetString()!))];

    private async Task<IReadOnlyList<(long Id, string Source, string Disposition)>> PagesAsync() =>
        [.. (await _anna.GetAsync($"/api/v1/batches/{_batch}/pages")).Is(200).Json.GetProperty("items").EnumerateArray()
            .Select(page => (page.GetProperty("id").GetInt64(), page.GetProperty("source").GetString()!, page.GetProperty("disposition").GetString()!))];
}
