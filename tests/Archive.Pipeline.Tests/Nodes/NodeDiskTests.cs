using Archive.Domain.Ports;

namespace Archive.Pipeline.Tests.Nodes;

/// <summary>What a node tells the others about its disk.</summary>
public sealed class NodeDiskTests(NodesFixture fixture) : IClassFixture<NodesFixture>
{
    [Fact]
    public async Task Run_WithLittleAndWithMuchRoom_TellsTheOthers()
    {
        await using var cluster = await TestCluster.CreateAsync(fixture.Server);
        await cluster.StartAsync("roomy");
        await cluster.StartAsync("full", TestCluster.Quick with { LeastFreeBytes = 1_000_000_000_000_000 });
        IReadOnlyList<NodeRecord> nodes = [];
        await TestCluster.UntilAsync(async () => (nodes = await cluster.Catalog.ListNodesAsync(default)).Count == 2, "both have announced themselves");

        var (full, roomy) = (nodes.Single(node => node.Node.Id == "full").Node, nodes.Single(node => node.Node.Id == "roomy").Node);

        Assert.True(full.IsShortOfSpace);
        Assert.False(roomy.IsShortOfSpace);
        Assert.True(roomy.FreeBytes > 0 && full.FreeBytes > 0);
        Assert.Equal((1_000_000_000_000_000, 0), (full.LeastFreeBytes, roomy.LeastFreeBytes));
    }
}
