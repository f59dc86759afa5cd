namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>
/// The generic refinement region coding procedure (ITU-T T.88, 6.3) with template 0, its adaptive pixels at their nominal places and
/// no typical prediction, as text regions use it: codes a bitmap of which a similar one is known. A pixel's context is four pixels coded
/// before and the nine of the known bitmap around its place. What is learnt is kept from bitmap to bitmap. Not thread-safe.
/// </summary>
internal sealed class RefinementCoder(MqEncoder encoder)
{
    /// <summary>Pixels whose contexts a window of 64 holds: it reaches one further at either side.</summary>
    private const int Step = 62;

    private readonly byte[] _contexts = new byte[1 << 13];

    /// <summary>Codes a bitmap of the pattern's size.</summary>
    /// <param name="shape">What is black in it; must lie inside.</param>
    /// <param name="dx">Column of the shape at which the bitmap begins; negative where white goes before.</param>
    /// <param name="dy">Row of the shape at which the bitmap begins.</param>
    /// <param name="pattern">The known bitmap.</param>
    public void Encode(Shape shape, int dx, int dy, Shape pattern)
    {
        for (var y = 0; y < pattern.Height; y++)
        {
            for (var x = 0; x < pattern.Width; x += Step)
            {
                var (current, above) = (shape.Window(dx + x - 1, dy + y), shape.Window(dx + x - 1, dy + y - 1));
                var known = (pattern.Window(x - 1, y - 1), pattern.Window(x - 1, y), pattern.Window(x - 1, y + 1));
                EncodeStep(current, above, known, Math.Min(Step, pattern.Width - x));
            }
        }
    }

    private void EncodeStep(ulong current, ulong above, (ulong Above, ulong Here, ulong Below) known, int count)
    {
        for (var shift = Step - 1; shift >= Step - count; shift--)
        {
            var context = (int)(current >> (shift + 2) & 1) << 12 | (int)(above >> shift & 7) << 9
                | (int)(known.Above >> shift & 7) << 6 | (int)(known.Here >> shift & 7) << 3 | (int)(known.Below >> shift & 7);
            encoder.Encode(ref _contexts[context], (int)(current >> (shift + 1) & 1));
        }
    }
}
