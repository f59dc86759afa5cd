using Archive.Samples.Randomness;
using Archive.Samples.Sets;

namespace Archive.Samples.Tests;

public class MakeCommandTests
{
    [Theory]
    [InlineData("")]
    [InlineData("unmake --out x")]
    [InlineData("make")]
    [InlineData("make --out")]
    [InlineData("make --out x --files 0")]
    [InlineData("make --out x --strength 1.5")]
    [InlineData("make --out x --set nothing")]
    [InlineData("make --out x --colour red")]
    public void Parse_WrongArguments_IsRefused(string line) =>
        Assert.Throws<ArgumentException>(() => MakeCommand.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void Parse_AllOptions_AreTaken()
    {
        var command = MakeCommand.Parse("make --seed 9 --files 3 --out there --strength 0.25 --set blank".Split(' '));

        Assert.Equal((9UL, 3, "there", 0.25, "blank"), (command.Seed, command.Files, command.Out, command.Strength, command.Set.Name));
    }

    [Theory]
    [InlineData("bench")]
    [InlineData("skew")]
    [InlineData("orientation")]
    [InlineData("mixed")]
    public void Plan_TextPages_HaveWordsEnough(string set)
    {
        foreach (var page in SampleSets.Named(set).Plan(new Rng(4), 9, 0.5).SelectMany(file => file.Pages))
        {
            var draft = page.Front();
            var words = draft.Canvas.Lines.Sum(line => line.Split(' ').Length);
            if (draft.Kind is Pages.PageKind.Letter or Pages.PageKind.Form or Pages.PageKind.Interview) Assert.InRange(words, 170, 520);
        }
    }

    [Fact]
    public void Plan_SkewSet_SpreadsOverTheWholeRange()
    {
        var angles = SampleSets.Named("skew").Plan(new Rng(4), 20, 0.5).Select(file => file.Pages[0].Conditions.SkewDegrees).ToList();

        Assert.All(angles.Select((angle, i) => (angle, i)), pair => Assert.InRange(pair.angle, -5 + 0.5 * pair.i - 0.001, -4.5 + 0.5 * pair.i + 0.001));
    }

    [Fact]
    public void Plan_BlankSet_BlankPagesHaveNothingAndNearBlankSomething()
    {
        foreach (var file in SampleSets.Named("blank").Plan(new Rng(4), 30, 0.5))
        {
            var draft = file.Pages[0].Front();
            Assert.Equal(draft.Blank, draft.Canvas.Svg.Length == 0);
        }
    }
}
