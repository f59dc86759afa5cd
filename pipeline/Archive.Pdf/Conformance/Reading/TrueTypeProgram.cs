using System.Buffers.Binary;
using System.Text;

namespace Archive.Pdf.Conformance.Reading;

/// <summary>A TrueType font program: which glyphs it has and how wide they are, and whether its tables hold together.</summary>
internal sealed class TrueTypeProgram
{
    private static readonly string[] RequiredTables = ["glyf", "head", "hhea", "hmtx", "loca", "maxp"];

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _tables = [];
    private readonly List<string> _defects = [];

    private TrueTypeProgram() { }

    /// <summary>What is wrong with the program; where there is anything, nothing else is to be asked.</summary>
    public IReadOnlyList<string> Defects => _defects;

    public int GlyphCount { get; private set; }

    public static TrueTypeProgram Read(byte[] data)
    {
        var program = new TrueTypeProgram();
        try
        {
            program.ReadTables(data);
            foreach (var table in RequiredTables.Where(table => !program._tables.ContainsKey(table))) program._defects.Add($"table {table} is missing");
            if (program._defects.Count == 0) program.ReadGlyphs();
        }
        catch (ArgumentOutOfRangeException)
        {
            program._defects.Add("it ends early");
        }
        return program;
    }

    /// <summary>Advance width in thousandths of the em.</summary>
    public double Width(int glyph)
    {
        var metrics = Word("hhea", 34);
        return Word("hmtx", 4 * Math.Min(glyph, metrics - 1)) * 1000.0 / Word("head", 18);
    }

    private void ReadTables(byte[] data)
    {
        var count = BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(4));
        for (var index = 0; index < count; index++)
        {
            var entry = data.AsSpan(12 + 16 * index, 16);
            var tag = Encoding.ASCII.GetString(entry[..4]);
            var table = data.AsMemory((int)BinaryPrimitives.ReadUInt32BigEndian(entry[8..]), (int)BinaryPrimitives.ReadUInt32BigEndian(entry[12..]));
            if (tag != "head" && Sum(table.Span) != BinaryPrimitives.ReadUInt32BigEndian(entry[4..])) _defects.Add($"table {tag} has a wrong checksum");
            _tables[tag] = table;
        }
        if (Sum(data) != 0xB1B0AFBA) _defects.Add("the font has a wrong checksum");
    }

    private void ReadGlyphs()
    {
        GlyphCount = Word("maxp", 4);
        var size = Word("head", 50) == 0 ? 2 : 4;
        if (_tables["loca"].Length < size * (GlyphCount + 1)) _defects.Add("table loca is short");
        if (_tables["hmtx"].Length < 4 * Word("hhea", 34)) _defects.Add("table hmtx is short");
        if (Word("head", 18) == 0 || Word("hhea", 34) == 0) _defects.Add("it has no units or no metrics");
    }

    private int Word(string table, int place) => BinaryPrimitives.ReadUInt16BigEndian(_tables[table].Span[place..]);

    private static uint Sum(ReadOnlySpan<byte> data)
    {
        var sum = 0u;
        for (; data.Length >= 4; data = data[4..]) sum += BinaryPrimitives.ReadUInt32BigEndian(data);
        Span<byte> last = [0, 0, 0, 0];
        data.CopyTo(last);
        return sum + BinaryPrimitives.ReadUInt32BigEndian(last);
    }
}
