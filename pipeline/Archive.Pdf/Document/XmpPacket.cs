using System.Globalization;
using System.Text;
using System.Xml;

namespace Archive.Pdf;

/// <summary>
/// The XMP metadata of a PDF/A-2u file (ISO 19005-2, 6.6.2 and 6.6.4). Only properties of the predefined schemas are used, with their
/// value types of the XMP specification of 2005, so that no extension schema is needed.
/// </summary>
internal static class XmpPacket
{
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private const string Dc = "http://purl.org/dc/elements/1.1/";
    private const string Xmp = "http://ns.adobe.com/xap/1.0/";
    private const string XmpMM = "http://ns.adobe.com/xap/1.0/mm/";
    private const string Event = "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#";
    private const string Pdf = "http://ns.adobe.com/pdf/1.3/";
    private const string PdfaId = "http://www.aiim.org/pdfa/ns/id/";
    private const string Meta = "adobe:ns:meta/";

    private static readonly (string Prefix, string Uri)[] Schemas =
        [("pdfaid", PdfaId), ("dc", Dc), ("xmp", Xmp), ("pdf", Pdf), ("xmpMM", XmpMM), ("stEvt", Event)];

    /// <summary>The packet in UTF-8. Its header carries neither of the deprecated attributes bytes and encoding (6.6.2.1).</summary>
    /// <param name="contentDigest">Digest of the file's content, which names document and instance; at least 16 bytes.</param>
    public static byte[] Write(PdfDocumentInfo info, ReadOnlySpan<byte> contentDigest)
    {
        var id = $"uuid:{new Guid(contentDigest[..16], bigEndian: true)}";
        var text = new StringBuilder("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
        var settings = new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, IndentChars = " ", NewLineChars = "\n" };
        using (var xml = XmlWriter.Create(text, settings)) WriteMeta(xml, info, id);
        text.Append("\n<?xpacket end=\"r\"?>");
        return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text.ToString());
    }

    /// <summary>ISO 8601 to the second with the offset, the same instant and precision as the information dictionary's date.</summary>
    public static string Date(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static void WriteMeta(XmlWriter xml, PdfDocumentInfo info, string id)
    {
        xml.WriteStartElement("x", "xmpmeta", Meta);
        xml.WriteStartElement("rdf", "RDF", Rdf);
        xml.WriteStartElement("rdf", "Description", Rdf);
        xml.WriteAttributeString("rdf", "about", Rdf, "");
        foreach (var (prefix, uri) in Schemas) xml.WriteAttributeString("xmlns", prefix, null, uri);
        WriteIdentification(xml);
        WriteDublinCore(xml, info);
        WriteTools(xml, info);
        WriteHistory(xml, info, id);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteIdentification(XmlWriter xml)
    {
        xml.WriteElementString("pdfaid", "part", PdfaId, "2");
        xml.WriteElementString("pdfaid", "conformance", PdfaId, "U");
    }

    private static void WriteDublinCore(XmlWriter xml, PdfDocumentInfo info)
    {
        xml.WriteElementString("dc", "format", Dc, "application/pdf");
        xml.WriteStartElement("dc", "title", Dc);
        xml.WriteStartElement("rdf", "Alt", Rdf);
        WriteItem(xml, PdfText.Clean(info.Title, PdfText.LongestTitle), language: "x-default");
        xml.WriteEndElement();
        xml.WriteEndElement();
        if (info.Identifier is { } identifier) xml.WriteElementString("dc", "identifier", Dc, PdfText.Clean(identifier, PdfText.LongestTitle));
        if (info.Languages.Count > 0) WriteLanguages(xml, info.Languages);
        if (info.Provenance is { } provenance) xml.WriteElementString("dc", "source", Dc, PdfText.Clean(provenance, int.MaxValue));
    }

    private static void WriteLanguages(XmlWriter xml, IReadOnlyList<string> languages)
    {
        xml.WriteStartElement("dc", "language", Dc);
        xml.WriteStartElement("rdf", "Bag", Rdf);
        foreach (var language in languages) WriteItem(xml, language);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteTools(XmlWriter xml, PdfDocumentInfo info)
    {
        xml.WriteElementString("xmp", "CreatorTool", Xmp, PdfText.Clean(info.CreatorTool, PdfText.LongestTitle));
        if (info.CreatedAt is { } created)
        {
            foreach (var property in new[] { "CreateDate", "ModifyDate", "MetadataDate" }) xml.WriteElementString("xmp", property, Xmp, Date(created));
        }

        xml.WriteElementString("pdf", "Producer", Pdf, PdfText.Clean(info.Producer, PdfText.LongestTitle));
    }

    private static void WriteHistory(XmlWriter xml, PdfDocumentInfo info, string id)
    {
        xml.WriteElementString("xmpMM", "DocumentID", XmpMM, id);
        xml.WriteElementString("xmpMM", "InstanceID", XmpMM, id);
        xml.WriteStartElement("xmpMM", "History", XmpMM);
        xml.WriteStartElement("rdf", "Seq", Rdf);
        xml.WriteStartElement("rdf", "li", Rdf);
        xml.WriteAttributeString("rdf", "parseType", Rdf, "Resource");
        xml.WriteElementString("stEvt", "action", Event, "converted");
        xml.WriteElementString("stEvt", "instanceID", Event, id);
        if (info.Provenance is { } provenance) xml.WriteElementString("stEvt", "parameters", Event, PdfText.Clean(provenance, int.MaxValue));
        xml.WriteElementString("stEvt", "softwareAgent", Event, PdfText.Clean(info.CreatorTool, PdfText.LongestTitle));
        if (info.CreatedAt is { } created) xml.WriteElementString("stEvt", "when", Event, Date(created));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteItem(XmlWriter xml, string text, string? language = null)
    {
        xml.WriteStartElement("rdf", "li", Rdf);
        if (language is not null) xml.WriteAttributeString("xml", "lang", null, language);
        xml.WriteString(text);
        xml.WriteEndElement();
    }
}
