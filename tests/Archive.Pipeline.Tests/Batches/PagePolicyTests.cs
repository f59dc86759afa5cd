using Archive.Domain;
using Archive.Pipeline.Batches;

namespace Archive.Pipeline.Tests.Batches;

public sealed class PagePolicyTests
{
    [Theory]
    [InlineData(1, 0, "Full")]
    [InlineData(2, 1, "Full")]
    [InlineData(3, 2, "ImageOnly")]
    [InlineData(4, 3, "GiveUp")]
    [InlineData(20, 0, "Full")]
    [InlineData(21, 1, "Full")]
    [InlineData(21, 0, "ImageOnly")]
    [InlineData(25, 0, "GiveUp")]
    public void Next_AttemptsAndFailures_DecideTheTrial(int attempts, int failures, string expected)
    {
        var page = new PageRecord(
            1, "F00000001", 1, Sha256Digest.Of("a"u8), MasterFormat.Png, 0, "/a.png", PageState.InWork, attempts, failures, null, null, null, null, null);

        Assert.Equal(expected, PagePolicy.Next(page).ToString());
    }
}
