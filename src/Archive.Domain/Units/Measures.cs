using System.Text.Json.Serialization;

namespace Archive.Domain;

/// <summary>Resolution in dots per inch; the same in both directions once a page is decoded. Usable range 20 to 4,800.</summary>
public readonly record struct Dpi(double Value)
{
    /// <summary>The lowest resolution that is believed when metadata claims it.</summary>
    public const double Lowest = 20;

    /// <summary>The highest resolution that is believed when metadata claims it.</summary>
    public const double Highest = 4800;

    public bool IsPlausible => Value is >= Lowest and <= Highest;

    /// <summary>Length in pixels to millimetres (25.4 mm to the inch).</summary>
    public Millimetres ToMillimetres(double pixels) => new(pixels / Value * 25.4);

    /// <summary>By how much to divide an image's size to bring it down to a resolution; 1 where that would gain less than a twentieth, or nothing.</summary>
    public double ReductionTo(Dpi target) => Value > target.Value * 1.05 ? Value / target.Value : 1;

    public int ToPixels(Millimetres length) => (int)Math.Round(length.Value * Value / 25.4);
}

/// <summary>A length in millimetres.</summary>
public readonly record struct Millimetres(double Value);

/// <summary>An angle in degrees, clockwise positive in image coordinates (y grows downwards), as all angles in Archive.</summary>
public readonly record struct Degrees(double Value)
{
    public double Radians => Value * Math.PI / 180;
}

/// <summary>How sure a measurement is: 0 (a guess) to 1 (certain).</summary>
public readonly record struct Confidence : IComparable<Confidence>
{
    [JsonConstructor]
    public Confidence(double value) =>
        Value = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A confidence lies between 0 and 1.");

    /// <summary>0 to 1.</summary>
    public double Value { get; }

    /// <summary>Brings any number into the range; not-a-number becomes 0.</summary>
    public static Confidence Clamp(double value) => new(double.IsNaN(value) ? 0 : Math.Clamp(value, 0, 1));

    public int CompareTo(Confidence other) => Value.CompareTo(other.Value);
}

/// <summary>A rectangle in whole pixels, origin at the top left, x to the right, y down; width and height are at least 0.</summary>
public readonly record struct PixelRect(int X, int Y, int Width, int Height)
{
    public int Right => X + Width;

    public int Bottom => Y + Height;

    public bool IsEmpty => Width <= 0 || Height <= 0;

    public long Area => IsEmpty ? 0 : (long)Width * Height;

    public static PixelRect FromEdges(int left, int top, int right, int bottom) => new(left, top, Math.Max(0, right - left), Math.Max(0, bottom - top));

    /// <summary>The smallest rectangle that holds both; an empty one does not count.</summary>
    public PixelRect Union(PixelRect other)
    {
        if (IsEmpty) return other;
        if (other.IsEmpty) return this;
        return FromEdges(Math.Min(X, other.X), Math.Min(Y, other.Y), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));
    }

    public PixelRect Intersect(PixelRect other) =>
        FromEdges(Math.Max(X, other.X), Math.Max(Y, other.Y), Math.Min(Right, other.Right), Math.Min(Bottom, other.Bottom));
}
