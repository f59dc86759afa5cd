using Archive.Pipeline.Nodes;

namespace Archive.Pipeline.Tests.Nodes;

public class BackoffTests
{
    [Fact]
    public void Next_AgainAndAgain_DoublesUpToTheLongestWithinTheUpperHalf()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

        foreach (var expected in new[] { 1.0, 2, 4, 8, 16, 30, 30 }) Assert.InRange(backoff.Next().TotalSeconds, expected / 2, expected);
        backoff.Reset();
        Assert.InRange(backoff.Next().TotalSeconds, 0.5, 1);
    }
}
