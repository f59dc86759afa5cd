using Archive.Cli.Output;
using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;

namespace Archive.Cli.Tests.Output;

public sealed class SearchTextTests
{
    [Fact]
    public void Parts_HitWordsInBrackets_AreToldApart() => Assert.Equal(
        [("… ", false), ("uzturēšanās", true), (" ", false), ("atļauja", true), (" …", false)],
        SearchText.Parts("… [uzturēšanās] [atļauja] …"));

    [Fact]
    public void Write_TotalLeftOff_SaysAtLeast()
    {
        using var output = new StringWriter();
        SearchText.Write(new Terminal(output, TextWriter.Null, false, false), new SearchQuery("b", Visibility.Everything, Limit: 0), new SearchResult(10_000, [], IsTotalExact: false));
        Assert.Equal("at least 10000 pages\n", output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Write_PlainOutput_KeepsTheBracketsAndCounts()
    {
        using var output = new StringWriter();
        var hit = new SearchHit("F00000001", CaseNumber.Parse("PMR-2019-00017"), 3, 1.5, "a [b] c", []);

        SearchText.Write(new Terminal(output, TextWriter.Null, false, false), new SearchQuery("b", Visibility.Everything), new SearchResult(7, [hit]));

        Assert.Equal("F00000001  PMR-2019-00017  page 3\n  a [b] c\n7 pages, shown 1 to 1\n", output.ToString().ReplaceLineEndings("\n"));
    }
}
