using System.Diagnostics;
using Archive.Pipeline.Receive;

namespace Archive.Pipeline.Tests.Receive;

public sealed class IngestPlannerLinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _outside = new();

    public void Dispose()
    {
        _folder.Dispose();
        _outside.Dispose();
    }

    [Fact]
    public void Plan_LinksOutOfTheFolder_ReportedAndNotFollowed()
    {
        var good = _folder.Jpeg("good.jpg");
        Link("file.jpg", _outside.Jpeg("secret.jpg"));
        Link("folder", _outside.Path);
        var plan = IngestPlanner.Plan([_folder.Path], null, null);
        Assert.Equal([good], Assert.Single(plan.Files).Sources);
        Assert.Equal(2, plan.Rejected.Count);
        Assert.All(plan.Rejected, input => Assert.Contains("symbolic link out of the folder", input.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_LinkThatLeadsOutThroughAnInnerLink_NotFollowed()
    {
        _outside.Jpeg("secret.jpg");
        _folder.Jpeg("good.jpg");
        Link("door", _outside.Path);
        Link("sneaky.jpg", Path.Combine(_folder.Path, "door", "secret.jpg"));
        var plan = IngestPlanner.Plan([_folder.Path], null, null);
        Assert.Single(Assert.Single(plan.Files).Sources);
        Assert.Equal(2, plan.Rejected.Count);
    }

    [Fact]
    public void Plan_LinksInCirclesAndToNothing_ReportedWithoutHanging()
    {
        _folder.Jpeg("good.jpg");
        Link("self", Path.Combine(_folder.Path, "self"));
        Link("up", _folder.Path);
        Link("nothing", Path.Combine(_folder.Path, "gone"));
        var plan = IngestPlanner.Plan([_folder.Path], null, null);
        Assert.Single(Assert.Single(plan.Files).Sources);
        Assert.Equal(["nothing", "self", "up"], plan.Rejected.Select(input => Path.GetFileName(input.Path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Plan_LinkToAFileInside_Followed()
    {
        Link("b.jpg", _folder.Jpeg("sub/a.jpg"));
        Assert.Equal(2, IngestPlanner.Plan([_folder.Path], null, null).Files.Count);
    }

    [Fact]
    public void Plan_PipeInTheFolder_RejectedWithoutOpening()
    {
        _folder.Jpeg("good.jpg");
        using (var make = Process.Start("mkfifo", Path.Combine(_folder.Path, "pipe.jpg"))) make.WaitForExit();
        var plan = IngestPlanner.Plan([_folder.Path], null, null);
        Assert.Contains("pipe", Assert.Single(plan.Rejected).Reason, StringComparison.Ordinal);
    }

    private void Link(string name, string target) => File.CreateSymbolicLink(Path.Combine(_folder.Path, name), target);
}
