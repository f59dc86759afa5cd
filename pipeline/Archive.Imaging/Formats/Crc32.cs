namespace Archive.Imaging.Formats;

/// <summary>The checksum of PNG chunks (ISO 3309, polynomial 0xEDB88320 reflected; PNG, third edition, annex D).</summary>
internal static class Crc32
{
    private static readonly uint[] Table = MakeTable();

    public static uint Of(ReadOnlySpan<byte> data)
    {
        var value = uint.MaxValue;
        foreach (var octet in data) value = Table[(byte)(value ^ octet)] ^ (value >> 8);
        return ~value;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint index = 0; index < 256; index++)
        {
            var value = index;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            table[index] = value;
        }

        return table;
    }
}
