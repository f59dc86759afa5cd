using Archive.Domain;
using Archive.Domain.Access;

namespace Archive.Web.Tests.Images;

/// <summary>Images that are damaged or gone say so, and the next one is shown.</summary>
public sealed class DamagedImageTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Shelf _shelf = null!;
    private bool _away;

    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync(new() { Index = index => Outage.Of(index, "search index", _ => _away) });
        _shelf = await Shelf.FillAsync(_service);
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData(PageImageEncoding.JpegGray)]
    [InlineData(PageImageEncoding.JpegColor)]
    [InlineData(PageImageEncoding.CcittG4)]
    public async Task Picture_OfBytesThatAreNoImage_IsAProblemAndTheNextIsShown(PageImageEncoding encoding)
    {
        var damaged = await _shelf.AddAsync("Bojāta", "PMR-2020-00009", AccessConditions.Open, "bad", [new(encoding, 1300, 1700, "this is no image of any kind"u8.ToArray()), Shelf.Gray.Value]);
        var reader = await _service.PersonAsync("reader", Roles.Caseworker);
        foreach (var request in new[] { "full/max/0/default.jpg", "0,0,512,512/512,512/0/default.jpg", "full/80,/0/default.jpg" })
        {
            var answer = await reader.GetAsync($"/iiif/3/{damaged}-p1/{request}");
            // The decoder of Group 4 makes something of any bytes.
            if (encoding != PageImageEncoding.CcittG4) answer.IsProblem(500, "imageUnusable");
            else Assert.True(answer.Status == 200 || answer.Code == "imageUnusable", answer.Text);
            (await reader.GetAsync($"/iiif/3/{damaged}-p2/{request}")).Is(200);
        }
    }

    [Fact]
    public async Task Picture_SmallerThanItWasRecorded_IsAProblem()
    {
        var damaged = await _shelf.AddAsync("Bojāta", "PMR-2020-00009", AccessConditions.Open, "bad", [Shelf.Gray.Value with { Width = 13_000, Height = 17_000 }]);
        var reader = await _service.PersonAsync("reader", Roles.Caseworker);
        (await reader.GetAsync($"/iiif/3/{damaged}-p1/9000,9000,512,512/max/0/default.jpg")).IsProblem(500, "imageUnusable");
    }

    [Fact]
    public async Task Picture_ObjectLost_IsAProblemAndTheNextIsShown()
    {
        var page = (await _service.Stores.Catalog.GetPageAsync(_shelf.Asylum, 1, default))!;
        await _service.Stores.Objects.DiscardAsync(page.Image!.Digest, default);
        await _service.Stores.Objects.DiscardAsync(page.Alto!.Value, default);
        var reader = await _service.PersonAsync("reader", Roles.Caseworker);
        (await reader.GetAsync($"/iiif/3/{_shelf.Asylum}-p1/full/max/0/default.jpg")).IsProblem(500, "objectLost");
        (await reader.GetAsync($"/api/v1/files/{_shelf.Asylum}/pages/1/text")).IsProblem(500, "objectLost");
        (await reader.GetAsync($"/iiif/3/{_shelf.Asylum}-p2/full/max/0/default.jpg")).Is(200);
        (await reader.GetAsync($"/api/v1/files/{_shelf.Asylum}/pages/2/text")).Is(200);
    }

    [Fact]
    public async Task Search_IndexAway_IsSaidAndFilesAreReadAllTheSame()
    {
        var reader = await _service.PersonAsync("reader", Roles.Caseworker);
        _away = true;
        Assert.Equal("5", (await reader.GetAsync("/api/v1/search?q=x")).IsProblem(503, "storeUnavailable").Header("Retry-After"));
        (await reader.GetAsync($"/api/v1/files/{_shelf.Asylum}")).Is(200);
        _away = false;
        (await reader.GetAsync($"/api/v1/search?q={Shelf.Common}")).Is(200);
    }
}
