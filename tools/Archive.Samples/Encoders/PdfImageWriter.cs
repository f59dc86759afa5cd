using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Archive.Samples.Encoders;

/// <summary>
/// Writes the image-only PDF (ISO 32000-1) of a scanner: each page is one picture, JPEG or Group 4, that covers it. Independent of the
/// product's own writer on purpose, so that the product is not tested against its own habits.
/// </summary>
public sealed class PdfImageWriter
{
    private readonly MemoryStream _data = new();
    private readonly List<long> _offsets = [];
    private readonly List<int> _pages = [];

    // Objects 1 and 2 are the catalog and the page tree, written last.
    private const int FirstFree = 3;

    public PdfImageWriter() => Write("%PDF-1.5\n%\u00e2\u00e3\u00cf\u00d3\n");

    /// <summary>Adds a page with a JPEG.</summary>
    /// <param name="dpi">Resolution that gives the page its size.</param>
    public void AddJpeg(byte[] jpeg, int width, int height, bool gray, double dpi) =>
        AddPage(jpeg, width, height, dpi, $"/ColorSpace /Device{(gray ? "Gray" : "RGB")} /BitsPerComponent 8 /Filter /DCTDecode");

    /// <summary>Adds a page from a single-strip Group 4 TIFF.</summary>
    public void AddGroupFour(byte[] tiff, int width, int height, double dpi) =>
        AddPage(GroupFourStrip(tiff), width, height, dpi,
            $"/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns {width} /Rows {height} >>");

    /// <summary>Ends the document and gives its bytes.</summary>
    public byte[] Finish()
    {
        var catalog = _data.Position;
        Write("1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
        var tree = _data.Position;
        Write($"2 0 obj\n<< /Type /Pages /Count {_pages.Count} /Kids [{string.Join(' ', _pages.Select(page => $"{page} 0 R"))}] >>\nendobj\n");
        var table = _data.Position;
        Write($"xref\n0 {_offsets.Count + FirstFree}\n0000000000 65535 f \n");
        foreach (var offset in new[] { catalog, tree }.Concat(_offsets)) Write($"{offset:D10} 00000 n \n");
        Write($"trailer\n<< /Size {_offsets.Count + FirstFree} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return _data.ToArray();
    }

    private void AddPage(byte[] picture, int width, int height, double dpi, string entries)
    {
        var (pageWidth, pageHeight) = (Number(width * 72 / dpi), Number(height * 72 / dpi));
        var image = Begin();
        Write($"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} {entries} /Length {picture.Length} >>\nstream\n");
        _data.Write(picture);
        Write("\nendstream\nendobj\n");
        var content = Begin();
        var draw = $"q {pageWidth} 0 0 {pageHeight} 0 0 cm /Im0 Do Q";
        Write($"<< /Length {draw.Length} >>\nstream\n{draw}\nendstream\nendobj\n");
        _pages.Add(Begin());
        Write($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {pageWidth} {pageHeight}] /Contents {content} 0 R " +
            $"/Resources << /XObject << /Im0 {image} 0 R >> >> >>\nendobj\n");
    }

    private int Begin()
    {
        _offsets.Add(_data.Position);
        var number = _offsets.Count + FirstFree - 1;
        Write($"{number} 0 obj\n");
        return number;
    }

    private static byte[] GroupFourStrip(byte[] tiff)
    {
        var little = tiff[0] == 'I';
        int U16(int at) => little ? BinaryPrimitives.ReadUInt16LittleEndian(tiff.AsSpan(at)) : BinaryPrimitives.ReadUInt16BigEndian(tiff.AsSpan(at));
        int U32(int at) => (int)(little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff.AsSpan(at)) : BinaryPrimitives.ReadUInt32BigEndian(tiff.AsSpan(at)));
        var directory = U32(4);
        var tags = Enumerable.Range(0, U16(directory)).Select(i => directory + 2 + 12 * i).ToDictionary(U16, at => at);
        const int StripOffsets = 273, StripByteCounts = 279;
        if (U32(tags[StripOffsets] + 4) != 1) throw new FormatException("The TIFF has more than one strip.");
        int Value(int at) => U16(at + 2) == 3 ? U16(at + 8) : U32(at + 8);
        return tiff.AsSpan(Value(tags[StripOffsets]), Value(tags[StripByteCounts])).ToArray();
    }

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private void Write(string text) => _data.Write(Encoding.Latin1.GetBytes(text));
}
