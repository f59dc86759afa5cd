using Archive.Domain;
using Archive.Pipeline.Stages;
using Archive.Pipeline.Tests.Receive;
using Archive.Recognition.Alto;
using Archive.Testing;

namespace Archive.Pipeline.Tests.Stages;

public sealed class PageProcessorTests : IClassFixture<PageProcessorTests.Processor>, IDisposable
{
    private readonly PageProcessor _processor;
    private readonly TemporaryFolder _folder = new();

    public PageProcessorTests(Processor processor) => _processor = processor.Instance;

    public void Dispose() => _folder.Dispose();

    /// <summary>The engines are loaded once for all tests.</summary>
    public sealed class Processor : IDisposable
    {
        public PageProcessor Instance { get; } = new(new());

        public void Dispose() => Instance.Dispose();
    }

    [Theory]
    [InlineData("PMR-2018-00305", 1, "lav", 0.05)]
    [InlineData("PMR-2020-00233", 3, "rus", 0.05)]
    [InlineData("UAT-2020-00042", 4, "eng", 0.05)]
    public void Process_SamplePage_IsUprightStraightAndRead(string file, int number, string language, double skewError)
    {
        var page = SamplePage.Of(file, number);

        var worked = _processor.Process(page.Work(_folder.Path), default);

        var result = worked.Result;
        Assert.Equal(PageOutcome.Done, result.Outcome);
        Assert.Equal(page.Orientation, result.Orientation?.ClockwiseDegrees);
        Assert.InRange(result.Skew!.Angle.Value - page.Skew, -skewError, skewError);
        Assert.Equal(language, result.Text?.Language);
        var text = File.ReadAllText(worked.TextPath!);
        var f1 = TextMeasure.WordBagF1(page.Text, text);
        Assert.True(f1 >= 0.9, $"word bag F1 of {f1:F3}:\n{text}");
        AssertFilesAgree(worked, text);
        AssertCentreStaysCentre(page, result);
    }

    [Fact]
    public void Process_BlankPage_IsCalledBlankAndNotRead()
    {
        var worked = _processor.Process(SamplePage.Of("PMR-2019-00017", 3).Work(_folder.Path), default);

        Assert.Equal((PageOutcome.Done, true), (worked.Result.Outcome, worked.Result.Inspection?.Blank));
        Assert.Null(worked.Result.Text);
        Assert.Null(worked.Result.Orientation);
        Assert.Equal((null, null), (worked.AltoPath, worked.TextPath));
        Assert.NotNull(worked.Image);
    }

    [Fact]
    public void Process_NearlyBlankPage_IsNotCalledBlank()
    {
        var worked = _processor.Process(SamplePage.Of("PMR-2018-00305", 4).Work(_folder.Path), default);

        Assert.False(worked.Result.Inspection?.Blank);
    }

    [Fact]
    public void Process_SamePageTwice_GivesTheSameBytes()
    {
        var page = SamplePage.Of("PMR-2019-00017", 6);
        using var second = new TemporaryFolder();

        var (one, other) = (_processor.Process(page.Work(_folder.Path), default), _processor.Process(page.Work(second.Path), default));

        Assert.Equal(File.ReadAllBytes(one.Image!.Path), File.ReadAllBytes(other.Image!.Path));
        Assert.Equal(File.ReadAllBytes(one.AltoPath!), File.ReadAllBytes(other.AltoPath!));
        Assert.Equal(one.Result with { Stages = [] }, other.Result with { Stages = [] });
    }

    [Fact]
    public void Process_TurnedByAPerson_StaysTurnedThatWay()
    {
        var page = SamplePage.Of("PMR-2018-00305", 1);
        using var second = new TemporaryFolder();

        var right = _processor.Process(page.Work(_folder.Path) with { Turn = page.Orientation }, default);
        var sideways = _processor.Process(page.Work(second.Path) with { Turn = (page.Orientation + 90) % 360 }, default);

        Assert.Equal((page.Orientation, 1.0), (right.Result.Orientation!.ClockwiseDegrees, right.Result.Orientation.Confidence.Value));
        Assert.True(TextMeasure.WordBagF1(page.Text, File.ReadAllText(right.TextPath!)) >= 0.9);
        AssertCentreStaysCentre(page, right.Result);
        Assert.Equal((page.Orientation + 90) % 360, sideways.Result.Orientation!.ClockwiseDegrees);
        Assert.Equal((right.Result.Height > right.Result.Width), (sideways.Result.Width > sideways.Result.Height));
        AssertCentreStaysCentre(page, sideways.Result);
    }

    [Fact]
    public void Process_ImageOnly_GivesAnImageAndNoText()
    {
        var page = SamplePage.Of("PMR-2019-00017", 6);

        var worked = _processor.Process(page.Work(_folder.Path, imageOnly: true), default);

        Assert.Equal(PageOutcome.Done, worked.Result.Outcome);
        Assert.Equal((null, null, null), (worked.AltoPath, worked.TextPath, worked.Result.Text));
        Assert.Equal(AffineTransform.Identity, worked.Result.MasterToPage);
        Assert.True(new FileInfo(worked.Image!.Path).Length > 1000);
    }

    [Fact]
    public void Process_FileThatIsNoImage_IsRejectedWithAReason()
    {
        var path = _folder.Write("broken.jpg", [0xFF, 0xD8, 0xFF, 1, 2, 3]);

        var worked = _processor.Process(new(path, MasterFormat.Jpeg, 0, _folder.Path, false), default);

        Assert.Equal((PageOutcome.Rejected, PageProblem.Undecodable), (worked.Result.Outcome, worked.Result.Problem));
        Assert.False(string.IsNullOrWhiteSpace(worked.Result.Reason));
        Assert.Null(worked.Image);
    }

    [Fact]
    public void Recipe_OneOptionChanged_HasAnotherDigest()
    {
        using var same = new PageProcessor(new());
        using var changed = new PageProcessor(new() { Deskew = new() { FinestStep = 0.02 } });

        Assert.Equal(_processor.Recipe.Digest, same.Recipe.Digest);
        Assert.NotEqual(_processor.Recipe.Digest, changed.Recipe.Digest);
        Assert.Equal(["options"], _processor.Recipe.Parts.Keys.Where(key => _processor.Recipe.Parts[key] != changed.Recipe.Parts[key]));
    }

    private static void AssertFilesAgree(PageWorkResult worked, string text)
    {
        using var alto = File.OpenRead(worked.AltoPath!);
        var read = AltoReader.Read(alto, worked.Result.Dpi);
        Assert.Equal(text, read.ToPlainText());
        Assert.Equal((worked.Result.Width, worked.Result.Height, worked.Result.Text!.Words), (read.Width, read.Height, read.Words.Count()));
        Assert.All(read.Words, word => Assert.Equal(word.Box, word.Box.Intersect(new(0, 0, read.Width, read.Height))));
    }

    private static void AssertCentreStaysCentre(SamplePage page, PageResult result)
    {
        var (x, y) = result.MasterToPage.Apply(page.Width / 2.0, page.Height / 2.0);
        Assert.InRange(x - result.Width / 2.0, -2, 2);
        Assert.InRange(y - result.Height / 2.0, -2, 2);
    }
}
