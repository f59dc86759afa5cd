using Archive.Domain;
using Archive.Imaging.Border;
using Archive.Imaging.Normalize;
using Archive.Imaging.Tone;
using Archive.Testing;

namespace Archive.Imaging.Tests.Tone;

/// <summary>Pages at 150 dpi, where 12 mm² are about 420 pixels.</summary>
public class ToneJudgeTests
{
    private static readonly GrayImage _text = TestPages.Text();

    [Fact]
    public void Judge_BlackTextOnWhiteOrTintedPaper_IsBitonal()
    {
        Assert.Equal(PageTone.Bitonal, Judge((x, y) => Print(x, y, 250, 250, 250)));
        Assert.Equal(PageTone.Bitonal, Judge((x, y) => Print(x, y, 245, 235, 205)));
    }

    [Fact]
    public void Judge_BlueScribble_IsColour() =>
        Assert.Equal(PageTone.Colour, Judge((x, y) => Math.Abs(y - 300 - 40 * Math.Sin(x / 30.0)) < 3 && x is > 200 and < 700
            ? ((byte)40, (byte)60, (byte)190) : Print(x, y, 250, 250, 250)));

    [Fact]
    public void Judge_GrayPhotograph_IsGray() =>
        Assert.Equal(PageTone.Gray, Judge((x, y) => x is > 600 and < 800 && y is > 300 and < 560 ? Gray(110 + (x + y) % 80) : Print(x, y, 250, 250, 250)));

    [Fact]
    public void Judge_PageWithoutColour_IsJudgedByItsGreys()
    {
        Assert.Equal(PageTone.Bitonal, Judge(_text, null));
        Assert.Equal(PageTone.Gray, Judge(TestPages.Text().Fill(new(600, 300, 200, 260), 150), null));
    }

    private static (byte, byte, byte) Gray(int level) => ((byte)level, (byte)level, (byte)level);

    private static (byte, byte, byte) Print(int x, int y, byte red, byte green, byte blue) => _text.Pixels[y * _text.Width + x] == 0 ? Gray(25) : (red, green, blue);

    private static PageTone Judge(Func<int, int, (byte, byte, byte)> paint)
    {
        using var colour = TestPages.Colour(_text.Width, _text.Height, paint);
        using var gray = colour.ToGray();
        return Judge(gray.ToGrayImage(), colour);
    }

    private static PageTone Judge(GrayImage gray, Pix? colour)
    {
        var image = gray.Analyse(150);
        var border = BorderFinder.Find(image);
        return new ToneJudge(new()).Judge(colour, new(150), image, border, BackgroundMap.Of(image, border));
    }
}
