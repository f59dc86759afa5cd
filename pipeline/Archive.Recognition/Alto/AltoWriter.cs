using System.Globalization;
using System.Text;
using System.Xml;
using Archive.Domain;

namespace Archive.Recognition.Alto;

/// <summary>How a page's text came to be, recorded in its ALTO.</summary>
/// <param name="Software">Name and version of the recognizer.</param>
/// <param name="Settings">Everything that is needed to get the same text again: models with digests, options.</param>
public sealed record TextProvenance(string Software, string SoftwareVersion, string Settings);

/// <summary>
/// Writes ALTO 4.4: one page, blocks and lines in reading order, words with boxes in pixels and confidence (WC, 0 to 1), the language per line.
/// The same input gives the same bytes.
/// </summary>
public static class AltoWriter
{
    public static byte[] Write(RecognizedText text, TextProvenance provenance)
    {
        using var buffer = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = " ", NewLineChars = "\n" };
        using (var xml = XmlWriter.Create(buffer, settings))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement("alto", AltoFormat.NamespaceName);
            xml.WriteAttributeString("SCHEMAVERSION", AltoFormat.Version);
            WriteDescription(xml, provenance);
            WriteLayout(xml, text);
            xml.WriteEndElement();
            xml.WriteEndDocument();
        }

        return buffer.ToArray();
    }

    private static void WriteDescription(XmlWriter xml, TextProvenance provenance)
    {
        xml.WriteStartElement("Description");
        xml.WriteElementString("MeasurementUnit", "pixel");
        xml.WriteStartElement("Processing");
        xml.WriteAttributeString("ID", "text");
        xml.WriteElementString("processingCategory", "contentGeneration");
        xml.WriteElementString("processingStepSettings", provenance.Settings);
        xml.WriteStartElement("processingSoftware");
        xml.WriteElementString("softwareName", provenance.Software);
        xml.WriteElementString("softwareVersion", provenance.SoftwareVersion);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteLayout(XmlWriter xml, RecognizedText text)
    {
        xml.WriteStartElement("Layout");
        xml.WriteStartElement("Page");
        xml.WriteAttributeString("ID", "page");
        xml.WriteAttributeString("PHYSICAL_IMG_NR", "1");
        xml.WriteAttributeString("WIDTH", Number(text.Width));
        xml.WriteAttributeString("HEIGHT", Number(text.Height));
        xml.WriteStartElement("PrintSpace");
        WriteBox(xml, new(0, 0, text.Width, text.Height));
        for (var block = 0; block < text.Blocks.Count; block++) WriteBlock(xml, text.Blocks[block], $"b{block + 1}");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteBlock(XmlWriter xml, TextBlock block, string id)
    {
        xml.WriteStartElement("TextBlock");
        xml.WriteAttributeString("ID", id);
        WriteBox(xml, block.Box);
        for (var line = 0; line < block.Lines.Count; line++) WriteLine(xml, block.Lines[line], $"{id}l{line + 1}");
        xml.WriteEndElement();
    }

    private static void WriteLine(XmlWriter xml, TextLine line, string id)
    {
        xml.WriteStartElement("TextLine");
        xml.WriteAttributeString("ID", id);
        WriteBox(xml, line.Box);
        xml.WriteAttributeString("BASELINE", $"{Number(line.Box.X)},{Number(line.BaselineLeft)} {Number(line.Box.Right)},{Number(line.BaselineRight)}");
        xml.WriteAttributeString("LANG", line.Language);
        for (var i = 0; i < line.Words.Count; i++)
        {
            if (i > 0) WriteSpace(xml, line.Words[i - 1].Box, line.Words[i].Box);
            xml.WriteStartElement("String");
            WriteBox(xml, line.Words[i].Box);
            xml.WriteAttributeString("WC", line.Words[i].Confidence.Value.ToString("0.###", CultureInfo.InvariantCulture));
            xml.WriteAttributeString("CONTENT", XmlText(line.Words[i].Text));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteSpace(XmlWriter xml, PixelRect before, PixelRect after)
    {
        xml.WriteStartElement("SP");
        xml.WriteAttributeString("HPOS", Number(before.Right));
        xml.WriteAttributeString("VPOS", Number(Math.Min(before.Y, after.Y)));
        xml.WriteAttributeString("WIDTH", Number(Math.Max(0, after.X - before.Right)));
        xml.WriteEndElement();
    }

    private static void WriteBox(XmlWriter xml, PixelRect box)
    {
        xml.WriteAttributeString("HPOS", Number(box.X));
        xml.WriteAttributeString("VPOS", Number(box.Y));
        xml.WriteAttributeString("WIDTH", Number(box.Width));
        xml.WriteAttributeString("HEIGHT", Number(box.Height));
    }

    private static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>XML 1.0 has no place for most control characters; a recognizer should not give them, but must not break the file.</summary>
    private static string XmlText(string text) => text.All(XmlConvert.IsXmlChar) ? text : new([.. text.Where((c, i) =>
        XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) && (char.IsSurrogatePair(text, char.IsHighSurrogate(c) ? i : Math.Max(0, i - 1))))]);
}
