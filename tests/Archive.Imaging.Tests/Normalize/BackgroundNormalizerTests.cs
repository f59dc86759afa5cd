using Archive.Domain;
using Archive.Imaging.Border;
using Archive.Imaging.Normalize;
using Archive.Testing;

namespace Archive.Imaging.Tests.Normalize;

public class BackgroundNormalizerTests
{
    [Fact]
    public void Apply_UnevenLight_MakesPaperWhiteAndKeepsInkDark()
    {
        var ink = TestPages.Text();
        var lit = new GrayImage(ink.Width, ink.Height, [.. ink.Pixels.Select((value, at) => (byte)(Light(at % ink.Width, at / ink.Width) * (value == 0 ? 0.25 : 1)))]);
        using var pix = Pix.FromGray(lit);

        var result = Normalizer(lit).Apply(pix);

        for (var i = 0; i < ink.Pixels.Length; i++)
        {
            if (ink.Pixels[i] == 0) Assert.True(result.Pixels[i] < 128, $"ink of {result.Pixels[i]} at {i % ink.Width}, {i / ink.Width}");
            else Assert.True(result.Pixels[i] >= 245, $"paper of {result.Pixels[i]} at {i % ink.Width}, {i / ink.Width}");
        }
    }

    [Fact]
    public void Apply_DarkFrame_IsCleared()
    {
        var page = TestPages.Text().Frame(new(0, 0, 1000, 1200), 40, 15);
        using var pix = Pix.FromGray(page);

        var result = Normalizer(page).Apply(pix);

        Assert.All([result.Pixels[0], result.Pixels[600 * 1000 + 10], result.Pixels[^1]], value => Assert.Equal(255, value));
    }

    [Fact]
    public void ApplyInPlace_YellowPaper_BecomesNeutralAndBlueInkStaysBlue()
    {
        var ink = TestPages.Text();
        using var colour = TestPages.Colour(ink.Width, ink.Height, (x, y) => ink.Pixels[y * ink.Width + x] == 0 ? ((byte)20, (byte)30, (byte)140) : ((byte)240, (byte)220, (byte)150));
        using var gray = colour.ToInkGray();
        var page = gray.ToGrayImage();

        Normalizer(page).ApplyInPlace(colour, 1, PaperColour.Of(colour, page.Analyse(150).PaperLevel));

        var (red, green, blue) = (Channel(colour, 1, 0, 0), Channel(colour, 0, 1, 0), Channel(colour, 0, 0, 1));
        for (var i = 0; i < ink.Pixels.Length; i++)
        {
            if (ink.Pixels[i] == 0) Assert.True(blue[i] > red[i] + 60, $"ink of {red[i]}, {green[i]}, {blue[i]}");
            else Assert.True(red[i] >= 245 && green[i] >= 245 && blue[i] >= 245, $"paper of {red[i]}, {green[i]}, {blue[i]}");
        }
    }

    [Fact]
    public void ApplyInPlace_ReducedColour_IsTheReducedResult()
    {
        var ink = TestPages.Text();
        using var whole = TestPages.Colour(ink.Width, ink.Height, (x, y) => Paint(ink.Pixels[y * ink.Width + x] == 0 ? 0.2 : 1, x, y));
        using var reduced = AreaReducer.Reduce(whole, 2 / 3.0);
        using var gray = whole.ToInkGray();
        var page = gray.ToGrayImage();
        var paper = PaperColour.Of(whole, page.Analyse(150).PaperLevel);

        Normalizer(page).ApplyInPlace(whole, 1, paper);
        Normalizer(page).ApplyInPlace(reduced, 1.5, paper);

        using var expected = AreaReducer.Reduce(whole, 2 / 3.0);
        var (one, other) = (Channel(expected, 0, 1, 0), Channel(reduced, 0, 1, 0));
        Assert.InRange(one.Zip(other, (a, b) => Math.Abs(a - b)).Average(), 0, 1.5);
        Assert.InRange(one.Zip(other, (a, b) => Math.Abs(a - b)).Max(), 0, 24);
        static (byte, byte, byte) Paint(double share, int x, int y) => ((byte)(share * Light(x, y)), (byte)(share * Light(x, y) * 0.95), (byte)(share * Light(x, y) * 0.9));
    }

    private static double Light(int x, int y) => 150 + 90.0 * x / 1000 - 25.0 * y / 1200;

    private static BackgroundNormalizer Normalizer(GrayImage page)
    {
        var image = page.Analyse(150);
        var border = BorderFinder.Find(image);
        return new(image, border, BackgroundMap.Of(image, border));
    }

    private static byte[] Channel(Pix colour, float red, float green, float blue)
    {
        using var channel = colour.ToGray(red, green, blue);
        return channel.ToGrayImage().Pixels;
    }
}
