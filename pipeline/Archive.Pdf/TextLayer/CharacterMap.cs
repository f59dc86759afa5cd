using System.Globalization;
using System.Text;

namespace Archive.Pdf.TextLayer;

/// <summary>
/// Gives each distinct scalar of a document a CID, in order of first use from 1 (0 is .notdef and stays unused), and writes the way
/// back as a ToUnicode map (ISO 32000-1, 9.10.3).
/// </summary>
internal sealed class CharacterMap
{
    /// <summary>Stands for a bridged gap in a line, which reads as two spaces; no scalar value.</summary>
    public const int Bridge = -1;

    private const int ReplacementCharacter = 0xFFFD;
    private const int LargestCid = 65_535;

    /// <summary>Mappings in one bfchar section, at most (Adobe Technical Note 5014).</summary>
    private const int SectionSize = 100;

    private readonly Dictionary<int, int> _cids = [];
    private readonly List<int> _scalars = [];

    /// <summary>The largest CID in use; 0 where no text was written.</summary>
    public int Largest => _scalars.Count;

    /// <summary>The CID of a scalar or of <see cref="Bridge"/>; when all CIDs are taken, that of U+FFFD.</summary>
    public int CidOf(int scalar)
    {
        if (_cids.TryGetValue(scalar, out var cid)) return cid;
        if (_scalars.Count >= LargestCid - 1 && scalar != ReplacementCharacter) return CidOf(ReplacementCharacter);
        _scalars.Add(scalar);
        return _cids[scalar] = _scalars.Count;
    }

    /// <summary>The CIDToGIDMap: every CID in use is the one glyph after .notdef.</summary>
    public byte[] GlyphMap()
    {
        var map = new byte[2 * (Largest + 1)];
        for (var cid = 1; cid <= Largest; cid++) map[2 * cid + 1] = 1;
        return map;
    }

    /// <summary>The ToUnicode CMap file.</summary>
    public byte[] ToUnicode()
    {
        var map = new StringBuilder("""
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange

            """);
        for (var start = 0; start < _scalars.Count; start += SectionSize) AppendSection(map, start, Math.Min(SectionSize, _scalars.Count - start));
        map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        return Encoding.ASCII.GetBytes(map.ToString());
    }

    private void AppendSection(StringBuilder map, int start, int count)
    {
        map.Append(CultureInfo.InvariantCulture, $"{count} beginbfchar\n");
        for (var index = start; index < start + count; index++)
        {
            var text = _scalars[index] == Bridge ? "  " : new Rune(_scalars[index]).ToString();
            map.Append(CultureInfo.InvariantCulture, $"<{index + 1:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>\n");
        }
        map.Append("endbfchar\n");
    }
}
