using System.Globalization;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.EndToEnd.Tests;

/// <summary>Real nodes as processes of their own, on a real PostgreSQL and a real Azurite.</summary>
public sealed class ClusterTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Pages = 6;
    private const int Kills = 4;

    private readonly ScratchFolder _scratch = new();
    private readonly Dictionary<int, ArchiveProcess> _workers = [];
    private readonly int _port = Random.Shared.Next(20_000, 30_000);
    private PostgresServer _postgres = null!;
    private AzuriteServer _azurite = null!;
    private string _database = "";

    public async Task InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        _database = await _postgres.CreateDatabaseAsync();
        _azurite = await AzuriteServer.StartAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var worker in _workers.Values) worker.Dispose();
        await _azurite.DisposeAsync();
        await _postgres.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Cluster_NodesAndDatabaseKilled_EndsAsOneMachineUndisturbed()
    {
        PutSamples();
        var alone = await ArchiveProcess.RunAsync("ingest", _scratch.Inputs, "--data", _scratch.Data, "--json");
        foreach (var number in new[] { 1, 2 }) StartWorker(number);
        using var ingest = ArchiveProcess.StartIn(Shared(0), "ingest", _scratch.Inputs, "--json");

        await DisturbAsync(ingest);
        var shared = await ingest.EndAsync();

        Assert.Equal(alone.Code, shared.Code);
        Assert.Equal(Digests(alone), Digests(shared));
        Assert.Equal(alone.Json().GetProperty("counts").ToString(), shared.Json().GetProperty("counts").ToString());
        // Beside the workers, one of which has the index.
        var verified = await ArchiveProcess.RunInAsync(Shared(1), "verify", "--json");
        Assert.True(verified.Json().GetProperty("sound").GetBoolean(), verified.Out);
        Assert.Equal(0, await DrainAsync(1));
        Assert.Equal(0, await DrainAsync(2));
        var found = await ArchiveProcess.RunInAsync(Shared(1), "search", "atļauja OR миграция OR residence OR lieta", "--json");
        Assert.True(found.Json().GetProperty("total").GetInt32() > 0, found.Out);
    }

    [Fact]
    public async Task Cluster_BackedUpAndRestored_IsTheSame()
    {
        PutSamples();
        PutBroken();
        StartWorker(1);
        var ingested = await ArchiveProcess.RunInAsync(Shared(0), "ingest", _scratch.Inputs, "--json");
        await AssertSightAsync(ingested);
        var backup = Path.Combine(_scratch.Path, "backup");

        Assert.Equal(0, (await ArchiveProcess.RunInAsync(Shared(0), "backup", backup)).Code);
        var other = Shared(2, await _postgres.CreateDatabaseAsync(), "restored");
        var restored = await ArchiveProcess.RunInAsync(other, "restore", backup);

        Assert.True(restored.Code == 0, restored.Error + restored.Out);
        var again = await ArchiveProcess.RunInAsync(Shared(2, null, "archive"), "restore", backup);
        Assert.True(again.Code == 4, again.Error);
        var files = await ArchiveProcess.RunInAsync(other, "files", "--json");
        Assert.Equal(Digests(ingested), Digests(files));
        var verified = await ArchiveProcess.RunInAsync(other, "verify", "--repair", "--json");
        Assert.True(verified.Json().GetProperty("sound").GetBoolean(), verified.Out);
    }

    [Fact]
    public async Task Status_DatabaseAway_SaysSoInsteadOfFailing()
    {
        await _postgres.StopAsync();

        var status = await ArchiveProcess.RunInAsync(Shared(0), "status", "--json");

        Assert.Equal(3, status.Code);
        Assert.Contains("catalog", status.Json().GetProperty("problems")[0].GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Password", status.Out + status.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ARCHIVE_SEARCH", "none")]
    [InlineData("ARCHIVE_CATALOG", "Host=127.0.0.1")]
    public async Task Settings_ThatMakeNoSense_AreUsageErrors(string name, string value)
    {
        var result = await ArchiveProcess.RunInAsync(environment => environment[name] = value, "files", "--data", _scratch.Data);

        Assert.Equal(2, result.Code);
        Assert.Contains("ARCHIVE_", result.Error, StringComparison.Ordinal);
    }

    private void PutSamples()
    {
        var samples = SamplePages.Smallest(Pages);
        for (var page = 0; page < Pages; page++) _scratch.Put(samples[page], $"PMR-2019-0001{page % 2}/{page}{Path.GetExtension(samples[page])}");
    }

    /// <summary>Inputs under a person's name: no picture at all, and one that breaks off.</summary>
    private void PutBroken()
    {
        var whole = File.ReadAllBytes(SamplePages.Smallest(1)[0]);
        foreach (var (name, bytes) in new[] { ("Liepiņš Kārlis.jpg", "this is no picture"u8.ToArray()), ("Ozoliņa Ilze.jpg", whole[..(whole.Length / 3)]) })
        {
            var path = Path.Combine(_scratch.Inputs, "PMR-2019-00010", name);
            File.WriteAllBytes(path, bytes);
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-5));
        }
    }

    /// <summary>What the run told of itself: traces over both processes, logs and metrics, none with anything personal in it.</summary>
    private async Task AssertSightAsync(ArchiveResult ingested)
    {
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync($"http://127.0.0.1:{_port}/metrics");
        Assert.Equal(0, await DrainAsync(1));
        var log = await _workers[1].EndAsync();
        var exported = Path.Combine(_scratch.Path, "exported.txt");
        var files = ingested.Json().GetProperty("files").EnumerateArray().ToList();
        var texts = new List<string>();
        foreach (var file in files)
        {
            Assert.Equal(0, (await ArchiveProcess.RunInAsync(Shared(1), "export", file.GetProperty("id").GetString()!, "--text", exported)).Code);
            texts.Add(await File.ReadAllTextAsync(exported));
        }

        var worked = files.Sum(file => file.GetProperty("pages").GetArrayLength());
        ClusterSight.AssertTraced(TraceReading.Read(Traces), files.Count, worked);
        Assert.Equal(worked, ClusterSight.AssertLog(log.Error).Count(entry => entry.GetProperty("event").GetString() == "PageFinished" && entry.TryGetProperty("trace", out _)));
        Assert.Contains(ClusterSight.AssertLog(ingested.Error), entry => entry.GetProperty("event").GetString() == "BatchReceived");
        PrometheusFormat.AssertValid(metrics);
        var told = string.Join('\n', [log.Error, ingested.Error, .. metrics.Split('\n').Where(line => !line.StartsWith('#')), .. Directory.EnumerateFiles(Traces).Select(File.ReadAllText)]);
        PrivateWords.AssertNoneIn(PrivateWords.Of(_scratch.Inputs, texts).Except(KnownWords, StringComparer.OrdinalIgnoreCase), told);
    }

    /// <summary>Words of the samples' texts that every log line has for other reasons.</summary>
    private static readonly string[] KnownWords = ["archive"];

    private string Traces => Path.Combine(_scratch.Path, "traces");

    private async Task DisturbAsync(ArchiveProcess ingest)
    {
        var random = new Random(20192);
        for (var kill = 0; kill < Kills; kill++)
        {
            if (!await ingest.StillRunsAfterAsync(TimeSpan.FromSeconds(1 + 3 * random.NextDouble()))) break;
            var number = 1 + random.Next(2);
            switch (kill % 3)
            {
                case 0:
                    _workers[number].Kill();
                    await _workers[number].EndAsync();
                    StartWorker(number);
                    break;
                case 1:
                    await _postgres.RestartAsync();
                    break;
                default:
                    _workers[number].KillAWorker();
                    break;
            }

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"kill {kill} of kind {kill % 3}"));
        }
    }

    private void StartWorker(int number) => _workers[number] = ArchiveProcess.StartIn(Shared(number), "worker", "--workers", "1", "--port", (_port + number - 1).ToString(CultureInfo.InvariantCulture));

    private async Task<int> DrainAsync(int number)
    {
        _workers[number].Terminate();
        var ended = await _workers[number].EndAsync();
        output.WriteLine(ended.Error);
        return ended.Code;
    }

    /// <summary>The first node has the search index; the others leave it to that.</summary>
    private Action<IDictionary<string, string?>> Shared(int node, string? database = null, string container = "archive") => environment =>
    {
        environment["ARCHIVE_CATALOG"] = database ?? _database;
        environment["ARCHIVE_OBJECTS"] = _azurite.ConnectionString;
        environment["ARCHIVE_CONTAINER"] = container;
        environment["ARCHIVE_SEARCH"] = node is 1 or 2 && database is not null || node == 1 ? "" : "none";
        environment["ARCHIVE_TRACES"] = Traces;
        environment["ARCHIVE_DATA"] = Path.Combine(_scratch.Path, $"node{node}");
    };

    private static List<string?> Digests(ArchiveResult result) =>
        [.. result.Json().GetProperty("files").EnumerateArray().Select(file => file.GetProperty("pdf").GetProperty("sha256").GetString())];
}
