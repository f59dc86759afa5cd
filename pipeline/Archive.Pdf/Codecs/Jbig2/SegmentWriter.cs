namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>Segment types (ITU-T T.88, 7.3) that the encoder writes.</summary>
internal enum SegmentType : byte
{
    SymbolDictionary = 0,
    ImmediateLosslessTextRegion = 7,
    ImmediateLosslessGenericRegion = 39,
    PageInformation = 48,
}

/// <summary>Writes the segments of one page one after the other, numbered from 0 (ITU-T T.88, 7.2).</summary>
internal sealed class SegmentWriter
{
    private const byte Page = 1;

    private readonly SegmentData _bytes = new();
    private byte _count;

    /// <summary>Appends a segment and gives back its number.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="header">The first part of its data.</param>
    /// <param name="data">The rest.</param>
    /// <param name="refersTo">Number of the one segment that this one needs; null for none.</param>
    public byte Write(SegmentType type, ReadOnlySpan<byte> header, ReadOnlySpan<byte> data, byte? refersTo = null)
    {
        // The count of segments referred to stands in the three high bits; none needs to be retained (7.2.4).
        _bytes.Number(_count).Byte((byte)type).Byte((byte)(refersTo is null ? 0 : 1 << 5));
        if (refersTo is { } other) _bytes.Byte(other);
        _bytes.Byte(Page).Number(header.Length + data.Length).Bytes(header).Bytes(data);
        return _count++;
    }

    public byte[] Finish() => _bytes.ToArray();
}
