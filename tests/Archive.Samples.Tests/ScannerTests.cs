using Archive.Samples.Layout;
using Archive.Samples.Randomness;
using Archive.Samples.Rendering;
using Archive.Samples.Scanning;

namespace Archive.Samples.Tests;

public class ScannerTests
{
    private static readonly ScanConditions _spotless = new() { Dpi = 150, Noise = 0, Blur = 0 };

    [Theory]
    [InlineData(0)]
    [InlineData(2.7)]
    [InlineData(-4.3)]
    public void Scan_RuledLine_HasTheExactAngle(double skew)
    {
        var canvas = new PageCanvas(150, 100, new Rng(1));
        canvas.Line(10, 50, 140, 50, 1.2, "#000000");
        var conditions = _spotless with { SkewDegrees = skew };

        var image = PageScanner.Scan(canvas.Svg, new SheetGeometry(150, 100, conditions), conditions, null, new Rng(2));

        var (left, right) = (150, image.Width - 150);
        var measured = Math.Atan2(InkCentre(image, right) - InkCentre(image, left), right - left) * 180 / Math.PI;
        Assert.Equal(skew, measured, 0.01);
    }

    [Theory]
    [InlineData(90, 7, 0)]
    [InlineData(180, 9, 7)]
    [InlineData(270, 0, 9)]
    public void Turn_Corner_GoesWhereAClockwiseTurnTakesIt(int clockwise, int x, int y)
    {
        var image = new Raster(10, 8);
        image.Pixels[0] = 200;

        var turned = QuarterTurns.Turn(image, clockwise);

        Assert.Equal(200, turned.Pixels[3 * (y * turned.Width + x)]);
        Assert.Equal(200, turned.Pixels.Sum(level => level));
    }

    [Fact]
    public void Scan_SameSeed_GivesTheSamePixels()
    {
        var canvas = new PageCanvas(60, 40, new Rng(1));
        canvas.Fill(10, 10, 20, 5, "#203080");
        var conditions = _spotless with { Noise = 4, Blur = 1, UnevenLight = 0.4, Folds = 2, Staple = true, Holes = PunchHoles.Two, SkewDegrees = 1 };
        Raster Scan(ulong seed) => PageScanner.Scan(canvas.Svg, new SheetGeometry(60, 40, conditions), conditions, null, new Rng(seed));

        Assert.Equal(Scan(3).Pixels, Scan(3).Pixels);
        Assert.NotEqual(Scan(3).Pixels, Scan(4).Pixels);
    }

    [Fact]
    public void Scan_ShowThrough_IsMirroredAndPale()
    {
        var back = new PageCanvas(60, 40, new Rng(1));
        back.Fill(5, 5, 10, 30, "#000000");
        var conditions = _spotless with { ShowThrough = 0.2, Paper = new(250, 250, 250) };

        var image = PageScanner.Scan("", new SheetGeometry(60, 40, conditions), conditions, CoverageMap.Of(back.Svg, 60, 40), new Rng(2));

        byte At(double u) => image.Pixels[3 * ((int)(20 * 150 / 25.4) * image.Width + (int)(u * 150 / 25.4))];
        Assert.InRange(At(50), 195, 205);
        Assert.InRange(At(10), 248, 250);
    }

    [Fact]
    public void Scan_SkewedSheet_ShowsTheLidBesideIt()
    {
        var conditions = _spotless with { SkewDegrees = 4, Lid = new(20, 20, 20) };

        var image = PageScanner.Scan("", new SheetGeometry(60, 40, conditions), conditions, null, new Rng(2));

        Assert.Equal(20, image.Pixels[3 * (image.Width - 1)]);
        Assert.InRange(image.Pixels[3 * (image.Height / 2 * image.Width + image.Width / 2)], 240, 255);
    }

    private static double InkCentre(Raster image, int x)
    {
        var (weighted, total) = (0.0, 0.0);
        for (var y = 0; y < image.Height; y++)
        {
            var level = image.Pixels[3 * (y * image.Width + x) + 1];
            // The lid beside a skewed sheet is dark too; the line lies in the middle part.
            if (level > 200 || Math.Abs(y - image.Height / 2) > image.Height / 4) continue;
            weighted += y * (255.0 - level);
            total += 255.0 - level;
        }
        return weighted / total;
    }
}
