using Archive.Domain;
using Archive.Pipeline.Batches;

namespace Archive.Pipeline.Tests.Batches;

public sealed class IngestRequestTests
{
    [Theory]
    [InlineData(null, "box 7", "/scans/box 7")]
    [InlineData(null, "box 7", "/scans/box 7/")]
    [InlineData(null, "a.pdf and 2 more", "/scans/a.pdf", "/scans/b.pdf", "/scans/c.pdf")]
    [InlineData("Given", "Given", "/scans/a.pdf", "/scans/b.pdf")]
    public void BatchName_PathsAndName_SaysWhatItIs(string? name, string expected, params string[] paths) =>
        Assert.Equal(expected, new IngestRequest(paths, null, name).BatchName);

    [Fact]
    public void SourceKey_SameCommand_IsTheSameWhereverItIsGiven()
    {
        var relative = new IngestRequest(["a", "b/"], null, null);
        var absolute = new IngestRequest([Path.GetFullPath("a"), Path.GetFullPath("b")], null, null);

        Assert.Equal(absolute.SourceKey(), relative.SourceKey());
    }

    [Fact]
    public void SourceKey_AnyDifference_ChangesIt()
    {
        IngestRequest[] requests =
        [
            new(["/a", "/b"], null, null), new(["/b", "/a"], null, null), new(["/a"], null, null),
            new(["/a"], null, "/b"), new(["/a"], CaseNumber.Parse("PMR-2019-00017"), null),
        ];

        Assert.Equal(requests.Length, requests.Select(request => request.SourceKey()).Distinct().Count());
    }
}
