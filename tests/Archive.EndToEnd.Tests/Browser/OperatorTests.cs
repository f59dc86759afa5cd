using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Archive.EndToEnd.Tests.Browser;

/// <summary>An operator feeds pages, puts them in order and releases them; a caseworker finds them.</summary>
[Collection(ServedCollection.Name)]
public sealed class OperatorTests(ServedArchive archive)
{
    [Fact]
    public async Task Batch_FedArrangedAndReleased_IsFoundByACaseworker()
    {
        using var operatorClient = await ClientAsync("operator");
        var samples = archive.ScannedAnew(SamplePages.Smallest(2));
        var batch = await SendAsync(operatorClient, HttpMethod.Post, "batches", new { name = "Box 7", sheets = 3, sides = 1 });
        var id = batch.GetProperty("id").GetInt64();
        foreach (var sample in samples) await UploadAsync(operatorClient, id, sample, Path.GetFileName(sample));
        await UploadAsync(operatorClient, id, samples[0], "again.jpg");

        var sources = (await GetAsync(operatorClient, $"batches/{id}/sources")).GetProperty("items");
        Assert.Equal(["received", "received", "duplicate"], sources.EnumerateArray().Select(source => source.GetProperty("disposition").GetString()));
        var shown = await UntilAsync(operatorClient, $"batches/{id}", one => one.GetProperty("pages").GetInt32() == 2 && one.GetProperty("pagesFinished").GetInt32() == 2);
        Assert.Equal(1, shown.GetProperty("account").GetProperty("missing").GetInt32());
        var version = shown.GetProperty("version").GetInt64();
        var refused = await RefusedAsync(operatorClient, HttpMethod.Post, $"batches/{id}/release", version, new { });
        Assert.Equal(["stillOpen", "notBalanced"], refused.GetProperty("obstacles").EnumerateArray().Select(one => one.GetString()).Where(one => one != "flagsOpen"));

        var pages = (await GetAsync(operatorClient, $"batches/{id}/pages")).GetProperty("items").EnumerateArray().ToList();
        var arranged = pages.Select((page, index) => new
        {
            id = page.GetProperty("id").GetInt64(),
            position = page.GetProperty("position").GetInt64(),
            disposition = "image",
            turn = (int?)null,
            starts = index == 0 ? "file" : "document",
            @case = index == 0 ? "PMR-2024-00077" : null,
            documentType = index == 0 ? "application" : "letter",
            isAnswered = true,
        });
        version = (await SendAsync(operatorClient, HttpMethod.Post, $"batches/{id}/arrangement", new { pages = arranged }, version)).GetProperty("version").GetInt64();
        var stale = await RefusedAsync(operatorClient, HttpMethod.Put, $"batches/{id}", version - 1, new { sheets = 2, sides = 1, isClosed = true, setAsideReason = (string?)null });
        Assert.Equal("changedMeanwhile", stale.GetProperty("code").GetString());
        version = (await SendAsync(operatorClient, HttpMethod.Put, $"batches/{id}", new { sheets = 2, sides = 1, isClosed = true, setAsideReason = (string?)null }, version)).GetProperty("version").GetInt64();
        var released = await SendAsync(operatorClient, HttpMethod.Post, $"batches/{id}/release", new { }, version);
        Assert.Equal("released", released.GetProperty("stage").GetString());

        using var caseworker = await ClientAsync("caseworker");
        var files = await UntilAsync(caseworker, "files?case=PMR-2024-00077", one => one.GetProperty("items").EnumerateArray().Any(file => file.GetProperty("indexedAt").ValueKind == JsonValueKind.String));
        var file = Assert.Single(files.GetProperty("items").EnumerateArray());
        var detail = await GetAsync(caseworker, $"files/{file.GetProperty("id").GetString()}");
        Assert.Equal(["application", "letter"], detail.GetProperty("documents").EnumerateArray().Select(document => document.GetProperty("type").GetString()));
        Assert.Equal(HttpStatusCode.Forbidden, (await caseworker.GetAsync(new Uri("batches", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Upload_Interrupted_GoesOnWhereItWas()
    {
        using var client = await ClientAsync("operator");
        var id = (await SendAsync(client, HttpMethod.Post, "batches", new { name = "broken line", sheets = (int?)null, sides = 1 })).GetProperty("id").GetInt64();
        var bytes = await File.ReadAllBytesAsync(archive.ScannedAnew(SamplePages.Smallest(1))[0]);
        var place = await BeginAsync(client, id, bytes.Length, "../../page one.jpg");

        await AppendAsync(client, place, bytes.AsMemory(0, bytes.Length / 3), 0, HttpStatusCode.NoContent);
        await AppendAsync(client, place, bytes.AsMemory(bytes.Length / 2), bytes.Length / 2, HttpStatusCode.Conflict);
        using var head = await client.SendAsync(new(HttpMethod.Head, place));
        var offset = int.Parse(head.Headers.GetValues("Upload-Offset").Single(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(bytes.Length / 3, offset);
        await AppendAsync(client, place, bytes.AsMemory(offset), offset, HttpStatusCode.NoContent);

        var source = Assert.Single((await GetAsync(client, $"batches/{id}/sources")).GetProperty("items").EnumerateArray());
        Assert.Equal(("page one.jpg", "received"), (source.GetProperty("name").GetString(), source.GetProperty("disposition").GetString()));
        // Whoever missed the last answer learns that all has arrived.
        using var done = await client.SendAsync(new(HttpMethod.Head, place));
        Assert.Equal(bytes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), done.Headers.GetValues("Upload-Offset").Single());
    }

    [Fact]
    public async Task Upload_NoImage_IsRefusedAndTheBatchStaysAsItWas()
    {
        using var client = await ClientAsync("operator");
        var id = (await SendAsync(client, HttpMethod.Post, "batches", new { name = "no images", sheets = 1, sides = 1 })).GetProperty("id").GetInt64();
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("this is a letter and no scan of one. ", 40)));

        await AppendAsync(client, await BeginAsync(client, id, text.Length, "letter.jpg"), text, 0, HttpStatusCode.UnsupportedMediaType);
        using var large = new HttpRequestMessage(HttpMethod.Post, $"batches/{id}/uploads");
        large.Headers.Add("Upload-Length", "99000000000");
        using var tooLarge = await client.SendAsync(large);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        Assert.Empty((await GetAsync(client, $"batches/{id}/sources")).GetProperty("items").EnumerateArray());
    }

    private async Task<HttpClient> ClientAsync(string name)
    {
        var client = new HttpClient(new HttpClientHandler { CookieContainer = new() }) { BaseAddress = new(archive.Address, "api/v1/") };
        client.DefaultRequestHeaders.Add("X-Archive-Request", "1");
        await SendAsync(client, HttpMethod.Post, "session", new { name, password = ServedArchive.Password });
        return client;
    }

    private static async Task UploadAsync(HttpClient client, long batch, string path, string name)
    {
        var bytes = await File.ReadAllBytesAsync(path);
        // Differently named, the same bytes are the same page.
        await AppendAsync(client, await BeginAsync(client, batch, bytes.Length, name), bytes, 0, HttpStatusCode.NoContent);
    }

    private static async Task<Uri> BeginAsync(HttpClient client, long batch, long length, string name)
    {
        using var begin = new HttpRequestMessage(HttpMethod.Post, $"batches/{batch}/uploads");
        begin.Headers.Add("Upload-Length", length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        begin.Headers.Add("Upload-Metadata", $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}");
        using var begun = await client.SendAsync(begin);
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        return begun.Headers.Location!;
    }

    private static async Task AppendAsync(HttpClient client, Uri place, ReadOnlyMemory<byte> bytes, long offset, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, place) { Content = new ReadOnlyMemoryContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        request.Headers.Add("Upload-Offset", offset.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using var answer = await client.SendAsync(request);
        Assert.True(answer.StatusCode == expected, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<JsonElement> GetAsync(HttpClient client, string address) => (await client.GetFromJsonAsync<JsonElement>(new Uri(address, UriKind.Relative)))!;

    private static async Task<JsonElement> SendAsync(HttpClient client, HttpMethod method, string address, object body, long? version = null)
    {
        using var answer = await AnswerAsync(client, method, address, body, version);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<JsonElement> RefusedAsync(HttpClient client, HttpMethod method, string address, long version, object body)
    {
        using var answer = await AnswerAsync(client, method, address, body, version);
        Assert.False(answer.IsSuccessStatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    private static async Task<HttpResponseMessage> AnswerAsync(HttpClient client, HttpMethod method, string address, object body, long? version)
    {
        using var request = new HttpRequestMessage(method, address) { Content = JsonContent.Create(body) };
        if (version is { } number) request.Headers.TryAddWithoutValidation("If-Match", $"\"{number}\"");
        return await client.SendAsync(request);
    }

    /// <summary>Asks again until the answer is as expected; fails after two minutes.</summary>
    private static async Task<JsonElement> UntilAsync(HttpClient client, string address, Func<JsonElement, bool> expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var answer = await GetAsync(client, address);
            if (expected(answer)) return answer;
            Assert.False(patience.IsCancellationRequested, answer.ToString());
            await Task.Delay(200);
        }
    }
}
