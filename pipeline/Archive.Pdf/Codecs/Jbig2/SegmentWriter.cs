namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>Segment types (ITU-T T.88, 7.3) that the encoder writes.</summary>
internal enum SegmentType : byte
{
    ImmediateLosslessGenericRegion = 39,
    PageInformation = 48,
}

/// <summary>Writes the segments of one page one after the other, numbered from 0 (ITU-T T.88, 7.2).</summary>
internal sealed class SegmentWriter
{
    private const byte Page = 1;

    private readonly SegmentData _bytes = new();
    private byte _count;

    /// <summary>Appends a segment that refers to no other.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="header">The first part of its data.</param>
    /// <param name="data">The rest.</param>
    public void Write(SegmentType type, ReadOnlySpan<byte> header, ReadOnlySpan<byte> data) =>
        _bytes.Number(_count++).Byte((byte)type).Byte(0).Byte(Page).Number(header.Length + data.Length).Bytes(header).Bytes(data);

    public byte[] Finish() => _bytes.ToArray();
}
