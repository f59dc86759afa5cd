using Archive.Cli.Commands;
using Archive.Cli.Output;
using Archive.Domain.Ports;

namespace Archive.Cli.Tests.Output;

public sealed class StatusTextTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Write_ProblemsAndNodes_SaysReasonsAndRoom()
    {
        using var output = new StringWriter();
        var reasons = new ReasonsJson(new Dictionary<string, long> { ["lowConfidence"] = 3, ["blurred"] = 1 }, new Dictionary<string, long>(), new Dictionary<string, long> { ["timedOut"] = 2 });

        StatusText.Write(new Terminal(output, output, false, false), new(new(5, 1, 2, 1, 4, 7.5, null), [Node("new", 12_300_000_000, 500_000_000), Node("old", null, null)], 1_000_000_000, [], null, reasons));

        var text = output.ToString();
        Assert.Contains("5 pages wait; 1 in work; 7.5 pages/min; 2 files to assemble or index; 1 open batches; 4 pages need the operator", text, StringComparison.Ordinal);
        Assert.Contains("need the operator: 3 low confidence, 1 blurred\n", text, StringComparison.Ordinal);
        Assert.Contains("a page worker failed on: 2 timed out\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("rejected", text, StringComparison.Ordinal);
        Assert.Contains(" 12.3 GB ", text.Split('\n').Single(line => line.Contains(" new ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains(" - ", text.Split('\n').Single(line => line.Contains(" old ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_NodeShortOfSpace_IsNamed()
    {
        var problems = StatusCommand.Problems(new QueueStatus(0, 0, null, 0, 0, 0, 0), [Node("full", 300_000_000, 500_000_000), Node("old", null, null), Node("roomy", 600_000_000, 500_000_000)]);
        Assert.Equal(["full: 0.3 GB free for temporary files, less than the 0.5 GB without which it takes no work."], problems);
    }

    private static NodeJson Node(string id, long? free, long? least) => new(id, "machine", "working", "1.0", 2, 0, 0, 0, Now, Now, null, free, least);
}
