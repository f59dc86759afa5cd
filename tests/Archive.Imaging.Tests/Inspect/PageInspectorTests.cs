using Archive.Domain;
using Archive.Imaging.Analysis;
using Archive.Imaging.Border;
using Archive.Imaging.Inspect;
using Archive.Imaging.Normalize;
using Archive.Testing;

namespace Archive.Imaging.Tests.Inspect;

/// <summary>Pages of A4 at 100 dpi.</summary>
public class PageInspectorTests
{
    private const int Width = 827, Height = 1169;

    [Fact]
    public void Inspect_EmptySheet_IsBlank()
    {
        var found = Inspect(Grained(240));

        Assert.True(found.Blank);
        Assert.InRange(found.BlankScore, 0.95, 1);
        Assert.Equal(0, found.InkCoverage);
        Assert.InRange(found.PaperLevel, 236, 244);
    }

    [Fact]
    public void Inspect_FaintShowThrough_IsBlank()
    {
        var page = Grained(240);
        for (var baseline = 100; baseline < 1100; baseline += 24) page.Line(80, baseline, 740, 9, baseline, 212);

        Assert.True(Inspect(page).Blank);
    }

    [Fact]
    public void Inspect_DustHolesAndShadowOfTheEdge_IsBlank()
    {
        var page = Grained(240).Disc(47, 427, 12, 20).Disc(47, 742, 12, 20).Fill(new(0, 0, 6, Height), 90);
        var random = new Random(9);
        for (var i = 0; i < 30; i++) page.Fill(new(random.Next(Width), random.Next(Height), 2, 2), 60);

        Assert.True(Inspect(page).Blank);
    }

    [Fact]
    public void Inspect_OneShortWordAtTheBottom_IsNotBlank()
    {
        var found = Inspect(Grained(240).Line(380, 1110, 425, 9, 1, 40));

        Assert.False(found.Blank);
        Assert.InRange(found.BlankScore, 0, 0.5);
    }

    [Fact]
    public void Inspect_PageOfText_HasItsInkMeasured()
    {
        var page = Grained(240);
        for (var baseline = 100; baseline < 1100; baseline += 24) page.Line(80, baseline, 740, 9, baseline, 30);

        var found = Inspect(page);

        Assert.False(found.Blank);
        Assert.InRange(found.InkCoverage, 0.02, 0.3);
        Assert.InRange(found.InkLevel, 25, 35);
        Assert.InRange(found.Sharpness, 0.8, 1);
    }

    [Fact]
    public void Inspect_BlurredText_IsLessSharp()
    {
        var page = TestPages.Text(level: 30);
        var blurred = Morphology.Blur(page.Pixels, page.Width, page.Height, 2);
        blurred = Morphology.Blur(blurred, page.Width, page.Height, 2);

        Assert.InRange(Inspect(new(page.Width, page.Height, blurred)).Sharpness, 0, 0.45);
    }

    [Fact]
    public void Inspect_TextBlurredUntilNoEdgeIsLeft_IsBlurredAndNotSharp()
    {
        var page = TestPages.Text(level: 10);
        var blurred = page.Pixels;
        for (var i = 0; i < 3; i++) blurred = Morphology.Blur(blurred, page.Width, page.Height, 5);

        Assert.InRange(Inspect(new(page.Width, page.Height, blurred)).Sharpness, 0, 0.15);
    }

    private static GrayImage Grained(byte paper)
    {
        var page = TestPages.Paper(Width, Height);
        var random = new Random(4);
        for (var i = 0; i < page.Pixels.Length; i++) page.Pixels[i] = (byte)(paper + random.Next(-3, 4));
        return page;
    }

    private static PageInspection Inspect(GrayImage page)
    {
        var image = page.Analyse(100);
        var border = BorderFinder.Find(image);
        using var pix = Pix.FromGray(page);
        return new PageInspector(new()).Inspect(pix, PageColour.Gray, false, new(100), image, border, BackgroundMap.Of(image, border));
    }
}
