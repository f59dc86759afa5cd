using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Archive.Pdf.TextLayer;

/// <summary>
/// A TrueType font of two glyphs, made here table by table (Apple TrueType Reference Manual; ISO/IEC 14496-22): .notdef, a box that
/// is never used, and one that stands for every character of the text layer. Both are half an em wide. The latter's outline is a line
/// without area from corner to corner of its cell: nothing would be painted, but it has a bounding box, without which PDFium drops
/// words of one character.
/// </summary>
internal static class GlyphlessFont
{
    public const string Name = "ArchiveGlyphless";

    /// <summary>Advance width of every glyph, in thousandths of the em, as the PDF's DW says too.</summary>
    public const int Advance = 500;

    /// <summary>Glyphs in the font program.</summary>
    public const int GlyphCount = 2;

    private const short UnitsPerEm = 1000;
    private const short Ascender = 800;
    private const short Descender = -200;
    private const uint ChecksumMagic = 0xB1B0AFBA;

    /// <summary>Seconds from 1904 to 2000-01-01: a fixed date, so that the font is the same in every file.</summary>
    private const long Created = 3029529600;

    /// <summary>The font file's bytes; always the same.</summary>
    public static byte[] Create()
    {
        var (notdef, cell) = (NotdefOutline(), CellOutline());
        (string Tag, byte[] Data)[] tables =
        [
            ("OS/2", Os2()),
            ("cmap", Cmap()),
            ("glyf", [.. notdef, .. cell]),
            ("head", Head()),
            ("hhea", Hhea()),
            ("hmtx", Words(Advance, 50, Advance, 0)),
            ("loca", Words(0, notdef.Length / 2, (notdef.Length + cell.Length) / 2)),
            ("maxp", Maxp()),
            ("name", NameTable()),
            ("post", Post()),
        ];
        return Assemble(tables);
    }

    private static byte[] Assemble((string Tag, byte[] Data)[] tables)
    {
        var power = 1 << BitOperations.Log2((uint)tables.Length);
        var directory = new MemoryStream();
        directory.Write([.. Longs(0x00010000), .. Words(tables.Length, power * 16, BitOperations.Log2((uint)power), (tables.Length - power) * 16)]);
        var body = new MemoryStream();
        var (start, headPlace) = (12 + 16 * tables.Length, 0);
        foreach (var (tag, data) in tables)
        {
            var place = start + (int)body.Length;
            if (tag == "head") headPlace = place;
            directory.Write([.. Encoding.ASCII.GetBytes(tag), .. Longs(Checksum(data), (uint)place, (uint)data.Length)]);
            body.Write(data);
            while (body.Length % 4 != 0) body.WriteByte(0);
        }
        byte[] font = [.. directory.ToArray(), .. body.ToArray()];
        BinaryPrimitives.WriteUInt32BigEndian(font.AsSpan(headPlace + 8), unchecked(ChecksumMagic - Checksum(font)));
        return font;
    }

    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        var sum = 0u;
        Span<byte> word = stackalloc byte[4];
        for (; data.Length >= 4; data = data[4..]) sum += BinaryPrimitives.ReadUInt32BigEndian(data);
        word.Clear();
        data.CopyTo(word);
        return sum + BinaryPrimitives.ReadUInt32BigEndian(word);
    }

    /// <summary>One contour of four points on the curve, a square of 400 units: flags and deltas in full words.</summary>
    private static byte[] NotdefOutline() =>
    [
        .. Words(1, 50, 0, 450, 400, 3, 0),
        1, 1, 1, 1,
        .. Words(50, 400, 0, -400),
        .. Words(0, 0, 400, 0),
        0, 0,
    ];

    /// <summary>One contour of two points, from the lower left to the upper right corner.</summary>
    private static byte[] CellOutline() =>
    [
        .. Words(1, 0, Descender, Advance, Ascender, 1, 0),
        1, 1,
        .. Words(0, Advance),
        .. Words(Descender, Ascender - Descender),
    ];

    private static byte[] Head() =>
    [
        .. Longs(0x00010000, 0x00010000, 0, 0x5F0F3CF5),
        .. Words(0x000B, UnitsPerEm),
        .. Longs(0, (uint)Created, 0, (uint)Created),
        .. Words(0, Descender, Advance, Ascender, 0, 8, 2, 0, 0),
    ];

    private static byte[] Hhea() =>
        [.. Longs(0x00010000), .. Words(Ascender, Descender, 0, Advance, 0, 0, Advance, 1, 0, 0, 0, 0, 0, 0, 0, GlyphCount)];

    private static byte[] Maxp() => [.. Longs(0x00010000), .. Words(GlyphCount, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)];

    /// <summary>One subtable (3, 1) of format 4 that maps the space to the cell; the PDF reaches glyphs by its CIDToGIDMap.</summary>
    private static byte[] Cmap() =>
        [.. Words(0, 1, 3, 1), .. Longs(12), .. Words(4, 32, 0, 4, 4, 1, 0, 0x20, 0xFFFF, 0, 0x20, 0xFFFF, 1 - 0x20, 1, 0, 0)];

    private static byte[] Os2() =>
    [
        .. Words(3, Advance, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 250, 0),
        .. new byte[10],
        .. Longs(1, 0, 0, 0),
        .. "ARCH"u8,
        .. Words(0x40, 0x20, 0x20, Ascender, Descender, 0, Ascender, -Descender),
        .. Longs(1, 0),
        .. Words(400, 700, 0, 0x20, 0),
    ];

    private static byte[] NameTable()
    {
        (int Id, string Text)[] names = [(1, Name), (2, "Regular"), (3, Name + " 1"), (4, Name), (5, "Version 1.0"), (6, Name)];
        var (records, texts) = (new MemoryStream(), new MemoryStream());
        foreach (var (id, text) in names)
        {
            var bytes = Encoding.BigEndianUnicode.GetBytes(text);
            records.Write(Words(3, 1, 0x409, id, bytes.Length, (int)texts.Length));
            texts.Write(bytes);
        }
        return [.. Words(0, names.Length, 6 + 12 * names.Length), .. records.ToArray(), .. texts.ToArray()];
    }

    /// <summary>Version 3: no glyph names, which a CIDFont does not use.</summary>
    private static byte[] Post() => [.. Longs(0x00030000, 0), .. Words(-100, 50), .. Longs(1, 0, 0, 0, 0)];

    private static byte[] Words(params int[] values)
    {
        var bytes = new byte[2 * values.Length];
        for (var index = 0; index < values.Length; index++) BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2 * index), unchecked((ushort)values[index]));
        return bytes;
    }

    private static byte[] Longs(params uint[] values)
    {
        var bytes = new byte[4 * values.Length];
        for (var index = 0; index < values.Length; index++) BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 * index), values[index]);
        return bytes;
    }
}
