namespace Archive.Samples.Fonts;

/// <summary>A point of a quadratic outline in font units; off-curve points are control points.</summary>
public readonly record struct OutlinePoint(double X, double Y, bool OnCurve);

/// <summary>A glyph: its advance width in font units and its closed contours.</summary>
public sealed record Glyph(int Advance, IReadOnlyList<OutlinePoint[]> Contours);
