using System.Buffers.Binary;
using System.Text;

namespace Archive.Web.Scanning;

/// <summary>
/// Writes into a scanned TIFF which scan and which page of it it is (DocumentName and PageNumber, TIFF 6.0 section 12). Two blank sides may be scanned to
/// the same bytes; they are two pages all the same, and no duplicate of each other.
/// </summary>
internal static class TiffMark
{
    private const ushort DocumentName = 269, PageNumber = 297, Ascii = 2, Short = 3;
    private const int HeaderLength = 8, EntryLength = 12;

    /// <summary>Adds the tags, by a directory of its own behind what is there; told again it writes the same.</summary>
    /// <param name="page">From 1.</param>
    /// <exception cref="InvalidDataException">It is no TIFF of one page.</exception>
    internal static void Write(FileStream file, string scan, int page)
    {
        var header = Read(file, 0, HeaderLength);
        var isBig = header[0] == (byte)'M';
        if (!header.AsSpan(0, 4).SequenceEqual(isBig ? "MM\0*"u8 : "II*\0"u8)) throw new InvalidDataException("It is no TIFF.");
        var old = U32(header.AsSpan(4), isBig);
        var count = U16(Read(file, old, 2), isBig);
        var directory = Read(file, old + 2, count * EntryLength + 4);
        if (U32(directory.AsSpan(count * EntryLength), isBig) != 0) throw new InvalidDataException("It has several pages.");
        var entries = Enumerable.Range(0, count).Select(i => directory.AsSpan(i * EntryLength, EntryLength).ToArray()).Where(entry => U16(entry, isBig) is not (DocumentName or PageNumber)).ToList();
        var name = Encoding.ASCII.GetBytes(scan + "\0");
        var nameAt = (file.Length + 1) & ~1L;
        entries.Add(Entry(DocumentName, Ascii, name.Length, (uint)nameAt, isBig));
        // Two numbers of 16 bits: which page, from 0, and of how many, 0 for nobody knows.
        var number = new byte[EntryLength];
        Entry(PageNumber, Short, 2, 0, isBig).CopyTo(number, 0);
        Put16(number.AsSpan(8), (ushort)Math.Min(page - 1, ushort.MaxValue), isBig);
        entries.Add(number);
        entries.Sort((a, b) => U16(a, isBig) - U16(b, isBig));
        Append(file, nameAt, name, entries, isBig);
    }

    private static void Append(FileStream file, long nameAt, byte[] name, List<byte[]> entries, bool isBig)
    {
        var directoryAt = (nameAt + name.Length + 1) & ~1L;
        if (directoryAt > uint.MaxValue) throw new InvalidDataException("It is too large.");
        Write(file, nameAt, name);
        var directory = new byte[2 + entries.Count * EntryLength + 4];
        Put16(directory, (ushort)entries.Count, isBig);
        for (var i = 0; i < entries.Count; i++) entries[i].CopyTo(directory, 2 + i * EntryLength);
        Write(file, directoryAt, directory);
        var offset = new byte[4];
        Put32(offset, (uint)directoryAt, isBig);
        Write(file, 4, offset);
    }

    private static byte[] Entry(ushort tag, ushort type, int count, uint value, bool isBig)
    {
        var entry = new byte[EntryLength];
        Put16(entry, tag, isBig);
        Put16(entry.AsSpan(2), type, isBig);
        Put32(entry.AsSpan(4), (uint)count, isBig);
        Put32(entry.AsSpan(8), value, isBig);
        return entry;
    }

    private static byte[] Read(FileStream file, long at, int count)
    {
        if (at + count > file.Length) throw new InvalidDataException("It ends too early.");
        file.Position = at;
        var bytes = new byte[count];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static void Write(FileStream file, long at, byte[] bytes)
    {
        file.Position = at;
        file.Write(bytes);
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, bool isBig) => isBig ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint U32(ReadOnlySpan<byte> bytes, bool isBig) => isBig ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static void Put16(Span<byte> bytes, ushort value, bool isBig)
    {
        if (isBig) BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
    }

    private static void Put32(Span<byte> bytes, uint value, bool isBig)
    {
        if (isBig) BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
    }
}
