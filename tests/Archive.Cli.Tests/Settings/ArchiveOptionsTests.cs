using Archive.Cli.Composition;
using Archive.Cli.Settings;
using Archive.Storage.Search.Elastic;

namespace Archive.Cli.Tests.Settings;

public sealed class ArchiveOptionsTests
{
    private const string Shared = "ARCHIVE_CATALOG=Host=db|ARCHIVE_OBJECTS=UseDevelopmentStorage=true|ARCHIVE_SEARCH=https://search:9200";

    [Fact]
    public void From_NothingSet_IsTheDefaults() => Assert.Equal(ArchiveOptions.Defaults with { Elastic = null! }, Read("") with { Elastic = null! });

    [Fact]
    public void From_ValueOfEveryKind_IsSetOverTheDefaults()
    {
        var options = Read(
            $"{Shared}|ARCHIVE_NODE_IDLE_PAUSE=250ms|ARCHIVE_NODE_LEAST_FREE_BYTES=2GB|ARCHIVE_WORKER_WORKERS=3|ARCHIVE_WORKER_PAGE_TIMEOUT=00:01:30|ARCHIVE_PDF_MAX_MEMORY_BYTES=512MiB|"
            + "ARCHIVE_SOURCE_STEADY=5s|ARCHIVE_POSTGRES_GIVE_UP_AFTER=2min|ARCHIVE_AZURE_RETAIN_MASTERS=3650d|ARCHIVE_AZURE_TAGS=false|ARCHIVE_ELASTIC_API_KEY=a2V5|"
            + $"ARCHIVE_ELASTIC_REFRESH=immediate|ARCHIVE_ELASTIC_CA_FINGERPRINT={new string('a', 64)}|ARCHIVE_NODE_FIRST_WAIT=");

        Assert.Equal(TimeSpan.FromMilliseconds(250), options.Node.IdlePause);
        Assert.Equal(2_000_000_000, options.Node.LeastFreeBytes);
        Assert.Equal(TimeSpan.FromSeconds(1), options.Node.FirstWait);
        Assert.Equal(3, options.Worker.Workers);
        Assert.Equal(TimeSpan.FromSeconds(90), options.Worker.PageTimeout);
        Assert.Equal(512L << 20, options.Pdf.MaxMemoryBytes);
        Assert.Equal(TimeSpan.FromSeconds(5), options.Source.Steady);
        Assert.Equal(TimeSpan.FromMinutes(2), options.Postgres.GiveUpAfter);
        Assert.Equal(TimeSpan.FromDays(3650), options.Azure.RetainMasters);
        Assert.False(options.Azure.Tags);
        Assert.Equal("UseDevelopmentStorage=true", options.Azure.ConnectionString);
        Assert.Equal("a2V5", options.Elastic.ApiKey);
        Assert.Equal(ElasticRefresh.Immediate, options.Elastic.Refresh);
        Assert.Equal(new string('a', 64), options.Elastic.CaFingerprint);
        Assert.Equal([new Uri("https://search:9200")], options.Elastic.Nodes);
    }

    [Fact]
    public void From_RangesThatHangTogether_AreCheckedTogether()
    {
        var options = Read("ARCHIVE_NODE_FIRST_WAIT=40s|ARCHIVE_NODE_LONGEST_WAIT=2min|ARCHIVE_ELASTIC_USER=u|ARCHIVE_ELASTIC_PASSWORD=p");

        Assert.Equal(TimeSpan.FromSeconds(40), options.Node.FirstWait);
        Assert.Equal("p", options.Elastic.Password);
    }

    [Theory]
    [InlineData("ARCHIVE_NODE_HOUSEKEEPING_INTERVAL=1d", "ARCHIVE_NODE_HOUSEKEEPING_INTERVAL: The housekeeping interval lies between 100 milliseconds and 1 hour.")]
    [InlineData("ARCHIVE_NODE_FIRST_WAIT=40s", "ARCHIVE_NODE_FIRST_WAIT: The longest wait lies between")]
    [InlineData("ARCHIVE_NODE_IDLE_PAUSE=1s|ARCHIVE_NODE_LEAST_FREE_BYTES=-1", "ARCHIVE_NODE_LEAST_FREE_BYTES: The least free space lies between 0 and")]
    [InlineData("ARCHIVE_ELASTIC_USER=u|ARCHIVE_ELASTIC_PASSWORD=p|ARCHIVE_ELASTIC_SHARDS=100", "ARCHIVE_ELASTIC_SHARDS: ")]
    [InlineData("ARCHIVE_SOURCE_POLL=1ms", "ARCHIVE_SOURCE_POLL: 10 ms to 10 s.")]
    [InlineData("ARCHIVE_AZURE_RETAIN_MASTERS=1h", "ARCHIVE_AZURE_RETAIN_MASTERS: RetainMasters must be 1 day to 100 years.")]
    [InlineData(Shared + "|ARCHIVE_AZURE_BLOCK_BYTES=1KiB", "ARCHIVE_AZURE_BLOCK_BYTES: BlockBytes must be 64 KiB to 100 MiB.")]
    [InlineData("ARCHIVE_WORKER_WORKERS=5000000000", "ARCHIVE_WORKER_WORKERS: The number of workers lies between 1 and 256.")]
    [InlineData("ARCHIVE_NODE_IDLE_PAUSE=soon", "ARCHIVE_NODE_IDLE_PAUSE: 'soon' is no time such as 500ms, 30s, 5min, 2h, 30d or 00:00:30. Pause after the queue was found empty; 10 ms to 1 ")]
    [InlineData("ARCHIVE_NODE_IDLE_PAUSE=5", "ARCHIVE_NODE_IDLE_PAUSE: '5' is no time")]
    [InlineData("ARCHIVE_NODE_LEAST_FREE_BYTES=500 MB", "ARCHIVE_NODE_LEAST_FREE_BYTES: '500 MB' is no size")]
    [InlineData("ARCHIVE_WORKER_WORKERS=2.5", "ARCHIVE_WORKER_WORKERS: '2.5' is no whole number")]
    [InlineData("ARCHIVE_AZURE_TAGS=yes", "ARCHIVE_AZURE_TAGS: 'yes' is neither true nor false")]
    [InlineData("ARCHIVE_ELASTIC_REFRESH=later", "ARCHIVE_ELASTIC_REFRESH: 'later' is none of WaitFor, Immediate")]
    [InlineData("ARCHIVE_NODE_IDLEPAUSE=1s", "ARCHIVE_NODE_IDLEPAUSE is no setting: did you mean ARCHIVE_NODE_IDLE_PAUSE?")]
    [InlineData("ARCHIVE_WORKER_PAGETIMEOUT=", "ARCHIVE_WORKER_PAGETIMEOUT is no setting: did you mean ARCHIVE_WORKER_PAGE_TIMEOUT?")]
    [InlineData("ARCHIVE_NODE_CAN_INDEX=false", "ARCHIVE_NODE_CAN_INDEX is no setting: ARCHIVE_SEARCH decides it.")]
    [InlineData("ARCHIVE_AZURE_CONNECTION_STRING=x", "ARCHIVE_AZURE_CONNECTION_STRING is no setting: ARCHIVE_OBJECTS decides it.")]
    public void From_SenselessVariable_IsRefusedByNameWithTheRange(string variables, string message)
    {
        var refused = Assert.Throws<UsageException>(() => Read(variables));
        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_SeveralBadValuesOfAGroup_NamesThemAll()
    {
        var refused = Assert.Throws<UsageException>(() => Read("ARCHIVE_NODE_IDLE_PAUSE=1d|ARCHIVE_NODE_LEAST_FREE_BYTES=-1"));
        Assert.StartsWith("ARCHIVE_NODE_IDLE_PAUSE, ARCHIVE_NODE_LEAST_FREE_BYTES: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_SecretsWithAMistakeBesides_TellsNoSecret()
    {
        var refused = Assert.Throws<UsageException>(() => Read($"{Shared}|ARCHIVE_ELASTIC_API_KEY=hush-hush|ARCHIVE_ELASTIC_USER=u|ARCHIVE_ELASTIC_PASSWORD=whisper"));
        Assert.DoesNotContain("hush-hush", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("whisper", refused.Message, StringComparison.Ordinal);
        Assert.Contains("ARCHIVE_ELASTIC_API_KEY", refused.Message, StringComparison.Ordinal);
    }

    private static ArchiveOptions Read(string variables)
    {
        var environment = variables.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return ArchiveOptions.From(environment, StoreSettings.From(environment.GetValueOrDefault));
    }
}
