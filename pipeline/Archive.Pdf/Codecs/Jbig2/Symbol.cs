using Archive.Domain;

namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>A bitmap of the symbol dictionary, and the marks that are placed with it.</summary>
internal sealed record Symbol(Shape Bitmap, IReadOnlyList<SymbolInstance> Instances)
{
    /// <summary>
    /// Makes a class's symbol: its pattern with as much white around that every member fits inside. So all instances are of the symbol's
    /// size, and refining them needs no sizes and no offsets (ITU-T T.88, 6.4.11), which would cost more than the white does.
    /// </summary>
    public static Symbol Of(MarkClass marks)
    {
        var frame = MarkFrame.Around(marks.Pattern, marks.Members);
        var bitmap = marks.Pattern.Framed(frame);
        return new(bitmap, [.. marks.Members.Select(member => Place(member, frame))]);
    }

    /// <summary>The symbol without the instances whose white would reach over the page's edge, which not every decoder takes.</summary>
    public Symbol Within(BitonalImage page) => this with
    {
        Instances = [.. Instances.Where(instance =>
            instance.Left >= 0 && instance.Top >= 0 && instance.Left + Bitmap.Width <= page.Width && instance.Top + Bitmap.Height <= page.Height)],
    };

    private static SymbolInstance Place(MarkMember member, MarkFrame frame) =>
        new(member.Mark, member.Alignment.Dx + frame.Left, member.Alignment.Dy + frame.Top, member.Alignment.Difference == 0);
}

/// <summary>A mark placed with a symbol.</summary>
/// <param name="Mark">The mark.</param>
/// <param name="Dx">Column of the mark's shape at which the symbol begins; 0 or negative.</param>
/// <param name="Dy">Row of the mark's shape at which the symbol begins; 0 or negative.</param>
/// <param name="IsExact">True where the mark is the symbol, pixel by pixel.</param>
internal readonly record struct SymbolInstance(Mark Mark, int Dx, int Dy, bool IsExact)
{
    public int Left => Mark.Left + Dx;

    public int Top => Mark.Top + Dy;
}
