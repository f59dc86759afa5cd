namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>The rectangle, in a pattern's coordinates, that holds the pattern and all marks as they lie on it.</summary>
internal readonly record struct MarkFrame(int Left, int Top, int Width, int Height)
{
    public static MarkFrame Around(Shape pattern, List<MarkMember> members)
    {
        var (left, top, right, bottom) = (0, 0, pattern.Width, pattern.Height);
        foreach (var (mark, alignment) in members)
        {
            (left, top) = (Math.Min(left, -alignment.Dx), Math.Min(top, -alignment.Dy));
            (right, bottom) = (Math.Max(right, mark.Shape.Width - alignment.Dx), Math.Max(bottom, mark.Shape.Height - alignment.Dy));
        }
        return new(left, top, right - left, bottom - top);
    }
}
