using Archive.Domain;
using Archive.Imaging.Binarize;
using Archive.Imaging.Border;
using Archive.Imaging.Normalize;
using Archive.Testing;

namespace Archive.Imaging.Tests.Binarize;

public class BinarizerTests
{
    [Theory]
    [InlineData(Binarizer.NormalThreshold)]
    [InlineData(Binarizer.FaintThreshold)]
    public void Threshold_RandomImage_TakesWhatIsDarkerAsInk(int threshold)
    {
        var image = TestPages.Paper(61, 20);
        new Random(8).NextBytes(image.Pixels);

        var ink = Binarizer.Threshold(image, threshold);

        for (var i = 0; i < image.Pixels.Length; i++) Assert.Equal(image.Pixels[i] < threshold, ink.IsInk(i % 61, i / 61));
    }

    [Fact]
    public void Reduced_PageInAFrameUnderUnevenLight_HoldsTextButNotTheFrame()
    {
        var text = TestPages.Text();
        var lit = new GrayImage(1000, 1200, [.. text.Pixels.Select((value, at) => (byte)((150 + at % 1000 / 12) * (value == 0 ? 0.2 : 1)))]);
        lit.Frame(new(0, 0, 1000, 1200), 40, 10);
        var image = lit.Analyse(150);
        var border = BorderFinder.Find(image);
        using var pix = Pix.FromGray(lit);

        var ink = Binarizer.Reduced(pix, 1, image, border, BackgroundMap.Of(image, border), Binarizer.NormalThreshold);

        for (var y = 0; y < 1200; y++) for (var x = 0; x < 1000; x++) Assert.Equal(text.Pixels[y * 1000 + x] == 0, ink.IsInk(x, y));
    }
}
