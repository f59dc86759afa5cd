using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Archive.Domain;

namespace Archive.Recognition.Alto;

/// <summary>Reads the ALTO that <see cref="AltoWriter"/> writes.</summary>
public static class AltoReader
{
    /// <param name="dpi">Resolution of the page; ALTO does not carry it.</param>
    /// <exception cref="InvalidDataException">The content is no ALTO of one page in pixels.</exception>
    public static RecognizedText Read(Stream content, Dpi dpi)
    {
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit };
            using var reader = XmlReader.Create(content, settings);
            var page = XDocument.Load(reader).Descendants(AltoFormat.Namespace + "Page").Single();
            var blocks = page.Descendants(AltoFormat.Namespace + "TextBlock").Select(ReadBlock).ToList();
            return new(Integer(page, "WIDTH"), Integer(page, "HEIGHT"), dpi, blocks);
        }
        catch (Exception e) when (e is XmlException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("This is no ALTO of one page: " + e.Message, e);
        }
    }

    private static TextBlock ReadBlock(XElement block) =>
        new(Box(block), [.. block.Elements(AltoFormat.Namespace + "TextLine").Select(ReadLine)]);

    private static TextLine ReadLine(XElement line)
    {
        var points = Text(line, "BASELINE").Split(' ', ',');
        if (points.Length != 4) throw new FormatException("a baseline has two points");
        var words = line.Elements(AltoFormat.Namespace + "String")
            .Select(word => new TextWord(Text(word, "CONTENT"), Box(word), Confidence.Clamp(Number(Text(word, "WC")))));
        return new(Box(line), Number(points[1]), Number(points[3]), Text(line, "LANG"), [.. words]);
    }

    private static PixelRect Box(XElement element) =>
        new(Integer(element, "HPOS"), Integer(element, "VPOS"), Integer(element, "WIDTH"), Integer(element, "HEIGHT"));

    private static int Integer(XElement element, string name) => (int)Math.Round(Number(Text(element, name)));

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Text(XElement element, string name) =>
        element.Attribute(name)?.Value ?? throw new FormatException($"{element.Name.LocalName} has no {name}");
}
