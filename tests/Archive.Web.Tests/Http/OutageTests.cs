using Archive.Domain.Access;

namespace Archive.Web.Tests.Http;

/// <summary>Stores that go away while the service runs.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Shelf _shelf = null!;
    private string? _away;

    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync(new()
        {
            Catalog = catalog => Outage.Of(catalog, "catalog", _ => _away == "catalog"),
            Objects = objects => Outage.Of(objects, "object store", _ => _away == "object store"),
        });
        _shelf = await Shelf.FillAsync(_service);
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("catalog")]
    [InlineData("object store")]
    public async Task Store_Away_IsSaidAndWorksAgainAfterwards(string store)
    {
        var everybody = await EverybodyAsync();
        string[] paths = store == "catalog"
            ? ["/api/v1/session", "/api/v1/files", $"/api/v1/files/{_shelf.Asylum}", "/api/v1/audit", $"/iiif/3/{_shelf.Asylum}-p1/full/80,/0/default.jpg"]
            : [$"/api/v1/files/{_shelf.Asylum}/pdf", $"/api/v1/files/{_shelf.Asylum}/pages/1/text"];
        _away = store;
        foreach (var path in paths)
        {
            var answer = (await everybody.GetAsync(path, ("Accept", "image/png"))).IsProblem(503, "storeUnavailable");
            Assert.Equal("5", answer.Header("Retry-After"));
            Assert.Contains(store, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.DoesNotContain("unplugged", answer.Text, StringComparison.Ordinal);
        }

        if (store == "catalog") (await _service.Nobody.LogInAsync("everybody", TestService.Password)).IsProblem(503, "storeUnavailable");
        (await _service.Nobody.GetAsync("/health/live")).Is(200);
        _away = null;
        foreach (var path in paths) (await everybody.GetAsync(path)).Is(200);
    }

    [Fact]
    public async Task Answer_OfARequestThatBreaks_CarriesTheHeadersOfABrowsersSafety()
    {
        var everybody = await EverybodyAsync();
        _away = "catalog";
        var broken = (await everybody.GetAsync("/api/v1/files")).Is(503);
        Assert.StartsWith("default-src 'none'", broken.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", broken.Header("X-Content-Type-Options"));
        Assert.Contains("no-store", broken.Header("Cache-Control"), StringComparison.Ordinal);
    }

    private Task<Visitor> EverybodyAsync() => _service.PersonAsync("everybody", Roles.Operator | Roles.Caseworker | Roles.Archivist | Roles.Auditor | Roles.Administrator);
}
