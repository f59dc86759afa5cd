using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Archive.Benchmarks.Search;

namespace Archive.Benchmarks.Web;

/// <summary>
/// A caseworker as the web UI makes requests for one: searches, opens a hit, looks at the page with its text and hits, turns some pages, searches anew.
/// Between any two of these the person looks at the screen for a while.
/// </summary>
internal sealed class Caseworker : IDisposable
{
    /// <summary>Of a page that fills a screen of 1920 by 1080: one overview and the tiles of half the resolution.</summary>
    private const int Tile = 512, ScaleFactor = 2, PagesTurned = 4;

    private readonly HttpClient _http;
    private readonly SyntheticText _text;
    private readonly Random _random;
    private readonly TimeSpan _think;
    private readonly Timings _timings;

    internal Caseworker(string address, SyntheticText text, int seed, TimeSpan think, Timings timings)
    {
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 6, AutomaticDecompression = System.Net.DecompressionMethods.All }) { BaseAddress = new Uri(address) };
        _http.DefaultRequestHeaders.Add("X-Archive-Request", "1");
        (_text, _random, _think, _timings) = (text, new Random(seed), think, timings);
    }

    public void Dispose() => _http.Dispose();

    internal async Task LogInAsync(string name)
    {
        using var answer = await _http.PostAsJsonAsync("/api/v1/session", new { name, password = WebCorpus.Password });
        answer.EnsureSuccessStatusCode();
    }

    internal async Task WorkAsync(CancellationToken end)
    {
        try
        {
            await ThinkAsync(end);
            while (!end.IsCancellationRequested)
            {
                var query = Query();
                var found = await GetAsync("search", $"/api/v1/search?q={Uri.EscapeDataString(query)}", end);
                await ThinkAsync(end);
                if (found is { } result && Hit(result) is { } hit) await ReadAsync(hit.File, hit.Page, query, end);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The day is over.
        }
    }

    private async Task ReadAsync(string file, int page, string query, CancellationToken end)
    {
        var opened = GetAsync("file", $"/api/v1/files/{file}", end);
        var hits = GetAsync("hits", $"/api/v1/files/{file}/hits?q={Uri.EscapeDataString(query)}", end);
        if (await opened is not { } detail || await hits is null) return;
        var count = detail.GetProperty("pageCount").GetInt32();
        await Task.WhenAll(Enumerable.Range(Math.Max(1, page - 2), 5).Where(number => number <= count).Select(number => FetchAsync("thumbnail", $"/iiif/3/{file}-p{number}/full/!200,280/0/default.jpg", end)));
        for (var turned = 0; turned < PagesTurned && page <= count; turned++, page++)
        {
            await LookAsync(file, page, end);
            await ThinkAsync(end);
        }
    }

    private async Task LookAsync(string file, int page, CancellationToken end)
    {
        var text = GetAsync("text", $"/api/v1/files/{file}/pages/{page}/text", end);
        if (await GetAsync("image facts", $"/iiif/3/{file}-p{page}/info.json", end) is { } info) await Task.WhenAll(Tiles(info).Select(tile => FetchAsync("tile", $"/iiif/3/{file}-p{page}/{tile}/0/default.jpg", end)));
        await text;
    }

    private static IEnumerable<string> Tiles(JsonElement info)
    {
        var (width, height) = (info.GetProperty("width").GetInt32(), info.GetProperty("height").GetInt32());
        const int span = Tile * ScaleFactor;
        for (var y = 0; y < height; y += span)
        {
            for (var x = 0; x < width; x += span)
            {
                var (w, h) = (Math.Min(span, width - x), Math.Min(span, height - y));
                yield return string.Create(CultureInfo.InvariantCulture, $"{x},{y},{w},{h}/{(w + ScaleFactor - 1) / ScaleFactor},{(h + ScaleFactor - 1) / ScaleFactor}");
            }
        }
    }

    private string Query() => _random.Next(10) switch
    {
        < 3 => _text.Name(_random.Next(SyntheticText.NameCount)),
        < 4 => SyntheticText.Misreading(_text.Name(_random.Next(SyntheticText.NameCount)), _random),
        < 5 => string.Create(CultureInfo.InvariantCulture, $"PMR-2019-{_random.Next(1, 400):D5}"),
        < 7 => _text.Form(_random.Next(2), _random.Next(300, 20_000), _random),
        < 8 => _text.Form(0, _random.Next(50, 2_000), _random) + " " + _text.Form(0, _random.Next(50, 2_000), _random),
        < 9 => _text.Form(_random.Next(2), _random.Next(40), _random),
        _ => "\"" + _text.Form(0, _random.Next(100), _random) + " " + _text.Form(0, _random.Next(100), _random) + "\"",
    };

    private (string File, int Page)? Hit(JsonElement result)
    {
        var groups = result.GetProperty("groups").EnumerateArray().ToList();
        if (groups.Count == 0) return null;
        var group = groups[_random.Next(Math.Min(5, groups.Count))];
        return (group.GetProperty("file").GetProperty("id").GetString()!, group.GetProperty("hits")[0].GetProperty("page").GetInt32());
    }

    private Task ThinkAsync(CancellationToken end) => _think == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(_think * -Math.Log(1 - _random.NextDouble()), end);

    private async Task<JsonElement?> GetAsync(string kind, string path, CancellationToken end) =>
        await FetchAsync(kind, path, end) is { } body ? JsonDocument.Parse(body).RootElement : null;

    /// <summary>Null where it went wrong, which is written down.</summary>
    private async Task<byte[]?> FetchAsync(string kind, string path, CancellationToken end)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await _http.GetAsync(path, end);
            var body = await answer.Content.ReadAsByteArrayAsync(end);
            _timings.Add(kind, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            if (answer.IsSuccessStatusCode) return body;
            _timings.Fail($"{kind}: {(int)answer.StatusCode}");
        }
        catch (HttpRequestException broken)
        {
            _timings.Fail($"{kind}: {broken.HttpRequestError}");
        }

        return null;
    }
}
