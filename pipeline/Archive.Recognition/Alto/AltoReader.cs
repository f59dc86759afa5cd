using System.Globalization;
using System.Xml;
using Archive.Domain;

namespace Archive.Recognition.Alto;

/// <summary>
/// Reads the ALTO that <see cref="AltoWriter"/> writes. Element by element, without a tree of the document: a search index is made anew from a
/// million of them.
/// </summary>
public static class AltoReader
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true, IgnoreWhitespace = true };

    /// <param name="dpi">Resolution of the page; ALTO does not carry it.</param>
    /// <exception cref="InvalidDataException">The content is no ALTO of one page in pixels.</exception>
    public static RecognizedText Read(Stream content, Dpi dpi)
    {
        try
        {
            using var reader = XmlReader.Create(content, Settings);
            RecognizedText? page = null;
            while (reader.Read())
            {
                if (!IsAt(reader, "Page")) continue;
                if (page is not null) throw new FormatException("it has more than one page");
                page = ReadPage(reader, dpi);
            }

            return page ?? throw new FormatException("it has no page");
        }
        catch (Exception e) when (e is XmlException or FormatException)
        {
            throw new InvalidDataException("This is no ALTO of one page: " + e.Message, e);
        }
    }

    private static RecognizedText ReadPage(XmlReader reader, Dpi dpi)
    {
        var (width, height) = (Integer(reader, "WIDTH"), Integer(reader, "HEIGHT"));
        var blocks = new List<TextBlock>();
        Within(reader, () =>
        {
            if (IsAt(reader, "TextBlock")) blocks.Add(ReadBlock(reader));
        });
        return new(width, height, dpi, blocks);
    }

    private static TextBlock ReadBlock(XmlReader reader)
    {
        var box = Box(reader);
        var lines = new List<TextLine>();
        Within(reader, () =>
        {
            if (IsAt(reader, "TextLine")) lines.Add(ReadLine(reader));
        });
        return new(box, lines);
    }

    private static TextLine ReadLine(XmlReader reader)
    {
        var points = Text(reader, "BASELINE").Split(' ', ',');
        if (points.Length != 4) throw new FormatException("a baseline has two points");
        var (box, left, right, language) = (Box(reader), Number(points[1]), Number(points[3]), Text(reader, "LANG"));
        var words = new List<TextWord>();
        Within(reader, () =>
        {
            if (IsAt(reader, "String")) words.Add(new(Text(reader, "CONTENT"), Box(reader), Confidence.Clamp(Number(Text(reader, "WC")))));
        });
        return new(box, left, right, language, words);
    }

    /// <summary>Calls for each node inside the element at hand, which the reader leaves at its end.</summary>
    private static void Within(XmlReader reader, Action each)
    {
        if (reader.IsEmptyElement) return;
        for (var depth = reader.Depth; reader.Read() && reader.Depth > depth;) each();
    }

    private static bool IsAt(XmlReader reader, string name) =>
        reader.NodeType == XmlNodeType.Element && reader.LocalName == name && reader.NamespaceURI == AltoFormat.NamespaceName;

    private static PixelRect Box(XmlReader element) =>
        new(Integer(element, "HPOS"), Integer(element, "VPOS"), Integer(element, "WIDTH"), Integer(element, "HEIGHT"));

    private static int Integer(XmlReader element, string name)
    {
        var text = Text(element, name);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : (int)Math.Round(Number(text));
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Text(XmlReader element, string name) => element.GetAttribute(name) ?? throw new FormatException($"{element.LocalName} has no {name}");
}
