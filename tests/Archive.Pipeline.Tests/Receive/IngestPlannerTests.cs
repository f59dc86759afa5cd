using Archive.Domain;
using Archive.Pipeline.Receive;

namespace Archive.Pipeline.Tests.Receive;

public sealed class IngestPlannerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Plan_ImagesGivenDirectly_OneFileInNaturalOrder()
    {
        string[] paths = [_folder.Jpeg("in/page1.jpg"), _folder.Jpeg("in/page10.jpg"), _folder.Jpeg("in/page2.jpg")];
        var file = Assert.Single(IngestPlanner.Plan(paths, null, null).Files);
        Assert.Equal(["page1.jpg", "page2.jpg", "page10.jpg"], file.Sources.Select(Path.GetFileName));
        Assert.Equal("in", file.Name);
    }

    [Fact]
    public void Plan_ImagesInAnOrderNoShellWouldMake_OrderIsKept()
    {
        string[] paths = [_folder.Jpeg("page9.jpg"), _folder.Jpeg("page1.jpg")];
        Assert.Equal(paths, Assert.Single(IngestPlanner.Plan(paths, null, null).Files).Sources);
    }

    [Fact]
    public void Plan_PdfAndManyPagedTiffGivenDirectly_OneFileEach()
    {
        string[] paths = [_folder.Write("a.pdf", "%PDF-1.4"u8.ToArray()), _folder.Write("b.tif", SmallImages.Tiff(2)), _folder.Write("c.tif", SmallImages.Tiff(1)), _folder.Jpeg("d.jpg")];
        var plan = IngestPlanner.Plan(paths, null, null);
        Assert.Equal(["a", "b", Path.GetFileName(_folder.Path)], plan.Files.Select(file => file.Name));
        Assert.Equal(2, plan.Files[2].Sources.Count);
    }

    [Fact]
    public void Plan_FolderWithSubFolders_OneFileEachWithCaseFromName()
    {
        _folder.Jpeg("batch/p2.jpg");
        _folder.Jpeg("batch/p10.jpg");
        _folder.Jpeg("batch/PMR-2019-00017/x.jpg");
        _folder.Jpeg("batch/PMR-2019-00017/photos/y.jpg");
        _folder.Jpeg("batch/uat-2020-00042/z.jpg");
        var plan = IngestPlanner.Plan([Path.Combine(_folder.Path, "batch")], null, null);
        Assert.Empty(plan.Rejected);
        Assert.Equal(["batch", "PMR-2019-00017", "photos", "uat-2020-00042"], plan.Files.Select(file => file.Name));
        Assert.Equal([null, "PMR-2019-00017", "PMR-2019-00017", "UAT-2020-00042"], plan.Files.Select(file => file.Case?.ToString()));
        Assert.Equal(["p2.jpg", "p10.jpg"], plan.Files[0].Sources.Select(Path.GetFileName));
        Assert.Equal([0, 1, 2, 3], plan.Files.Select(file => file.Ordinal));
    }

    [Fact]
    public void Plan_CaseGiven_GoesToFilesWithoutOwn()
    {
        _folder.Jpeg("a/1.jpg");
        _folder.Jpeg("PMR-2019-00017/1.jpg");
        var given = CaseNumber.Parse("PMR-2019-00017");
        var plan = IngestPlanner.Plan([_folder.Path], given, null);
        Assert.All(plan.Files, file => Assert.Equal(given, file.Case));
        Assert.Equal(2, plan.Files.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/PMR-2019-00017")]
    [InlineData("/PMR-2019-00017/1.jpg")]
    public void Plan_FolderNamedForAnotherCase_RefusesTheWhole(string given)
    {
        _folder.Jpeg("PMR-2019-00017/1.jpg");
        var error = Assert.Throws<IngestUsageException>(() => IngestPlanner.Plan([_folder.Path + given], CaseNumber.Parse("PMR-2019-00018"), null));
        Assert.Contains("PMR-2019-00017", error.Message, StringComparison.Ordinal);
        Assert.Contains("PMR-2019-00018", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_PathThatIsNotThere_RefusesTheWhole()
    {
        var error = Assert.Throws<IngestUsageException>(() => IngestPlanner.Plan([Path.Combine(_folder.Path, "nothing")], null, null));
        Assert.Contains("nothing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_MixedFolder_NothingDisappearsUnseen()
    {
        var good = _folder.Jpeg("good.dat");
        _folder.Write("truth.json", "{}"u8.ToArray());
        _folder.Write("notes.txt", "piezīmes"u8.ToArray());
        _folder.Write("wrong.jpg", "GIF89a"u8.ToArray());
        _folder.Write(".hidden.jpg", SmallImages.Jpeg);
        _folder.Write("Thumbs.db", [1]);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));
        var plan = IngestPlanner.Plan([_folder.Path], null, null);
        Assert.Equal([good], Assert.Single(plan.Files).Sources);
        Assert.Equal([".hidden.jpg", "empty", "notes.txt", "truth.json", "wrong.jpg"], plan.Rejected.Select(input => Path.GetFileName(input.Path)).Order(StringComparer.Ordinal));
        Assert.All(plan.Rejected, input => Assert.NotEqual("", input.Reason));
        Assert.Contains("GIF", plan.Rejected.Single(input => input.Path.EndsWith("wrong.jpg", StringComparison.Ordinal)).Reason, StringComparison.Ordinal);
        Assert.EndsWith("Thumbs.db", Assert.Single(plan.Ignored), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_OddNames_Survive()
    {
        var newline = _folder.Jpeg("a\nb.jpg");
        var longest = _folder.Jpeg(new string('x', 251) + ".jpg");
        var dash = _folder.Jpeg("-rf.jpg");
        var sources = Assert.Single(IngestPlanner.Plan([_folder.Path], null, null).Files).Sources;
        Assert.Equal(new[] { newline, longest, dash }.Order(StringComparer.Ordinal), sources.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Plan_SameFolderGivenTwice_SecondIsReported()
    {
        _folder.Jpeg("1.jpg");
        var plan = IngestPlanner.Plan([_folder.Path, _folder.Path + "/"], null, null);
        Assert.Single(plan.Files);
        Assert.Equal("given twice", Assert.Single(plan.Rejected).Reason);
    }

    [Fact]
    public void Plan_NameWithSeveralFiles_ComesBeforeEach()
    {
        _folder.Jpeg("a/1.jpg");
        _folder.Jpeg("b/1.jpg");
        Assert.Equal(["Ozols – a", "Ozols – b"], IngestPlanner.Plan([_folder.Path], null, "Ozols").Files.Select(file => file.Name));
        Assert.Equal("Ozols", Assert.Single(IngestPlanner.Plan([Path.Combine(_folder.Path, "a")], null, "Ozols").Files).Name);
    }
}
