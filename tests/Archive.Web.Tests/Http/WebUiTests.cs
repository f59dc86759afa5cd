using Archive.Domain.Access;
using Archive.Domain.Audit;

namespace Archive.Web.Tests.Http;

/// <summary>The service with a web UI beside its API, and behind proxies.</summary>
public sealed class WebUiTests : IAsyncLifetime
{
    private readonly DirectoryInfo _ui = Directory.CreateTempSubdirectory("archive-ui-");
    private TestService _service = null!;
    private Visitor _anna = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_ui.FullName, "index.html"), "<!doctype html><title>Archive</title>");
        _service = await TestService.StartAsync(new() { UiFolder = _ui.FullName, Options = new() { RequestsPerMinute = 1_000_000, LogInsPerMinute = 10_000, Proxies = "10.9.8.7, 10.2.0.0/16" } });
        _anna = await _service.PersonAsync("anna", Roles.Operator | Roles.Caseworker);
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        _ui.Delete(recursive: true);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/batches/7")]
    [InlineData("/files/F00000001/pages/3")]
    [InlineData("/apiary")]
    public async Task Get_AddressOfTheUi_IsItsDocument(string path)
    {
        var answer = (await _service.Nobody.GetAsync(path)).Is(200);
        Assert.Equal("text/html", answer.ContentType);
        Assert.Contains("no-cache", answer.Header("Cache-Control"), StringComparison.Ordinal);
        (await _service.Nobody.SendAsync(HttpMethod.Head, path, null)).Is(200);
    }

    [Fact]
    public async Task Api_BesideTheUi_RefusesAsWithoutIt()
    {
        (await _anna.PutAsync("/api/v1/search", new { })).IsProblem(405, "wrongMethod");
        using var text = new HttpRequestMessage(HttpMethod.Post, _service.Address + "/api/v1/batches") { Content = new StringContent("name=x") };
        text.Headers.Add("X-Archive-Request", "1");
        text.Headers.Add("Cookie", $"archive-local={_anna.Token}");
        using var answer = await _service.Http.SendAsync(text);
        Assert.Equal(415, (int)answer.StatusCode);
        Assert.NotEqual("text/html", (await _anna.GetAsync("/api/v1/nothing")).ContentType);
        Assert.NotEqual("text/html", (await _anna.GetAsync("/iiif/3/nothing/else")).ContentType);
        Assert.True((await _anna.PostAsync("/batches/7", new { })).Status is 404 or 405);
    }

    [Fact]
    public void Proxies_OfTheOptions_AreBelievedAndOthersAreNot()
    {
        var believed = Archive.Web.Http.Proxies.Believed("10.9.8.7, 10.2.0.0/16");
        Assert.Contains(System.Net.IPAddress.Parse("10.9.8.7"), believed.KnownProxies);
        Assert.Contains(believed.KnownIPNetworks, network => network.Contains(System.Net.IPAddress.Parse("10.2.200.1")));
        Assert.DoesNotContain(believed.KnownIPNetworks, network => network.Contains(System.Net.IPAddress.Parse("10.3.0.1")));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceOptions { Proxies = "balancer.example" }.Validated());
    }

    [Fact]
    public async Task Proxy_OfTheMachine_SaysWhoAsksAndThatItCameByTls()
    {
        var answer = (await _anna.GetAsync("/api/v1/search?q=x", ("X-Forwarded-For", "192.0.2.7"), ("X-Forwarded-Proto", "https"))).Status;
        // By TLS the cookie has another name.
        Assert.Equal(401, answer);
        (await _anna.GetAsync("/api/v1/search?q=x", ("X-Forwarded-For", "192.0.2.7"))).Is(200);
        Assert.Contains(await _anna.ToldAsync(), told => told is { Action: AuditAction.Search, Origin: "192.0.2.7" });
        Assert.NotNull((await _service.Nobody.GetAsync("/health/live", ("X-Forwarded-Proto", "https"))).Is(200).Header("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Metrics_AfterSomeRequests_TellOfThemByRouteAndOfLogIns()
    {
        (await _anna.GetAsync("/api/v1/batches/123456")).Is(404);
        await _service.Nobody.LogInAsync("anna", "wrong");
        var text = (await _service.Nobody.GetAsync("/metrics")).Is(200).Text;
        Assert.Contains("archive_http_request_seconds_count{route=\"api/v1/batches/{id:long}\",method=\"GET\",status=\"404\"}", text, StringComparison.Ordinal);
        Assert.Contains("archive_log_ins_total{outcome=\"refused\"}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("123456", text, StringComparison.Ordinal);
    }
}
