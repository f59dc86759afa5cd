using System.Buffers.Binary;

namespace Archive.Imaging.Formats;

/// <summary>
/// Reads a JPEG's segments up to the first scan (ITU-T T.81 annex B, JFIF 1.02, Exif). Bytes between segments that belong to none are
/// skipped, as decoders do; segment bodies that do not matter are never read.
/// </summary>
internal sealed class JpegHeaderReader
{
    private const int MaxStrayBytes = 1 << 20;
    private const int TailSearched = 64 << 10;

    private readonly ByteSource _source;
    private ImageHeader? _frame;
    private (double? X, double? Y) _jfif;
    private ExifInfo? _exif;
    private bool _adobe;
    private int _strayRuns;

    private JpegHeaderReader(ByteSource source) => _source = source;

    public static ImageHeader Read(ByteSource source) => new JpegHeaderReader(source).Read();

    private ImageHeader Read()
    {
        var position = 2L;
        while (NextMarker(ref position) is var marker && marker != 0xDA)
        {
            if (marker is 0x01 or (>= 0xD0 and <= 0xD8)) continue;
            if (marker == 0xD9) throw new ImageFormatException("it ends before any image data");
            position += ReadSegment(marker, position);
        }

        var frame = _frame ?? throw new ImageFormatException("image data comes before the image's size");
        var (dpiX, dpiY) = Resolution();
        return frame with { DpiX = dpiX, DpiY = dpiY, Orientation = _exif?.Orientation ?? 1, Jpeg = new(_adobe, _strayRuns, EndMarkerSeen()) };
    }

    private int NextMarker(ref long position)
    {
        var chunk = _source.Take(position, 256);
        for (int index = 0, skipped = 0; skipped < MaxStrayBytes; skipped++)
        {
            if (index + 1 >= chunk.Length)
            {
                position += index;
                (chunk, index) = (_source.Take(position, 4096), 0);
                if (chunk.Length < 2) throw new ImageFormatException("it ends before its image data: it is cut short");
            }

            if (chunk[index] == 0xFF && chunk[index + 1] is not (0x00 or 0xFF))
            {
                if (skipped > 0) _strayRuns++;
                position += index + 2;
                return chunk[index + 1];
            }

            // Fill bytes before a marker are legal and no stray run.
            if (chunk[index] == 0xFF && chunk[index + 1] == 0xFF && skipped == 0) skipped--;
            index++;
        }

        throw new ImageFormatException("it holds more stray bytes than image");
    }

    private int ReadSegment(int marker, long position)
    {
        Span<byte> lengthBytes = stackalloc byte[2];
        if (!_source.TryFill(position, lengthBytes)) throw new ImageFormatException("it ends before its image data: it is cut short");
        var length = BinaryPrimitives.ReadUInt16BigEndian(lengthBytes);
        if (length < 2) throw new ImageFormatException("a segment of it claims an impossible length");
        switch (marker)
        {
            case >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC):
                ReadFrame(marker, _source.Take(position + 2, Math.Min(length - 2, 6)));
                break;
            case 0xE0:
                ReadJfif(_source.Take(position + 2, Math.Min(length - 2, 12)));
                break;
            case 0xE1 when _exif is null:
                ReadExif(_source.Take(position + 2, length - 2));
                break;
            case 0xEE:
                _adobe |= _source.Take(position + 2, Math.Min(length - 2, 12)) is { Length: >= 12 } body && body.AsSpan().StartsWith("Adobe"u8);
                break;
        }

        return length;
    }

    private void ReadFrame(int marker, byte[] body)
    {
        if (body.Length < 6) throw new ImageFormatException("it ends within the image's size: it is cut short");
        if (marker is not (0xC0 or 0xC1 or 0xC2 or 0xC9 or 0xCA)) throw new ImageFormatException("it is lossless or hierarchical, which no common decoder takes");
        if (body[0] != 8) throw new ImageFormatException($"it has {body[0]} bits to the sample, where the decoder takes 8");
        var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(1)), BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(3)));
        if (body[5] is not (1 or 3 or 4)) throw new ImageFormatException($"it has {body[5]} colour components");
        _frame ??= new(width, height, 8, body[5]);
    }

    private void ReadJfif(byte[] body)
    {
        if (body.Length < 12 || !body.AsSpan().StartsWith("JFIF\0"u8)) return;
        var factor = body[7] switch { 1 => 1.0, 2 => 2.54, _ => 0 };
        var (x, y) = (BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(8)), BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(10)));
        _jfif = (Positive(x * factor), Positive(y * factor));
    }

    private void ReadExif(byte[] body)
    {
        if (body.Length > 6 && body.AsSpan().StartsWith("Exif\0"u8)) _exif = ExifReader.Read(body[6..]);
    }

    // 72 and 96 dpi are what programs write that know no resolution; the other source is then better.
    private (double? X, double? Y) Resolution()
    {
        var exif = (_exif?.DpiX, _exif?.DpiY);
        if (_jfif.X is null || _jfif.Y is null) return exif;
        return _jfif.X is 72 or 96 && exif is ({ } x, { }) && x is not (72 or 96) ? exif : _jfif;
    }

    // Some writers pad the file, so the marker need not be the very last two bytes.
    private bool EndMarkerSeen() =>
        _source.Take(Math.Max(0, _source.Length - TailSearched), TailSearched).AsSpan().LastIndexOf<byte>([0xFF, 0xD9]) >= 0;

    private static double? Positive(double value) => value > 0 ? value : null;
}
