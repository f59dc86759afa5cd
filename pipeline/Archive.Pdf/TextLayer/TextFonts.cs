using System.Globalization;
using Archive.Pdf.Writing;

namespace Archive.Pdf.TextLayer;

/// <summary>How far a word's ink reaches above and below its baseline, in tenths of the font size.</summary>
internal readonly record struct VerticalReach(int Ascent, int Descent);

/// <summary>
/// The fonts of the text layer. All share one font program, one character map and one way back to Unicode; they differ in the
/// ascent and descent that their descriptors state, because readers take the height of a word's box from there: "no" and "Āķ" in one
/// line have one font size, as line finding in readers needs, and yet boxes as high as their ink.
/// </summary>
internal sealed class TextFonts(PdfObjectWriter writer)
{
    private readonly Dictionary<VerticalReach, (string Name, int Number)> _fonts = [];

    public CharacterMap Characters { get; } = new();

    /// <summary>The resource name and object number of the font with this reach; the font is written by <see cref="Finish"/>.</summary>
    public (string Name, int Number) For(VerticalReach reach)
    {
        if (_fonts.TryGetValue(reach, out var font)) return font;
        return _fonts[reach] = ($"/F{_fonts.Count}", writer.Allocate());
    }

    /// <summary>Writes every font handed out.</summary>
    public void Finish()
    {
        if (_fonts.Count == 0) return;
        var program = GlyphlessFont.Create();
        var file = writer.WriteFlateStream(string.Create(CultureInfo.InvariantCulture, $"/Length1 {program.Length}"), program);
        var glyphMap = writer.WriteFlateStream("", Characters.GlyphMap());
        var toUnicode = writer.WriteFlateStream("", Characters.ToUnicode());
        foreach (var (reach, (_, number)) in _fonts) WriteFont(number, reach, file, glyphMap, toUnicode);
    }

    private void WriteFont(int number, VerticalReach reach, int file, int glyphMap, int toUnicode)
    {
        // A descent of 0 counts as unknown with some readers, which then assume a deep one.
        var (ascent, descent) = (reach.Ascent * 100, Math.Min(-1, reach.Descent * -100));
        var descriptor = writer.WriteObject(string.Create(
            CultureInfo.InvariantCulture,
            $"<< /Type /FontDescriptor /FontName /{GlyphlessFont.Name} /Flags 4 /FontBBox [0 {descent} {GlyphlessFont.Advance} {ascent}] /ItalicAngle 0 /Ascent {ascent} /Descent {descent} /CapHeight {ascent} /StemV 80 /FontFile2 {file} 0 R >>"));
        var descendant = writer.WriteObject(string.Create(
            CultureInfo.InvariantCulture,
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{GlyphlessFont.Name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R /DW {GlyphlessFont.Advance} /CIDToGIDMap {glyphMap} 0 R >>"));
        writer.WriteObject(number, string.Create(
            CultureInfo.InvariantCulture,
            $"<< /Type /Font /Subtype /Type0 /BaseFont /{GlyphlessFont.Name} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {toUnicode} 0 R >>"));
    }
}
