using System.Buffers.Binary;

namespace Archive.Imaging.Formats;

/// <summary>
/// Reads the header of a JP2 file or a bare JPEG 2000 code stream (ITU-T T.800, annexes A.5 and I). The size that counts is the code
/// stream's own: it is what the decoder allocates, whatever the boxes say.
/// </summary>
internal sealed class Jpeg2000HeaderReader
{
    private const int MaxBoxes = 256;
    private const int MaxTiles = 65_535;
    private const uint Codestream = 0x6A703263; // 'jp2c'
    private const uint HeaderBox = 0x6A703268; // 'jp2h'
    private const uint ResolutionBox = 0x72657320; // 'res '
    private const uint CaptureResolution = 0x72657363; // 'resc'
    private const uint DisplayResolution = 0x72657364; // 'resd'

    private readonly ByteSource _source;
    private (double X, double Y)? _resolution;
    private long? _codestream;
    private int _boxes;

    private Jpeg2000HeaderReader(ByteSource source) => _source = source;

    public static ImageHeader Read(ByteSource source)
    {
        var reader = new Jpeg2000HeaderReader(source);
        Span<byte> head = stackalloc byte[2];
        var start = source.TryFill(0, head) && head[0] == 0xFF ? 0 : reader.FindCodestream();
        return reader.ReadSize(start);
    }

    private long FindCodestream()
    {
        Walk(0, _source.Length);
        return _codestream ?? throw new ImageFormatException("it holds no code stream: it is damaged or cut short");
    }

    private void Walk(long position, long end)
    {
        Span<byte> head = stackalloc byte[16];
        while (position + 8 <= end && _codestream is null && _boxes++ < MaxBoxes && _source.Read(position, head) >= 8)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var type = BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
            var headLength = length == 1 ? 16 : 8;
            if (length == 1) length = (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(head[8..]), long.MaxValue / 2);
            if (length == 0) length = end - position;
            if (length < headLength) throw new ImageFormatException("a box of it claims an impossible length");
            ReadBox(type, position + headLength, Math.Min(end, position + length));
            position += length;
        }
    }

    private void ReadBox(uint type, long start, long end)
    {
        switch (type)
        {
            case Codestream:
                _codestream = start;
                break;
            case HeaderBox or ResolutionBox:
                Walk(start, end);
                break;
            case CaptureResolution:
                _resolution = ReadResolution(start) ?? _resolution;
                break;
            case DisplayResolution:
                _resolution ??= ReadResolution(start);
                break;
        }
    }

    private (double X, double Y)? ReadResolution(long start)
    {
        Span<byte> box = stackalloc byte[10];
        if (!_source.TryFill(start, box)) return null;
        var y = DotsPerInch(box, (sbyte)box[8]);
        var x = DotsPerInch(box[4..], (sbyte)box[9]);
        return x > 0 && y > 0 && double.IsFinite(x) && double.IsFinite(y) ? (x, y) : null;
    }

    private static double DotsPerInch(ReadOnlySpan<byte> ratio, int exponent)
    {
        var denominator = BinaryPrimitives.ReadUInt16BigEndian(ratio[2..]);
        return denominator == 0 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(ratio) / (double)denominator * Math.Pow(10, exponent) * 0.0254;
    }

    private ImageHeader ReadSize(long start)
    {
        Span<byte> head = stackalloc byte[43];
        if (_source.Read(start, head) < head.Length) throw new ImageFormatException("it ends within the header of its code stream: it is cut short");
        if (BinaryPrimitives.ReadUInt32BigEndian(head) != 0xFF4FFF51) throw new ImageFormatException("its code stream does not begin with a size");
        long Field(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32BigEndian(bytes[offset..]);
        var (width, height) = (Field(head, 8) - Field(head, 16), Field(head, 12) - Field(head, 20));
        if (ImageLimits.RefusalOf(width, height) is { } refusal) throw new ImageFormatException(refusal, standsAlone: true);
        var (tileWidth, tileHeight) = (Field(head, 24), Field(head, 28));
        if (tileWidth == 0 || tileHeight == 0) throw new ImageFormatException("it claims tiles without size");
        if ((width / tileWidth + 1) * (height / tileHeight + 1) > MaxTiles) throw new ImageFormatException("it claims more tiles than are allowed");
        var samples = BinaryPrimitives.ReadUInt16BigEndian(head[40..]);
        if (samples is 0 or > 5) throw new ImageFormatException($"it has {samples} components");
        return new((int)width, (int)height, (head[42] & 0x7F) + 1, samples) { DpiX = _resolution?.X, DpiY = _resolution?.Y };
    }
}
