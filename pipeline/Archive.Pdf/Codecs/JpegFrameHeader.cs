using System.Buffers.Binary;

namespace Archive.Pdf.Codecs;

/// <summary>What a JPEG's frame header says (ITU-T T.81, B.2.2): size in pixels, number of components, bits per sample.</summary>
internal readonly record struct JpegFrameHeader(int Width, int Height, int Components, int Precision)
{
    private const byte BaselineFrame = 0xC0, ProgressiveFrame = 0xC2, StartOfScan = 0xDA, EndOfImage = 0xD9;

    /// <summary>
    /// Reads the header of a baseline, extended or progressive Huffman-coded JPEG, the kinds that DCTDecode takes;
    /// null where the data is none of them.
    /// </summary>
    public static JpegFrameHeader? Read(ReadOnlySpan<byte> data)
    {
        if (data.Length < 4 || data[0] != 0xFF || data[1] != 0xD8) return null;
        var place = 2;
        while (place + 4 <= data.Length)
        {
            if (data[place] != 0xFF) return null;
            var marker = data[place + 1];
            if (marker == 0xFF)
            {
                // Any number of fill bytes may stand before a marker.
                place++;
                continue;
            }
            if (marker is StartOfScan or EndOfImage) return null;
            if (marker is >= BaselineFrame and <= ProgressiveFrame) return ReadFrame(data[(place + 4)..]);
            place += 2 + BinaryPrimitives.ReadUInt16BigEndian(data[(place + 2)..]);
        }
        return null;
    }

    private static JpegFrameHeader? ReadFrame(ReadOnlySpan<byte> frame) =>
        frame.Length < 6
            ? null
            : new(BinaryPrimitives.ReadUInt16BigEndian(frame[3..]), BinaryPrimitives.ReadUInt16BigEndian(frame[1..]), frame[5], frame[0]);
}
