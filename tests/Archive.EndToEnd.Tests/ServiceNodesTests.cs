using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Archive.EndToEnd.Tests;

/// <summary>Two nodes of the service over one shared archive: whichever answers, it is the same service.</summary>
public sealed class ServiceNodesTests : IAsyncLifetime
{
    private const string Password = "zilonis-peld-upē-7";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false });
    private readonly string[] _addresses = [.. Enumerable.Range(0, 2).Select(_ => $"http://127.0.0.1:{FreePort()}")];
    private Servers _servers = null!;

    public async Task InitializeAsync() => _servers = await Servers.StartAsync();

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _servers.DisposeAsync();
    }

    [Fact]
    public async Task Nodes_BehindOneAddress_AreOneService()
    {
        _servers.PutSamples(2);
        _servers.StartWorker(1);
        Assert.Equal(0, (await _servers.RunAsync("ingest", _servers.Scratch.Inputs, "--json")).Code);
        await AddAsync("reader", "caseworker");
        await AddAsync("feeder", "operator");
        await AddAsync("chief", "administrator");
        var nodes = new[] { StartService(0), StartService(1) };

        var reader = await LogInAsync(0, "reader");
        foreach (var node in new[] { 0, 1 })
        {
            Assert.True((await GetAsync(node, reader, "search?q=" + Uri.EscapeDataString("atļauja OR миграция OR residence OR lieta"))).GetProperty("total").GetInt32() > 0);
            await Servers.UntilAsync(async () => (await _http.GetAsync(_addresses[node] + "/health/ready")).IsSuccessStatusCode, "a node is ready");
        }

        var chief = await LogInAsync(1, "chief");
        await JsonAsync(await SendAsync(0, chief, HttpMethod.Post, "operations/jobs/fixity", null));
        await Servers.UntilAsync(async () => Job(await GetAsync(1, chief, "operations/jobs")).GetProperty("finishedAt").ValueKind == JsonValueKind.String, "the other node tells of the end of the job");
        // The nodes of the service are among those that administrators see, with the worker.
        Assert.Equal(3, (await GetAsync(1, chief, "operations/status")).GetProperty("nodes").EnumerateArray().Count(node => node.GetProperty("alive").GetBoolean()));

        var feeder = await LogInAsync(1, "feeder");
        var begun = await SendAsync(0, feeder, HttpMethod.Post, "batches", JsonContent.Create(new { name = "Kaste 7", sheets = 1, sides = 1 }));
        var batch = (await JsonAsync(begun)).GetProperty("id").GetInt64();
        var scan = await File.ReadAllBytesAsync(SamplePages.Smallest(3)[2]);
        var upload = await BeginAsync(0, feeder, batch, scan.Length);
        Assert.Equal(HttpStatusCode.NoContent, (await PatchAsync(0, feeder, upload, 0, scan[..1000])).StatusCode);
        // What was acknowledged is not lost with the node that took it.
        nodes[0].Kill();
        Assert.Equal(HttpStatusCode.NoContent, (await PatchAsync(1, feeder, upload, 1000, scan[1000..])).StatusCode);
        await Servers.UntilAsync(async () => (await GetAsync(1, feeder, $"batches/{batch}")).GetProperty("pagesFinished").GetInt32() == 1, "the page is read");
        Assert.Equal(0, (await _servers.RunAsync("audit", "verify")).Code);
    }

    [Fact]
    public async Task Node_StartedWhileTheCatalogIsAway_WaitsForIt()
    {
        _servers.StartWorker(1);
        await Servers.UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(_servers.Scratch.Path, "node1", "search.db"))), "the worker has its index");
        await _servers.Postgres.StopAsync();
        StartService(0);
        await Task.Delay(1500);
        await _servers.Postgres.StartAgainAsync();
        await Servers.UntilAsync(async () => await IsAliveAsync(), "the node serves");
    }

    private static JsonElement Job(JsonElement jobs) => jobs.GetProperty("items").EnumerateArray().Single(job => job.GetProperty("name").GetString() == "fixity");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private ArchiveProcess StartService(int number) => _servers.StartService(number + 1, _addresses[number]);

    private async Task<bool> IsAliveAsync()
    {
        try
        {
            return (await _http.GetAsync(_addresses[0] + "/health/live")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task AddAsync(string name, string role)
    {
        var added = await _servers.RunWithLineAsync(Password, "account", "add", name, "--role", role, "--register", "PMR", "--register", "UAT", "--all-units", "--password-from-stdin");
        Assert.True(added.Code == 0, added.Error);
    }

    private async Task<string> LogInAsync(int node, string name)
    {
        HttpResponseMessage? answer = null;
        await Servers.UntilAsync(
            async () =>
            {
                try
                {
                    answer = await SendAsync(node, null, HttpMethod.Post, "session", JsonContent.Create(new { name, password = Password }));
                    return true;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "the service answers");
        Assert.True(answer!.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private async Task<JsonElement> GetAsync(int node, string cookie, string path) => await JsonAsync(await SendAsync(node, cookie, HttpMethod.Get, path, null));

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return body.Length == 0 ? default : JsonDocument.Parse(body).RootElement;
    }

    private async Task<string> BeginAsync(int node, string cookie, long batch, long length)
    {
        var answer = await SendAsync(node, cookie, HttpMethod.Post, $"batches/{batch}/uploads", null, ("Upload-Length", length.ToString(CultureInfo.InvariantCulture)));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.ToString();
    }

    private Task<HttpResponseMessage> PatchAsync(int node, string cookie, string upload, long offset, byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/offset+octet-stream");
        return SendAsync(node, cookie, HttpMethod.Patch, upload["/api/v1/".Length..], content, ("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)));
    }

    private Task<HttpResponseMessage> SendAsync(int node, string? cookie, HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, $"{_addresses[node]}/api/v1/{path}") { Content = content };
        foreach (var (name, value) in headers.Append(("X-Archive-Request", "1"))) request.Headers.Add(name, value);
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return _http.SendAsync(request);
    }
}
