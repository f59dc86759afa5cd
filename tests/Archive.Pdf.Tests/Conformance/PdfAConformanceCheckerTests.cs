using System.Text;
using Archive.Domain;
using Archive.Pdf.Conformance;
using static Archive.Pdf.Tests.TestPages;

namespace Archive.Pdf.Tests.Conformance;

/// <summary>A good file passes, and each rule finds the file that breaks it.</summary>
public class PdfAConformanceCheckerTests
{
    private static readonly byte[] Good = Write(
        BitonalPage(Text(Block(Line("Vārds Jānis", 200, 300)), Block(Line("Миграция", 200, 400)))) with { Bookmarks = [new("Iesniegums")] },
        PlaceholderPage.Create(Width, Height, TestPages.Dpi, 2, "The image ends early"));

    /// <summary>Clause, what is done, how.</summary>
    private static readonly (string Clause, string Name, Func<PdfEditor, PdfEditor> Spoil)[] Spoilers =
    [
        ("6.1.3", "no ID", pdf => pdf.ReplaceInTrailer(@" /ID \[.*\]", "")),
        ("6.1.3", "encrypted", pdf => pdf.ReplaceInTrailer("/Size", "/Encrypt << /Filter /Standard >> /Size")),
        ("6.1.6", "odd hexadecimal string", pdf => pdf.Replace("/Title <FEFF", "/Title <0FEFF")),
        ("6.1.7.1", "wrong Length", pdf => pdf.ReplacePattern(@"/FlateDecode /Length (\d+)", "/FlateDecode /Length 1$1")),
        ("6.1.7.1", "external stream", pdf => pdf.Replace("/Filter /FlateDecode", "/F (x) /Filter /FlateDecode")),
        ("6.1.7.2", "LZW", pdf => pdf.Replace("/FlateDecode", "/LZWDecode")),
        ("6.1.13", "long name", pdf => pdf.Replace("/Type /Page ", $"/Type /Page /{new string('x', 128)} 1 ")),
        ("6.1.13", "large integer", pdf => pdf.Replace("/Type /Page ", "/Type /Page /X 4294967296 ")),
        ("6.1.13", "long string", pdf => pdf.Replace("/Type /Page ", $"/Type /Page /X ({new string('x', 32768)}) ")),
        ("6.1.13", "tiny page", pdf => pdf.ReplacePattern(@"/MediaBox \[.*?\]", "/MediaBox [0 0 2 2]")),
        ("6.1.13", "deep graphics states", pdf => EditContent(pdf, content => string.Concat(Enumerable.Repeat("q ", 29)) + content + string.Concat(Enumerable.Repeat(" Q", 29)))),
        ("6.2.2", "unknown operator", pdf => EditContent(pdf, content => content + " zz")),
        ("6.2.2", "no resources", pdf => pdf.ReplacePattern("/Resources << .* >> /Contents", "/Contents")),
        ("6.2.2", "unknown font name", pdf => EditContent(pdf, content => content.Replace("/F0 ", "/G0 "))),
        ("6.2.3", "no output intent", pdf => pdf.ReplacePattern(@"/OutputIntents \[.*?\] ", "")),
        ("6.2.3", "output intent without profile", pdf => pdf.ReplacePattern(@"/DestOutputProfile \d+ 0 R", "")),
        ("6.2.3", "no ICC signature", pdf => pdf.EditFlate(IsProfile, data => data.Replace("acsp", "acsq"))),
        ("6.2.3", "input profile", pdf => pdf.EditFlate(IsProfile, data => data.Replace("mntr", "scnr"))),
        ("6.2.3", "profile without curve", pdf => pdf.EditFlate(IsProfile, data => data.Replace("bTRC", "xTRC"))),
        ("6.2.3", "profile cut", pdf => pdf.EditFlate(IsProfile, data => data[..^4])),
        ("6.2.4.3", "CMYK in content", pdf => EditContent(pdf, content => "0 0 0 1 k " + content)),
        ("6.2.4.3", "CMYK image", pdf => pdf.Replace("/ColorSpace /DeviceGray", "/ColorSpace /DeviceCMYK")),
        ("6.2.4.3", "grey without output intent", pdf => pdf.ReplacePattern(@"/OutputIntents \[.*?\] ", "")),
        ("6.2.5", "transfer function", pdf => pdf.Replace("/Resources <<", "/Resources << /ExtGState << /G << /TR /Identity >> >>")),
        ("6.2.6", "unknown rendering intent", pdf => EditContent(pdf, content => "/Best ri " + content)),
        ("6.2.8", "interpolation", pdf => pdf.Replace("/Subtype /Image", "/Subtype /Image /Interpolate true")),
        ("6.2.8", "alternates", pdf => pdf.Replace("/Subtype /Image", "/Subtype /Image /Alternates []")),
        ("6.2.8", "fax columns", pdf => pdf.Replace("/Columns 2480", "/Columns 2479")),
        ("6.2.8", "bits per component", pdf => pdf.Replace("/BitsPerComponent 1 ", "/BitsPerComponent 3 ")),
        ("6.2.9", "form XObject", pdf => pdf.Replace("/Subtype /Image", "/Subtype /Form")),
        ("6.2.10", "soft mask", pdf => pdf.Replace("/Subtype /Image", "/Subtype /Image /SMask 1 0 R")),
        ("6.2.10", "transparency group", pdf => pdf.Replace("/Type /Page ", "/Type /Page /Group << /S /Transparency >> ")),
        ("6.2.10", "transparent state", pdf => pdf.Replace("/Resources <<", "/Resources << /ExtGState << /G << /ca 0.5 >> >>")),
        ("6.2.11.2", "simple font", pdf => pdf.Replace("/Subtype /Type0", "/Subtype /TrueType")),
        ("6.2.11.3.2", "no CIDToGIDMap", pdf => pdf.ReplacePattern(@" /CIDToGIDMap \d+ 0 R", "")),
        ("6.2.11.3.3", "other encoding", pdf => pdf.Replace("/Identity-H", "/UniJIS-UCS2-H")),
        ("6.2.11.4.1", "font not embedded", pdf => pdf.ReplacePattern(@" /FontFile2 \d+ 0 R", "")),
        ("6.2.11.4.1", "damaged font", pdf => pdf.EditFlate(IsFont, data => data.Replace("hmtx", "hmty"))),
        ("6.2.11.4.1", "glyph that is not there", pdf => pdf.EditFlate(IsGlyphMap, data => data.Replace('\u0001', '\u0007'))),
        ("6.2.11.5", "width", pdf => pdf.Replace("/DW 500", "/DW 600")),
        ("6.2.11.7.2", "no ToUnicode", pdf => pdf.ReplacePattern(@" /ToUnicode \d+ 0 R", "")),
        ("6.2.11.7.2", "code without Unicode", pdf => pdf.EditFlate(IsToUnicode, data => data.Replace("<0001> <0056>\n", ""))),
        ("6.2.11.7.2", "forbidden Unicode", pdf => pdf.EditFlate(IsToUnicode, data => data.Replace("<0001> <0056>", "<0001> <FEFF>"))),
        ("6.2.11.8", ".notdef", pdf => pdf.EditFlate(IsGlyphMap, data => new string('\0', data.Length))),
        ("6.3.1", "annotation", pdf => pdf.Replace("/Type /Page ", "/Type /Page /Annots [<< /Subtype /Link >>] ")),
        ("6.4.2", "XFA", pdf => pdf.Replace("/Type /Catalog", "/Type /Catalog /AcroForm << /XFA [] >>")),
        ("6.5.1", "JavaScript", pdf => pdf.Replace("/Type /Catalog", "/Type /Catalog /OpenAction << /S /JavaScript /JS (x) >>")),
        ("6.5.1", "launch", pdf => pdf.Replace("/Type /Catalog", "/Type /Catalog /OpenAction << /S /Launch /F (x) >>")),
        ("6.5.2", "additional actions", pdf => pdf.Replace("/Type /Page ", "/Type /Page /AA << >> ")),
        ("6.6.2.1", "no metadata", pdf => pdf.ReplacePattern(@" /Metadata \d+ 0 R", "")),
        ("6.6.2.1", "metadata with filter", pdf => pdf.Replace("/Subtype /XML", "/Subtype /XML /Filter /ASCIIHexDecode")),
        ("6.6.2.1", "attribute bytes", pdf => pdf.Replace("W5M0MpCehiHzreSzNTczkc9d\"", "W5M0MpCehiHzreSzNTczkc9d\" bytes=\"9\"")),
        ("6.6.2.1", "attribute encoding", pdf => pdf.Replace("W5M0MpCehiHzreSzNTczkc9d\"", "W5M0MpCehiHzreSzNTczkc9d\" encoding=\"UTF-8\"")),
        ("6.6.2.1", "malformed XML", pdf => pdf.Replace("</rdf:RDF>", "")),
        ("6.6.2.3.1", "unknown property", pdf => pdf.Replace("<dc:format>", "<dc:own>1</dc:own><dc:format>")),
        ("6.6.2.3.1", "wrong value type", pdf => pdf.Replace("<dc:format>application/pdf", "<dc:format><rdf:Bag/>")),
        ("6.6.3", "other title", pdf => pdf.Replace("дело"u8.ToLatin1(), "тело"u8.ToLatin1())),
        ("6.6.3", "other date", pdf => pdf.Replace("(D:20261122", "(D:20261121")),
        ("6.6.4", "other part", pdf => pdf.Replace("<pdfaid:part>2", "<pdfaid:part>3")),
        ("6.6.4", "other level", pdf => pdf.Replace("<pdfaid:conformance>U", "<pdfaid:conformance>B")),
        ("6.8", "embedded files", pdf => pdf.Replace("/Type /Catalog", "/Type /Catalog /Names << /EmbeddedFiles << >> >>")),
        ("6.9", "optional content", pdf => pdf.Replace("/Type /Catalog", "/Type /Catalog /OCProperties << >>")),
        ("6.10", "presentation steps", pdf => pdf.Replace("/Type /Page ", "/Type /Page /PresSteps << >> ")),
        ("6.11", "requirements", pdf => pdf.Replace("/Type /Catalog", "/Type /Catalog /Requirements []")),
    ];

    public static TheoryData<string> Spoiled => [.. Spoilers.Select(spoiler => $"{spoiler.Clause} {spoiler.Name}")];

    [Fact]
    public void Check_GoodFile_FindsNothing()
    {
        Assert.Empty(Check(Good));
        Assert.Empty(Check(new PdfEditor(Good).Build()));
    }

    [Theory]
    [MemberData(nameof(Spoiled))]
    public void Check_SpoiledFile_NamesTheClause(string spoiled)
    {
        var (clause, _, spoil) = Spoilers.Single(spoiler => $"{spoiler.Clause} {spoiler.Name}" == spoiled);

        var findings = Check(spoil(new(Good)).Build());

        Assert.Contains(findings, finding => finding.Clause == clause);
    }

    [Theory]
    [InlineData("6.1.2", "%PDF-1.7", "%PDF-2.0")]
    [InlineData("6.1.2", "\u00e2\u00e3\u00cf\u00d3", "abcd")]
    [InlineData("6.1.3", "%%EOF\n", "%%EOF\nmore")]
    [InlineData("6.1.4", "xref\n0", "xref\n\n0")]
    [InlineData("6.1.4", "\nstartxref", "\nstartxre")]
    [InlineData("6.1.9", "\n1 0 obj\n", "\n1 0 obj ")]
    [InlineData("6.1.9", "\n1 0 obj\n", "\n7 0 obj\n")]
    public void Check_SpoiledBytes_NamesTheClause(string clause, string old, string @new)
    {
        var file = Encoding.Latin1.GetString(Good);
        Assert.Contains(old, file);

        var findings = Check(Encoding.Latin1.GetBytes(file.Replace(old, @new)));

        Assert.Contains(findings, finding => finding.Clause == clause);
    }

    [Theory]
    [InlineData("/Width 2480", "/Width 2479")]
    [InlineData("/BitsPerComponent 1 /Filter /JBIG2Decode", "/BitsPerComponent 8 /Filter /JBIG2Decode")]
    [InlineData("/ColorSpace /DeviceGray", "/ColorSpace /DeviceRGB")]
    [InlineData("stream\n\0\0\0\0\u0030", "stream\n\0\0\0\0\u0031")]
    [InlineData("stream\n\0\0\0\0\u0030\0\u0001", "stream\n\0\0\0\0\u0030\0\u0002")]
    public void Check_SpoiledJbig2_NamesTheClause(string old, string @new)
    {
        var good = Write(BitonalPage(Text(Block(Line("Vārds Jānis", 200, 300))), PageImageEncoding.Jbig2));
        Assert.Empty(Check(good));

        var findings = Check(new PdfEditor(good).Replace(old, @new).Build());

        Assert.Contains(findings, finding => finding.Clause == "6.2.8");
    }

    [Fact]
    public void Check_FileCutAnywhere_ReportsAndDoesNotThrow()
    {
        for (var length = 0; length < Good.Length - 8; length += 397) Assert.NotEmpty(Check(Good[..length]));
    }

    [Fact]
    public void Check_AnyByteChanged_DoesNotThrow()
    {
        for (var place = 0; place < Good.Length; place += 103)
        {
            var bytes = (byte[])Good.Clone();
            bytes[place] ^= 0x55;
            Check(bytes);
        }
    }

    private static IReadOnlyList<PdfAFinding> Check(byte[] pdf) => PdfAConformanceChecker.Check(new MemoryStream(pdf));

    private static PdfEditor EditContent(PdfEditor pdf, Func<string, string> edit) => pdf.EditFlate(data => data.Contains(" Do Q\n", StringComparison.Ordinal), edit);

    private static bool IsProfile(string data) => data.Contains("acsp", StringComparison.Ordinal);

    private static bool IsFont(string data) => data.Contains("hmtx", StringComparison.Ordinal);

    private static bool IsToUnicode(string data) => data.Contains("beginbfchar", StringComparison.Ordinal);

    private static bool IsGlyphMap(string data) => data.StartsWith("\0\0\0\u0001\0\u0001", StringComparison.Ordinal);
}

internal static class Latin1Extensions
{
    /// <summary>UTF-8 bytes as the Latin-1 characters by which a file is edited.</summary>
    public static string ToLatin1(this ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
