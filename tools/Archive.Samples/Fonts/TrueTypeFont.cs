using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace Archive.Samples.Fonts;

/// <summary>
/// Reads what is needed of a TrueType font (ISO/IEC 14496-22): advance widths and quadratic outlines by character. Drawing from outlines
/// keeps line breaking, spacing and skew exact, whatever the SVG renderer's own text layout and glyph snapping would do.
/// </summary>
public sealed class TrueTypeFont
{
    private readonly byte[] _data;
    private readonly Dictionary<string, int> _tables = [];
    private readonly ConcurrentDictionary<char, Glyph> _glyphs = new();
    private readonly int _metricsCount;
    private readonly bool _longOffsets;
    private readonly int _characterMap;

    /// <exception cref="FormatException">The bytes are no TrueType font with a Unicode (format 4) character map.</exception>
    public TrueTypeFont(byte[] data)
    {
        _data = data;
        for (var i = 0; i < U16(4); i++)
        {
            var entry = 12 + 16 * i;
            _tables[System.Text.Encoding.ASCII.GetString(data, entry, 4)] = (int)U32(entry + 8);
        }
        UnitsPerEm = U16(Table("head") + 18);
        _longOffsets = U16(Table("head") + 50) == 1;
        _metricsCount = U16(Table("hhea") + 34);
        _characterMap = FindCharacterMap();
    }

    /// <summary>Font units per em; advances and outlines are in these units, y upwards from the base line.</summary>
    public int UnitsPerEm { get; }

    /// <exception cref="FormatException">The font has no glyph for the character: a template uses a sign that cannot be printed.</exception>
    public Glyph this[char character]
    {
        get
        {
            if (_glyphs.TryGetValue(character, out var glyph)) return glyph;
            var index = GlyphIndex(character);
            if (index == 0) throw new FormatException($"The font has no glyph for '{character}' (U+{(int)character:X4}).");
            return _glyphs[character] = new(Advance(index), new GlyphReader(_data, Table("glyf"), Offset).Read(index));
        }
    }

    private int Table(string tag) => _tables.TryGetValue(tag, out var offset) ? offset : throw new FormatException($"The font has no '{tag}' table.");

    private int Advance(int glyph) => U16(Table("hmtx") + 4 * Math.Min(glyph, _metricsCount - 1));

    private (int Start, int End) Offset(int glyph)
    {
        var loca = Table("loca");
        return _longOffsets
            ? ((int)U32(loca + 4 * glyph), (int)U32(loca + 4 * glyph + 4))
            : (2 * U16(loca + 2 * glyph), 2 * U16(loca + 2 * glyph + 2));
    }

    private int FindCharacterMap()
    {
        var cmap = Table("cmap");
        for (var i = 0; i < U16(cmap + 2); i++)
        {
            var record = cmap + 4 + 8 * i;
            var subtable = cmap + (int)U32(record + 4);
            if (U16(record) is 0 or 3 && U16(subtable) == 4) return subtable;
        }
        throw new FormatException("The font has no Unicode character map of format 4.");
    }

    private int GlyphIndex(char character)
    {
        var doubled = U16(_characterMap + 6);
        var (ends, starts) = (_characterMap + 14, _characterMap + 16 + doubled);
        for (var i = 0; i < doubled; i += 2)
        {
            if (U16(ends + i) < character) continue;
            if (U16(starts + i) > character) return 0;
            var delta = U16(starts + doubled + i);
            var rangeAt = starts + 2 * doubled + i;
            if (U16(rangeAt) == 0) return (character + delta) & 0xFFFF;
            var glyph = U16(rangeAt + U16(rangeAt) + 2 * (character - U16(starts + i)));
            return glyph == 0 ? 0 : (glyph + delta) & 0xFFFF;
        }
        return 0;
    }

    private int U16(int offset) => BinaryPrimitives.ReadUInt16BigEndian(_data.AsSpan(offset));

    private uint U32(int offset) => BinaryPrimitives.ReadUInt32BigEndian(_data.AsSpan(offset));
}
