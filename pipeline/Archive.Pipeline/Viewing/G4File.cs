using System.Buffers.Binary;

namespace Archive.Pipeline.Viewing;

/// <summary>Puts a bare CCITT Group 4 stream into a TIFF file of one strip (TIFF 6.0, sections 2 and 11), which decoders can read.</summary>
internal static class G4File
{
    private const int Entries = 7, HeaderBytes = 8, EntryBytes = 12;

    private const ushort Short = 3, Long = 4;

    internal static byte[] Of(ReadOnlySpan<byte> data, int width, int height)
    {
        const int dataAt = HeaderBytes + 2 + Entries * EntryBytes + 4;
        var file = new byte[dataAt + data.Length];
        "II*\0"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), HeaderBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(HeaderBytes), Entries);
        // In ascending order: width, height, bits, T.6, 0 is white, place and length of the strip (its rows: all, by default).
        var entries = new (ushort Tag, ushort Type, int Value)[]
        {
            (256, Long, width), (257, Long, height), (258, Short, 1), (259, Short, 4), (262, Short, 0), (273, Long, dataAt), (279, Long, data.Length),
        };
        for (var i = 0; i < Entries; i++)
        {
            var entry = file.AsSpan(HeaderBytes + 2 + i * EntryBytes, EntryBytes);
            BinaryPrimitives.WriteUInt16LittleEndian(entry, entries[i].Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], entries[i].Type);
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], 1);
            BinaryPrimitives.WriteInt32LittleEndian(entry[8..], entries[i].Value);
        }

        data.CopyTo(file.AsSpan(dataAt));
        return file;
    }
}
