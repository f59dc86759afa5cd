namespace Archive.Domain;

/// <summary>
/// A plane affine map in pixel coordinates: x' = A·x + B·y + C, y' = D·x + E·y + F.
/// Every derived image carries the one from its master, so that a word box can be shown on either.
/// </summary>
public readonly record struct AffineTransform(double A, double B, double C, double D, double E, double F)
{
    public static AffineTransform Identity { get; } = new(1, 0, 0, 0, 1, 0);

    public static AffineTransform Translation(double dx, double dy) => new(1, 0, dx, 0, 1, dy);

    public static AffineTransform Scale(double sx, double sy) => new(sx, 0, 0, 0, sy, 0);

    /// <summary>A clockwise turn (as seen on the page) by <paramref name="angle"/> about a point.</summary>
    public static AffineTransform Rotation(Degrees angle, double centreX, double centreY)
    {
        var (sin, cos) = Math.SinCos(angle.Radians);
        return new(cos, -sin, centreX - cos * centreX + sin * centreY, sin, cos, centreY - sin * centreX - cos * centreY);
    }

    /// <summary>The map that a clockwise turn by 0, 90, 180 or 270 degrees makes of an image of the given size, result again at the origin.</summary>
    public static AffineTransform QuarterTurn(int clockwiseDegrees, int width, int height) => clockwiseDegrees switch
    {
        0 => Identity,
        90 => new(0, -1, height, 1, 0, 0),
        180 => new(-1, 0, width, 0, -1, height),
        270 => new(0, 1, 0, -1, 0, width),
        _ => throw new ArgumentOutOfRangeException(nameof(clockwiseDegrees), clockwiseDegrees, "A quarter turn is 0, 90, 180 or 270 degrees."),
    };

    /// <summary>This map first, <paramref name="next"/> after it.</summary>
    public AffineTransform Then(AffineTransform next) => new(
        next.A * A + next.B * D, next.A * B + next.B * E, next.A * C + next.B * F + next.C,
        next.D * A + next.E * D, next.D * B + next.E * E, next.D * C + next.E * F + next.F);

    public (double X, double Y) Apply(double x, double y) => (A * x + B * y + C, D * x + E * y + F);

    /// <exception cref="InvalidOperationException">The map is not invertible.</exception>
    public AffineTransform Invert()
    {
        var determinant = A * E - B * D;
        if (Math.Abs(determinant) < 1e-12) throw new InvalidOperationException("The transform has no inverse.");
        return new(
            E / determinant, -B / determinant, (B * F - C * E) / determinant,
            -D / determinant, A / determinant, (C * D - A * F) / determinant);
    }
}
