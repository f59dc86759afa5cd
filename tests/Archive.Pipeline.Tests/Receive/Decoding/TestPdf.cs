using System.Globalization;
using System.Text;

namespace Archive.Pipeline.Tests.Receive.Decoding;

/// <summary>Writes small PDFs of one page as scanners and others write them.</summary>
internal sealed class TestPdf
{
    private readonly List<byte[]> _objects = [];
    private readonly StringBuilder _content = new();
    private readonly StringBuilder _resources = new();

    /// <summary>Page size in points.</summary>
    public double Width { get; init; } = 288;

    public double Height { get; init; } = 360;

    /// <summary>More entries of the page dictionary.</summary>
    public string Page { get; init; } = "";

    /// <summary>Adds a JPEG or raw image; returns its object number.</summary>
    public int Image(byte[] data, int width, int height, string entries) =>
        Stream($"/Type /XObject /Subtype /Image /Width {width} /Height {height} {entries}", data);

    /// <summary>Draws an image with a transformation matrix.</summary>
    public TestPdf Draw(int image, string matrix)
    {
        _resources.Append(CultureInfo.InvariantCulture, $"/I{image} {image + ObjectsBefore} 0 R ");
        _content.Append(CultureInfo.InvariantCulture, $"q {matrix} cm /I{image} Do Q\n");
        return this;
    }

    public TestPdf Content(string operators)
    {
        _content.AppendLine(operators);
        return this;
    }

    public byte[] Bytes()
    {
        var content = Stream("", Encoding.ASCII.GetBytes(_content.ToString()));
        var page = string.Create(CultureInfo.InvariantCulture, $"<</Type /Page /Parent 2 0 R /MediaBox [0 0 {Width} {Height}] {Page} /Contents {content + ObjectsBefore} 0 R /Resources <</XObject <<{_resources}>> /Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>>");
        byte[][] all = [Ascii("<</Type /Catalog /Pages 2 0 R>>"), Ascii("<</Type /Pages /Kids [3 0 R] /Count 1>>"), Ascii(page), .. _objects];
        return Assemble(all);
    }

    private const int ObjectsBefore = 3;

    private int Stream(string entries, byte[] data)
    {
        _objects.Add([.. Ascii($"<<{entries} /Length {data.Length}>>\nstream\n"), .. data, .. "\nendstream"u8]);
        return _objects.Count;
    }

    private static byte[] Assemble(byte[][] objects)
    {
        using var file = new MemoryStream();
        file.Write("%PDF-1.7\n"u8);
        var offsets = new List<long>();
        for (var index = 0; index < objects.Length; index++)
        {
            offsets.Add(file.Position);
            file.Write([.. Ascii($"{index + 1} 0 obj\n"), .. objects[index], .. "\nendobj\n"u8]);
        }

        var table = file.Position;
        file.Write(Ascii($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n" + string.Concat(offsets.Select(offset => $"{offset:D10} 00000 n \n"))));
        file.Write(Ascii($"trailer\n<</Size {objects.Length + 1} /Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"));
        return file.ToArray();
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
