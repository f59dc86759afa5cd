using Archive.Domain;

namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>Builds the header of a segment's data; numbers are big-endian.</summary>
internal sealed class SegmentData
{
    private readonly MemoryStream _bytes = new();

    public SegmentData Byte(byte value)
    {
        _bytes.WriteByte(value);
        return this;
    }

    public SegmentData Short(int value) => Byte((byte)(value >> 8)).Byte((byte)value);

    public SegmentData Number(int value) => Short(value >> 16).Short(value);

    public SegmentData Bytes(ReadOnlySpan<byte> values)
    {
        _bytes.Write(values);
        return this;
    }

    /// <summary>The region segment information field (ITU-T T.88, 7.4.1) of a region that covers the page, combined by OR.</summary>
    public SegmentData Region(BitonalImage page) => Number(page.Width).Number(page.Height).Number(0).Number(0).Byte(0);

    public byte[] ToArray() => _bytes.ToArray();
}
