namespace Archive.Cli.Tests.Commands;

public sealed class UsageTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("archive-cli-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData("ingest")]
    [InlineData("ingest", "/nowhere/at/all")]
    [InlineData("ingest", "/tmp", "--case", "12345")]
    [InlineData("ingest", "/tmp", "--workers", "0")]
    [InlineData("ingest", "/tmp", "--page-timeout", "soon")]
    [InlineData("ingest", "/tmp", "--memory-limit", "1")]
    [InlineData("ingest", "/tmp", "--keep-free", "-1")]
    [InlineData("export", "F00000001")]
    [InlineData("search", "a", "--limit", "0")]
    [InlineData("shred")]
    [InlineData("files", "--colour")]
    public async Task RunAsync_SenselessCommand_ExitsWith2AndSaysWhy(params string[] args)
    {
        var run = await CliRun.OfAsync([.. args, "--data", _data]);

        Assert.Equal(2, run.Code);
        Assert.NotEmpty(run.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_data));
    }

    [Fact]
    public async Task RunAsync_Help_DocumentsEveryExitCode()
    {
        var run = await CliRun.OfAsync("--help");

        Assert.Equal(0, run.Code);
        Assert.All(["0  all well", "2  usage", "3  done, but", "4  environment"], line => Assert.Contains(line, run.Out, StringComparison.Ordinal));
        Assert.DoesNotContain("page-worker", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("search", "a")]
    [InlineData("files")]
    [InlineData("batches")]
    [InlineData("verify")]
    [InlineData("show", "F00000001")]
    public async Task RunAsync_NoArchiveThere_ExitsWith4AndMakesNone(params string[] args)
    {
        var run = await CliRun.OfAsync([.. args, "--data", _data]);

        Assert.Equal(4, run.Code);
        Assert.Contains("--data", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_data));
    }
}
