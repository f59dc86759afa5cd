using System.CommandLine;
using Archive.Cli.Commands;
using Archive.Pipeline.Nodes;
using Archive.Pipeline.Workers;

namespace Archive.Cli.Tests.Commands;

public sealed class WorkerLimitsTests
{
    private static readonly PageWorkerOptions Worker = new() { Workers = 3, PageTimeout = TimeSpan.FromSeconds(7), MemoryLimitMegabytes = 700, PagesPerWorker = 9 };
    private static readonly NodeOptions Node = new() { LeastFreeBytes = 1_234, IdlePause = TimeSpan.FromSeconds(4) };

    [Fact]
    public void Read_NothingOnTheCommandLine_IsWhatTheEnvironmentSets()
    {
        var (worker, node) = Read();
        Assert.Equal((Worker, Node), (worker, node));
    }

    [Fact]
    public void Read_OptionsOnTheCommandLine_WinOverTheEnvironment()
    {
        var (worker, node) = Read("--workers", "5", "--page-timeout", "90", "--memory-limit", "800", "--keep-free", "2");
        Assert.Equal(Worker with { Workers = 5, PageTimeout = TimeSpan.FromSeconds(90), MemoryLimitMegabytes = 800 }, worker);
        Assert.Equal(Node with { LeastFreeBytes = 2_000_000 }, node);
    }

    private static (PageWorkerOptions Worker, NodeOptions Node) Read(params string[] args)
    {
        var limits = new WorkerLimits();
        var command = new Command("worker");
        limits.AddTo(command);
        var parsed = command.Parse(args);
        return (limits.Read(parsed, Worker), limits.ReadNode(parsed, Node));
    }
}
