using Archive.Recognition.Reading;
using Archive.Testing;

namespace Archive.Recognition.Tests.Reading;

public sealed class LineProbeTests : IDisposable
{
    private readonly EngineSet _engines = new(TessdataFolder.Find(), ["lav", "rus", "eng"]);

    public void Dispose() => _engines.Dispose();

    [Theory]
    [InlineData("lav", "Pārvaldes lēmums par uzturēšanās atļauju")]
    [InlineData("rus", "Решение управления по делам миграции")]
    [InlineData("eng", "The applicant submitted seven documents with the form")]
    public void Probe_LineEitherWayUp_TellsTheWayAndTheLanguage(string language, string text)
    {
        var strip = PrintedText.Line(text);

        var upright = Probe().Probe([strip], PrintedText.Dpi);
        var turned = Probe().Probe([strip.UpsideDown()], PrintedText.Dpi);

        Assert.Equal((false, language, true), (upright.UpsideDown, upright.Language, upright.Score >= 0.8));
        Assert.Equal((true, language, true), (turned.UpsideDown, turned.Language, turned.Margin >= 0.15));
    }

    [Fact]
    public void Probe_NothingToRead_TurnsNothing()
    {
        var found = Probe().Probe([TestPages.Paper(400, 60)], PrintedText.Dpi);

        // On white paper the engine may see a letter with no confidence to speak of.
        Assert.False(found.UpsideDown);
        Assert.InRange(found.Letters, 0, 2);
    }

    [Fact]
    public void ReadLines_LatinNumberInARussianLine_IsReadAsLatin()
    {
        var page = PrintedText.Line("Решение по делу PMR-2019-00017 принято");

        var line = Assert.Single(new PageReader(_engines, new()).ReadLines(page, PrintedText.Dpi, "rus", default));

        Assert.Equal("Решение по делу PMR-2019-00017 принято", line.Text);
    }

    [Fact]
    public void ReadStrips_PrintAndScribble_KeepsWhatReadsWell()
    {
        var print = PrintedText.Line("Pielikums Nr. 14");
        var page = TestPages.Paper(print.Width, 300);
        print.Pixels.AsSpan(0, print.Width * 110).CopyTo(page.Pixels);
        for (var x = 40; x < 400; x++) page.Disc(x, 220 + (int)(25 * Math.Sin(x / 9.0)), 3);

        var lines = new PageReader(_engines, new()).ReadStrips(page, PrintedText.Dpi, "lav", [new(0, 0, page.Width, 110), new(0, 170, page.Width, 100)], default);

        var line = Assert.Single(lines);
        Assert.Equal(("Pielikums Nr. 14", true), (line.Text, line.Box.Bottom < 110));
    }

    private LineProbe Probe() => new(_engines, new());
}
