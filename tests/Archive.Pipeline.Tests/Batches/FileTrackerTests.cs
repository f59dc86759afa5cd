using Archive.Pipeline.Batches;

namespace Archive.Pipeline.Tests.Batches;

public sealed class FileTrackerTests
{
    private readonly FileTracker _tracker = new();

    [Fact]
    public void PageFinished_LastPageOfAClosedFile_MakesItWhole()
    {
        _tracker.Announce("F1", 2);

        Assert.False(_tracker.PageFinished("F1"));
        Assert.False(_tracker.Close("F1"));
        Assert.True(_tracker.PageFinished("F1"));
    }

    [Fact]
    public void PageFinished_BeforeItIsAnnounced_DoesNotMakeTheFileWhole()
    {
        Assert.False(_tracker.PageFinished("F1"));
        _tracker.Announce("F1", 2);
        Assert.False(_tracker.Close("F1"));
        Assert.True(_tracker.PageFinished("F1"));
    }

    [Fact]
    public void Close_AllPagesFinished_MakesTheFileWholeOnce()
    {
        _tracker.Announce("F1", 1);
        Assert.False(_tracker.PageFinished("F1"));

        Assert.True(_tracker.Close("F1"));
        Assert.False(_tracker.Close("F1"));
    }
}
