using System.Buffers.Binary;

namespace Archive.Samples.Fonts;

/// <summary>Reads glyph outlines from the <c>glyf</c> table, simple and composite (letters with diacritics are composites).</summary>
internal sealed class GlyphReader(byte[] data, int glyf, Func<int, (int Start, int End)> offsetOf)
{
    private const int OnCurve = 1, ShortX = 2, ShortY = 4, Repeat = 8, SameOrPositiveX = 16, SameOrPositiveY = 32;
    private const int WordArguments = 1, ArgumentsAreOffsets = 2, HasScale = 8, MoreComponents = 32, HasTwoScales = 64, HasMatrix = 128;

    public List<OutlinePoint[]> Read(int glyph)
    {
        var (start, end) = offsetOf(glyph);
        if (start == end) return [];
        var at = glyf + start;
        return I16(at) >= 0 ? ReadSimple(at + 10, I16(at)) : ReadComposite(at + 10);
    }

    private List<OutlinePoint[]> ReadSimple(int at, int contourCount)
    {
        var ends = new int[contourCount];
        for (var i = 0; i < contourCount; i++) ends[i] = U16(at + 2 * i);
        var pointCount = contourCount == 0 ? 0 : ends[^1] + 1;
        at += 2 * contourCount;
        at += 2 + U16(at);
        var flags = ReadFlags(ref at, pointCount);
        var x = ReadCoordinates(ref at, flags, ShortX, SameOrPositiveX);
        var y = ReadCoordinates(ref at, flags, ShortY, SameOrPositiveY);

        var contours = new List<OutlinePoint[]>(contourCount);
        for (int i = 0, first = 0; i < contourCount; first = ends[i++] + 1)
        {
            var contour = new OutlinePoint[ends[i] - first + 1];
            for (var p = 0; p < contour.Length; p++) contour[p] = new(x[first + p], y[first + p], (flags[first + p] & OnCurve) != 0);
            contours.Add(contour);
        }
        return contours;
    }

    private byte[] ReadFlags(ref int at, int count)
    {
        var flags = new byte[count];
        for (var i = 0; i < count;)
        {
            var flag = data[at++];
            var times = (flag & Repeat) != 0 ? data[at++] + 1 : 1;
            while (times-- > 0) flags[i++] = flag;
        }
        return flags;
    }

    private int[] ReadCoordinates(ref int at, byte[] flags, int shortBit, int sameBit)
    {
        var values = new int[flags.Length];
        var value = 0;
        for (var i = 0; i < flags.Length; i++)
        {
            if ((flags[i] & shortBit) != 0) value += (flags[i] & sameBit) != 0 ? data[at++] : -data[at++];
            else if ((flags[i] & sameBit) == 0) (value, at) = (value + I16(at), at + 2);
            values[i] = value;
        }
        return values;
    }

    private List<OutlinePoint[]> ReadComposite(int at)
    {
        var contours = new List<OutlinePoint[]>();
        int flags;
        do
        {
            flags = U16(at);
            var component = U16(at + 2);
            at += 4;
            if ((flags & ArgumentsAreOffsets) == 0) throw new FormatException("Composite glyphs placed by points are not supported.");
            var (dx, dy) = (flags & WordArguments) != 0 ? (I16(at), I16(at + 2)) : ((sbyte)data[at], (sbyte)data[at + 1]);
            at += (flags & WordArguments) != 0 ? 4 : 2;
            var (a, b, c, d) = ReadMatrix(ref at, flags);
            foreach (var contour in Read(component))
                contours.Add(Array.ConvertAll(contour, p => new OutlinePoint(a * p.X + c * p.Y + dx, b * p.X + d * p.Y + dy, p.OnCurve)));
        }
        while ((flags & MoreComponents) != 0);
        return contours;
    }

    private (double A, double B, double C, double D) ReadMatrix(ref int at, int flags)
    {
        var count = (flags & HasMatrix) != 0 ? 4 : (flags & HasTwoScales) != 0 ? 2 : (flags & HasScale) != 0 ? 1 : 0;
        var values = new double[count];
        for (var i = 0; i < count; i++) values[i] = I16(at + 2 * i) / 16384.0;
        at += 2 * count;
        return count switch
        {
            4 => (values[0], values[1], values[2], values[3]),
            2 => (values[0], 0, 0, values[1]),
            1 => (values[0], 0, 0, values[0]),
            _ => (1, 0, 0, 1),
        };
    }

    private int U16(int offset) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(offset));

    private int I16(int offset) => BinaryPrimitives.ReadInt16BigEndian(data.AsSpan(offset));
}
