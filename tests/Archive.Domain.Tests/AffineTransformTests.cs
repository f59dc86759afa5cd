namespace Archive.Domain.Tests;

public sealed class AffineTransformTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<AffineTransform> Invertible => new()
    {
        AffineTransform.Identity,
        AffineTransform.Translation(12.5, -7),
        AffineTransform.Scale(2, 0.5),
        AffineTransform.Rotation(new Degrees(3.7), 1240, 1754),
        AffineTransform.QuarterTurn(270, 2480, 3508),
        AffineTransform.Rotation(new Degrees(-1.2), 5, 5).Then(AffineTransform.Scale(3, 3)).Then(AffineTransform.Translation(1, 2)),
    };

    [Fact]
    public void Identity_Point_Stays() => AssertAt((3.5, -2), AffineTransform.Identity.Apply(3.5, -2));

    [Fact]
    public void Translation_Point_Moves() => AssertAt((13, 18), AffineTransform.Translation(10, 20).Apply(3, -2));

    [Fact]
    public void Scale_Point_IsStretchedFromTheOrigin() => AssertAt((6, -1), AffineTransform.Scale(2, 0.5).Apply(3, -2));

    [Fact]
    public void Rotation_PositiveAngle_TurnsClockwiseOnThePage()
    {
        // From three o'clock a clockwise quarter turn leads to six o'clock, and y grows downwards.
        AssertAt((100, 150), AffineTransform.Rotation(new Degrees(90), 100, 100).Apply(150, 100));
    }

    [Fact]
    public void Rotation_Centre_Stays() => AssertAt((100, 70), AffineTransform.Rotation(new Degrees(33), 100, 70).Apply(100, 70));

    [Theory]
    [InlineData(0, 0, 0, 30, 40)]
    [InlineData(90, 40, 0, 0, 30)]
    [InlineData(180, 30, 40, 0, 0)]
    [InlineData(270, 0, 30, 40, 0)]
    public void QuarterTurn_Corners_LandOnTheCornersOfTheTurnedImage(int degrees, double originX, double originY, double farX, double farY)
    {
        var turn = AffineTransform.QuarterTurn(degrees, width: 30, height: 40);
        AssertAt((originX, originY), turn.Apply(0, 0));
        AssertAt((farX, farY), turn.Apply(30, 40));
    }

    [Theory]
    [InlineData(45)]
    [InlineData(-90)]
    [InlineData(360)]
    public void QuarterTurn_AnyOtherAngle_Throws(int degrees) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AffineTransform.QuarterTurn(degrees, 10, 10));

    [Fact]
    public void Then_TwoMaps_AppliesTheFirstFirst()
    {
        var scaledThenMoved = AffineTransform.Scale(2, 2).Then(AffineTransform.Translation(10, 0));
        AssertAt((16, 8), scaledThenMoved.Apply(3, 4));
    }

    [Theory]
    [MemberData(nameof(Invertible))]
    public void Invert_Map_LeadsBack(AffineTransform map)
    {
        var (x, y) = map.Apply(123.25, 456.5);
        AssertAt((123.25, 456.5), map.Invert().Apply(x, y));
        AssertAt((7, 9), map.Then(map.Invert()).Apply(7, 9));
    }

    [Fact]
    public void Invert_FlatMap_Throws() => Assert.Throws<InvalidOperationException>(() => AffineTransform.Scale(1, 0).Invert());

    private static void AssertAt((double X, double Y) expected, (double X, double Y) actual)
    {
        Assert.Equal(expected.X, actual.X, Tolerance);
        Assert.Equal(expected.Y, actual.Y, Tolerance);
    }
}
